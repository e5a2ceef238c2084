import type { Column } from '../column.ts'
import { isText } from './coded.ts'

/** What a column holds: rows with a value, and distinct values of a text (null for other types). */
export interface Presence {
  readonly present: number
  readonly distinct: number | null
}
const known = new WeakMap<Column, Presence>()

/** Counted once and kept. O(rows), nothing where it was remembered. */
export function presenceOf(column: Column): Presence {
  let presence = known.get(column)
  if (!presence) known.set(column, (presence = count(column)))
  return presence
}

/** What `presenceOf` would say, where that is known without counting. */
export const knownPresence = (column: Column): Presence | undefined => known.get(column)

/** For a column that lies in a file and was counted when it was written: it need not be read to be described. */
export function rememberPresence(column: Column, presence: Presence): void {
  known.set(column, presence)
}

function count(column: Column): Presence {
  if (isText(column)) return countText(column.codes, column.dictionary.size)
  let present = 0
  if (column.type === 'boolean') for (let i = 0; i < column.flags.length; i++) present += column.flags[i]! >= 0 ? 1 : 0
  else {
    const { values } = column
    for (let i = 0; i < values.length; i++) present += Number.isNaN(values[i]!) ? 0 : 1
  }
  return { present, distinct: null }
}

function countText(codes: Int32Array, size: number): Presence {
  const found = new Uint8Array(size)
  let present = 0
  let distinct = 0
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!
    if (code < 0) continue
    present++
    if (found[code] === 1) continue
    found[code] = 1
    distinct++
  }
  return { present, distinct }
}

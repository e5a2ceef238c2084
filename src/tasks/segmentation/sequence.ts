import { uiActions } from '../../log/ui-log.ts'
import { adaptiveBits } from './classes/adaptive-code.ts'
import type { EventClasses } from './classes/event-classes.ts'
import { completes } from './completion.ts'
import type { Items } from './items.ts'

/**
 * Items as the run model sees them: symbols, and what one item shares with those before it in its stream. Bits are what an
 * item costs on its own, when nothing about it is expected.
 */
export interface Sequence {
  readonly size: number
  readonly symbolCount: number
  readonly symbol: Int32Array
  readonly starts: Uint8Array
  readonly cues: Uint8Array
  /** The item before with the same symbol, the same value; -1 = none in this stream. */
  readonly sameSymbol: Int32Array
  readonly sameValue: Int32Array
  /** Whether the item carries a value, and how many items up to it (exclusive) do. */
  readonly hasValue: Uint8Array
  readonly valuesBefore: Int32Array
  /** The item before in the same table, -1 = none, -2 = the item stands in no table; and whether it stood in the same row. */
  readonly sameTable: Int32Array
  readonly sameRow: Uint8Array
  readonly symbolBits: Float64Array
  /** Share of the items that a symbol, and a value, has: 2^-bits. */
  readonly symbolShare: Float64Array
  readonly valueShare: Float64Array
  readonly valueBits: Float64Array
  readonly rowBits: Float64Array
  /** By symbol: its words say that something is finished (save, submit, confirm, ...). */
  readonly completion: Uint8Array
}

export function sequenceOf(items: Items, classes: EventClasses, completion = completionOf(items, classes)): Sequence {
  const { size, starts, cues, value } = items
  const symbol = classes.codes
  const symbolCount = classes.texts.length
  const counts = new Float64Array(symbolCount)
  for (const s of symbol) counts[s]!++
  const { table, row } = tablesOf(items)
  const placed = Int32Array.from({ length: size }, (_, i) => i).filter(i => table[i]! >= 0)
  const valued = Int32Array.from({ length: size }, (_, i) => i).filter(i => value[i]! >= 0)
  const valuesBefore = new Int32Array(size + 1)
  for (let i = 0; i < size; i++) valuesBefore[i + 1] = valuesBefore[i]! + (value[i]! >= 0 ? 1 : 0)
  const sameTable = previous(table, starts)
  const sameRow = new Uint8Array(size)
  for (let i = 0; i < size; i++) {
    if (table[i]! < 0) sameTable[i] = -2
    else if (sameTable[i]! >= 0 && row[sameTable[i]!] === row[i]) sameRow[i] = 1
  }
  const valueBits = scatter(size, valued, adaptiveBits(valued.map(i => value[i]!)))
  return {
    size,
    symbolCount,
    symbol,
    starts,
    cues,
    sameSymbol: previous(symbol, starts),
    sameValue: previous(value, starts),
    hasValue: Uint8Array.from(value, v => (v >= 0 ? 1 : 0)),
    valuesBefore,
    sameTable,
    sameRow,
    symbolBits: counts.map(count => Math.log2(size / Math.max(count, 0.5))),
    symbolShare: counts.map(count => Math.max(count, 0.5) / size),
    valueShare: valueBits.map(bits => 2 ** -bits),
    valueBits,
    rowBits: scatter(size, placed, adaptiveBits(placed.map(i => row[i]!))),
    completion,
  }
}

/** A sequence of symbols alone: no values, no tables, no cues. */
export function rawSequence(symbol: Int32Array, symbolCount: number, starts: Uint8Array): Sequence {
  const size = symbol.length
  const counts = new Float64Array(symbolCount)
  for (const s of symbol) counts[s]!++
  return {
    size,
    symbolCount,
    symbol,
    starts,
    cues: new Uint8Array(size),
    sameSymbol: previous(symbol, starts),
    sameValue: new Int32Array(size).fill(-1),
    hasValue: new Uint8Array(size),
    valuesBefore: new Int32Array(size + 1),
    sameTable: new Int32Array(size).fill(-2),
    sameRow: new Uint8Array(size),
    symbolBits: counts.map(count => Math.log2(size / Math.max(count, 0.5))),
    symbolShare: counts.map(count => Math.max(count, 0.5) / size),
    valueShare: new Float64Array(size).fill(1),
    valueBits: new Float64Array(size),
    rowBits: new Float64Array(size),
    completion: new Uint8Array(symbolCount),
  }
}

/** By class: whether its words say that something is finished. */
export const completionOf = (items: Items, { example }: EventClasses): Uint8Array =>
  Uint8Array.from(example, i => (completesItem(items, i) ? 1 : 0))

/** The item before with the same code in the same stream; -1 where there is none or the code is negative. */
function previous(codes: Int32Array, starts: Uint8Array): Int32Array {
  const found = new Int32Array(codes.length).fill(-1)
  const latest = new Map<number, number>()
  for (let i = 0; i < codes.length; i++) {
    if (starts[i]) latest.clear()
    const code = codes[i]!
    if (code < 0) continue
    found[i] = latest.get(code) ?? -1
    latest.set(code, i)
  }
  return found
}

function scatter(size: number, at: Int32Array, bits: Float64Array): Float64Array {
  const all = new Float64Array(size)
  for (let k = 0; k < at.length; k++) all[at[k]!] = bits[k]!
  return all
}

/** Tables are sheets, lists and grids: what has rows. Code of the table and the row by item, -1 where it stands in none. */
function tablesOf({ ui, size, place, element }: Items): { table: Int32Array; row: Int32Array } {
  const table = new Int32Array(size).fill(-1)
  const row = new Int32Array(size).fill(-1)
  const known = new Map<string, number>()
  const { document, page, group } = ui.elements
  for (let i = 0; i < size; i++) {
    if (ui.position.row[place[i]!]! <= 0) continue
    const e = element[i]!
    const key = e < 0 ? '' : `${document.codes[e]}:${page.codes[e]}:${group.codes[e]}`
    let code = known.get(key)
    if (code === undefined) known.set(key, (code = known.size))
    table[i] = code
    row[i] = ui.position.row[place[i]!]!
  }
  return { table, row }
}

function completesItem({ ui, action, sourceAction, element }: Items, i: number): boolean {
  const said = (codes: Int32Array, text: (code: number) => string, at: number) =>
    at < 0 || codes[at]! < 0 ? null : text(codes[at]!)
  const { name, identifier } = ui.elements
  const e = element[i]!
  const word = sourceAction[i]! < 0 ? null : ui.sourceAction.dictionary.text(sourceAction[i]!)
  return completes(
    uiActions[action[i]!]!,
    said(name.codes, code => name.dictionary.text(code), e) ??
      said(identifier.codes, code => identifier.dictionary.text(code), e),
    word,
  )
}

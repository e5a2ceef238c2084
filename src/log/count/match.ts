import { type Column, positionOf, valueAt } from '../column.ts'
import type { ValueMatch } from '../filter.ts'
import { isNumber, isText } from './coded.ts'

/** Whether row r matches: any of the values (equal in type too), or the range (numbers), or missing; nothing given: any value. */
export function matcherOf(column: Column, match: ValueMatch): (row: number) => boolean {
  const ranged = match.from !== undefined || match.to !== undefined
  const missing = match.missing === true
  const any = match.values === undefined && !ranged && !missing
  const wanted = new Set(match.values)
  const from = match.from ?? Number.NEGATIVE_INFINITY
  const to = match.to ?? Number.POSITIVE_INFINITY
  if (isText(column)) {
    const { codes, dictionary } = column
    const hits = new Uint8Array(dictionary.size)
    if (any) hits.fill(1)
    for (const value of wanted) {
      const code = typeof value === 'string' ? dictionary.codeOf(value) : -1
      if (code >= 0) hits[code] = 1
    }
    const test = (code: number) => (code < 0 ? missing : hits[code] === 1)
    if (column.rows === null) return row => test(codes[row]!)
    return row => {
      const at = positionOf(column, row)
      return at < 0 ? missing : test(codes[at]!)
    }
  }
  if (isNumber(column) && column.rows === null) {
    const { values } = column
    return row => {
      const value = values[row]!
      if (Number.isNaN(value)) return missing
      return any || (ranged && value >= from && value < to) || (wanted.size > 0 && wanted.has(value))
    }
  }
  return row => {
    const value = valueAt(column, row)
    if (value === null) return missing
    return any || (ranged && typeof value === 'number' && value >= from && value < to) || wanted.has(value)
  }
}

/** 1 for each class that is one of `names`. Unknown names match nothing. */
export function classMask(texts: readonly string[], names: readonly string[]): Uint8Array {
  const wanted = new Set(names)
  return Uint8Array.from(texts, text => (wanted.has(text) ? 1 : 0))
}

/** Every class: for "absent = any". */
export const anyClass = (texts: readonly string[]): Uint8Array => new Uint8Array(texts.length).fill(1)

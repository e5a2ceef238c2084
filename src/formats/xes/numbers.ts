import { decodeUtf8 } from '../../base/utf8.ts'
import { DOT, MINUS, PLUS, padded, SPACE } from './bytes.ts'

/** 10^0..10^22: the powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

/**
 * Reads numbers from bytes. Decimal numbers of at most 15 digits are exact by one division (W. Clinger, How to read
 * floating point numbers accurately, 1990); all others go through JavaScript's own parser.
 */
export class NumberParser {
  /** Index behind the last number that `plain` read. */
  end = 0
  /** Whether the last number was written without a point. */
  whole = true

  /** The number `-?digits(.digits)?` at `from`, NaN where there is none or it has more than 15 digits. Some byte must follow. */
  plain(source: Uint8Array, from: number): number {
    let at = from
    const negative = source[at] === MINUS
    if (negative) at++
    let value = 0
    let digits = 0
    let digit = 0
    while ((digit = source[at]! - 48) >>> 0 <= 9) {
      value = value * 10 + digit
      digits++
      at++
    }
    this.whole = true
    if (source[at] === DOT) {
      this.whole = false
      at++
      const point = at
      while ((digit = source[at]! - 48) >>> 0 <= 9) {
        value = value * 10 + digit
        at++
      }
      digits += at - point
      if (digits <= 15) value /= POWERS[at - point]!
    }
    this.end = at
    if (digits === 0 || digits > 15) return Number.NaN
    return negative && value !== 0 ? -value : value
  }

  /** Any number in source[from..to) (surrounding space ignored), ±Infinity for `INF`, NaN where it is none. */
  any(source: Uint8Array, from: number, to: number): number {
    while (from < to && source[from]! <= SPACE) from++
    while (to > from && source[to - 1]! <= SPACE) to--
    if (to - from > 400 || to === from) return Number.NaN
    if (to === source.length) return this.any(padded(source, from, to), 0, to - from)
    if (source[from] === PLUS) from++
    const value = this.plain(source, from)
    if (value === value && this.end === to) return value
    const text = decodeUtf8(source, from, to)
    this.whole = /^[+-]?\d+$/.test(text)
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text)
    const infinite = /^([+-]?)inf(inity)?$/i.exec(text)
    return infinite ? (infinite[1] === '-' ? -Infinity : Infinity) : Number.NaN
  }
}

/** 1 true, 0 false, -1 where it is neither (`true`, `false` in any case, `1`, `0`; surrounding space ignored). */
export function parseBoolean(source: Uint8Array, from: number, to: number): -1 | 0 | 1 {
  while (from < to && source[from]! <= SPACE) from++
  while (to > from && source[to - 1]! <= SPACE) to--
  const length = to - from
  if (length === 1) return source[from] === 0x31 ? 1 : source[from] === 0x30 ? 0 : -1
  const word = length === 4 ? TRUE : length === 5 ? FALSE : null
  if (word === null) return -1
  for (let i = 0; i < length; i++) if ((source[from + i]! | 0x20) !== word.charCodeAt(i)) return -1
  return word === TRUE ? 1 : 0
}
const TRUE = 'true'
const FALSE = 'false'

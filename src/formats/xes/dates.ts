import { COLON, COMMA, DOT, MINUS, PLUS, padded, SPACE } from './bytes.ts'
import { parseOtherDate } from './other-dates.ts'

export const DAY_MS = 86_400_000

/**
 * Days since 1970-01-01 of a date of the proleptic Gregorian calendar; NaN where there is no such day.
 * Howard Hinnant, chrono-compatible low-level date algorithms (2013), `days_from_civil`.
 */
export function daysOf(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return Number.NaN
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The number of two digits at `at`, -1 where they are none. */
function two(source: Uint8Array, at: number): number {
  const tens = source[at]! - 48
  const ones = source[at + 1]! - 48
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? -1 : tens * 10 + ones
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/**
 * Reads dates from bytes: ISO 8601 / RFC 3339 at fixed positions with a memo of the last day, everything else by
 * `parseOtherDate`. One instance serves a whole file; the result of the last call stands in its fields.
 */
export class DateParser {
  /** Nanoseconds below the ms of the last date, 0..999 999. */
  nanoseconds = 0
  /** Whether the last date named its zone; without one it was read as UTC. */
  zoned = true
  /** Index behind the last date that `iso` read. */
  end = 0
  private year = 0
  private monthDay = 0
  private dayMs = Number.NaN

  /** Epoch ms (floored) of the ISO date at `from`, NaN where there is none. Some byte must follow it. */
  iso(source: Uint8Array, from: number): number {
    const dayMs = this.day(source, from)
    if (dayMs !== dayMs) return Number.NaN // NaN
    const separator = source[from + 10]! | 0x20
    if (separator !== 0x74 && separator !== SPACE) return Number.NaN
    const h1 = source[from + 11]! - 48
    const h2 = source[from + 12]! - 48
    const m1 = source[from + 14]! - 48
    const m2 = source[from + 15]! - 48
    if (h1 >>> 0 > 2 || h2 >>> 0 > 9 || m1 >>> 0 > 5 || m2 >>> 0 > 9 || source[from + 13] !== COLON) return Number.NaN
    let at = from + 16
    let seconds = 0
    if (source[at] === COLON) {
      const s1 = source[at + 1]! - 48
      const s2 = source[at + 2]! - 48
      if (s1 >>> 0 > 6 || s2 >>> 0 > 9) return Number.NaN
      seconds = s1 * 10 + s2
      at += 3
    }
    const hours = h1 * 10 + h2
    const minutes = m1 * 10 + m2
    // 24:00:00 is the end of the day (ISO 8601), :60 a leap second.
    if (hours > 24 || seconds > 60 || (hours === 24 && (minutes > 0 || seconds > 0))) return Number.NaN
    let ms = dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1000
    this.nanoseconds = 0
    this.end = at
    const byte = source[at]!
    if (byte === DOT || byte === COMMA) ms += this.fraction(source, at + 1)
    if (ms !== ms) return ms
    return ms - this.zone(source, this.end)
  }

  /** Any date in source[from..to), surrounding space ignored: epoch ms (floored), NaN where it cannot be read. */
  any(source: Uint8Array, from: number, to: number): number {
    while (from < to && source[from]! <= SPACE) from++
    while (to > from && source[to - 1]! <= SPACE) to--
    if (to === from || to - from > 200) return Number.NaN
    if (to === source.length) return this.any(padded(source, from, to), 0, to - from)
    if (to - from >= 16) {
      const ms = this.iso(source, from)
      if (ms === ms && this.end === to) return ms
    }
    const other = parseOtherDate(source, from, to)
    if (other === null) return Number.NaN
    this.nanoseconds = other.nanoseconds
    this.zoned = other.zoned
    return other.ms
  }

  private day(source: Uint8Array, from: number): number {
    const year = (source[from]! << 24) | (source[from + 1]! << 16) | (source[from + 2]! << 8) | source[from + 3]!
    const monthDay =
      (source[from + 5]! << 24) | (source[from + 6]! << 16) | (source[from + 8]! << 8) | source[from + 9]!
    if (source[from + 4] !== MINUS || source[from + 7] !== MINUS) return Number.NaN
    if (year === this.year && monthDay === this.monthDay) return this.dayMs
    const century = two(source, from)
    const month = two(source, from + 5)
    const date = two(source, from + 8)
    const inCentury = two(source, from + 2)
    if (century < 0 || inCentury < 0 || month < 0 || date < 0) return Number.NaN
    this.year = year
    this.monthDay = monthDay
    this.dayMs = daysOf(century * 100 + inCentury, month, date) * DAY_MS
    return this.dayMs
  }

  /** Whole ms of the digits at `at`; the rest goes to `nanoseconds`, digits beyond the ninth are cut off. */
  private fraction(source: Uint8Array, at: number): number {
    let value = 0
    let digits = 0
    for (;;) {
      const digit = source[at + digits]! - 48
      if (digit >>> 0 > 9) break
      if (digits < 9) value = value * 10 + digit
      digits++
    }
    this.end = at + digits
    if (digits === 3) return value
    if (digits === 0) return Number.NaN
    for (let d = digits; d < 9; d++) value *= 10
    const ms = Math.floor(value / 1_000_000)
    this.nanoseconds = value - ms * 1_000_000
    return ms
  }

  /** Offset in ms of the zone at `at`: `Z`, `+hh:mm`, `+hhmm`, `+hh`; none leaves `zoned` false. */
  private zone(source: Uint8Array, at: number): number {
    const sign = source[at]!
    this.zoned = true
    if ((sign | 0x20) === 0x7a) {
      this.end = at + 1
      return 0
    }
    this.zoned = sign === PLUS || sign === MINUS
    this.end = at
    if (!this.zoned) return 0
    const h1 = source[at + 1]! - 48
    const h2 = source[at + 2]! - 48
    if (h1 >>> 0 > 9 || h2 >>> 0 > 9) return Number.NaN
    let minutes = (h1 * 10 + h2) * 60
    this.end = at + 3
    const next = at + (source[at + 3] === COLON ? 4 : 3)
    const m1 = source[next]! - 48
    const m2 = source[next + 1]! - 48
    if (m1 >>> 0 <= 5 && m2 >>> 0 <= 9) {
      minutes += m1 * 10 + m2
      this.end = next + 2
    }
    return (sign === MINUS ? -minutes : minutes) * 60_000
  }
}

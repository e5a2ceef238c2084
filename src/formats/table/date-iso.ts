import { daysFromCivil, isCivil } from './civil.ts'
import type { Instant } from './date-format.ts'

/**
 * ISO 8601 / RFC 3339 as event logs write it: `yyyy-MM-dd`, then `T` or a space, `HH:mm[:ss[.fraction]]`, then
 * nothing, `Z`, ` UTC`, `+hh`, `+hhmm` or `+hh:mm`. Fraction of one to nine digits (further ones are cut), comma or
 * point. `24:00` is the next midnight. Years beyond four digits have a sign and six. Time O(bytes), no allocation.
 */
export function parseIso(b: Uint8Array, from: number, to: number, out: Instant): boolean {
  let year = -1
  const sign = b[from]
  if (sign === 43 || sign === 45) {
    // the digits of the year that are more than four stand before `from`
    from += 3
    if (to - from < 10) return false
    const most = two(b, from - 2)
    const rest = four(b, from)
    if (most < 0 || rest < 0) return false
    year = most * 10_000 + rest
    if (sign === 45) year = -year
    if (Math.abs(year) > 270_000 || Object.is(year, -0)) return false
  } else {
    if (to - from < 10) return false
    year = four(b, from)
    if (year < 0) return false
  }
  if (b[from + 4] !== 45 || b[from + 7] !== 45) return false
  const month = two(b, from + 5)
  const day = two(b, from + 8)
  if (!isCivil(year, month, day)) return false
  let ms = daysFromCivil(year, month, day) * 86_400_000
  out.nanoseconds = 0
  out.zoned = false
  let at = from + 10
  if (at < to) {
    const separator = b[at]!
    if ((separator !== 84 && separator !== 32 && separator !== 116) || at + 6 > to || b[at + 3] !== 58) return false
    const hour = two(b, at + 1)
    const minute = two(b, at + 4)
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return false
    ms += hour * 3_600_000 + minute * 60_000
    at += 6
    if (at < to && b[at] === 58) {
      const second = at + 3 <= to ? two(b, at + 1) : -1
      if (second < 0 || second > 59) return false
      ms += second * 1000
      at += 3
      if (at < to && (b[at] === 46 || b[at] === 44)) {
        const start = ++at
        let nanos = 0
        for (; at < to; at++) {
          const digit = b[at]! - 48
          if (digit < 0 || digit > 9) break
          if (at - start < 9) nanos = nanos * 10 + digit
        }
        const digits = at - start
        if (digits === 0) return false
        if (digits === 3) ms += nanos
        else {
          for (let i = digits; i < 9; i++) nanos *= 10
          ms += Math.floor(nanos / 1e6)
          out.nanoseconds = nanos % 1e6
        }
      }
    }
    if (hour === 24 && ms % 86_400_000 !== 0) return false
    if (at < to) return zone(b, at, to, ms, out)
  }
  out.ms = ms
  return true
}

function zone(b: Uint8Array, at: number, to: number, ms: number, out: Instant): boolean {
  out.zoned = true
  out.ms = ms
  if (b[at] === 32) at++
  const sign = b[at]
  if (sign === 90 || sign === 122) return at + 1 === to
  if (sign === 43 || sign === 45) {
    const hours = at + 3 <= to ? two(b, at + 1) : -1
    if (hours < 0 || hours > 18) return false
    let minutes = 0
    at += 3
    if (at < to && b[at] === 58) at++
    if (at < to) {
      minutes = at + 2 === to ? two(b, at) : -1
      if (minutes < 0 || minutes > 59) return false
    }
    const offset = (hours * 60 + minutes) * 60_000
    out.ms = sign === 43 ? ms - offset : ms + offset
    return true
  }
  const utc = at + 3 === to && (b[at]! | 32) === 117 && (b[at + 1]! | 32) === 116 && (b[at + 2]! | 32) === 99
  const gmt = at + 3 === to && (b[at]! | 32) === 103 && (b[at + 1]! | 32) === 109 && (b[at + 2]! | 32) === 116
  return utc || gmt
}

function two(b: Uint8Array, at: number): number {
  const x = b[at]! - 48
  const y = b[at + 1]! - 48
  return x >= 0 && x <= 9 && y >= 0 && y <= 9 ? x * 10 + y : -1
}

function four(b: Uint8Array, at: number): number {
  const x = two(b, at)
  const y = two(b, at + 2)
  return x < 0 || y < 0 ? -1 : x * 100 + y
}

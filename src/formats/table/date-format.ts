import { RequestError } from '../../base/errors.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import { daysFromCivil, isCivil, monthNamed } from './civil.ts'
import { parseIso } from './date-iso.ts'
import { parseNumber } from './number.ts'

/** What a parser found: epoch ms (of the clock on the wall where no zone was named) and the nanoseconds below. */
export interface Instant {
  ms: number
  nanoseconds: number
  /** Whether the text named its zone. */
  zoned: boolean
}
export const newInstant = (): Instant => ({ ms: Number.NaN, nanoseconds: 0, zoned: false })

/** Reads one cell into `out`; false where the text is no such date. */
export type DateParser = (bytes: Uint8Array, from: number, to: number, out: Instant) => boolean

const PER: Readonly<Record<string, number>> = { 'epoch s': 1e3, 'epoch ms': 1, 'epoch us': 1e-3, 'epoch ns': 1e-6 }

/**
 * A parser for a format: `iso`, `epoch s|ms|us|ns`, `excel` (days since 1899-12-30), or a pattern of
 * `yyyy yy MMM MM M dd d EEE HH H hh h mm m ss s SSS a XXX z`, text in '...' and any other character for itself.
 * One letter (`d`, `M`, `H`, `h`, `m`, `s`) takes one or two digits, two letters take two; `SSS` takes one to nine;
 * `[...]` may be absent. Throws `RequestError` for a pattern that it does not know.
 */
export function dateParser(format: string): DateParser {
  if (format === 'iso') return parseIso
  const factor = PER[format]
  if (factor !== undefined) return epochParser(factor)
  if (format === 'excel') return excelParser
  return patternParser(compile(format))
}

function epochParser(factor: number): DateParser {
  return (bytes, from, to, out) => {
    let at = from
    const negative = bytes[at] === 45
    if (negative) at++
    let whole = 0n
    const start = at
    for (; at < to && at - start < 19; at++) {
      const digit = bytes[at]! - 48
      if (digit < 0 || digit > 9) break
    }
    if (at === start) return false
    whole = BigInt(decodeUtf8(bytes, start, at))
    if (negative) whole = -whole
    let fraction = 0
    if (at < to) {
      fraction = parseNumber(bytes, at, to, 46)
      if (bytes[at] !== 46 || Number.isNaN(fraction)) return false
      if (negative) fraction = -fraction
    }
    const perSecond = factor === 1e3 ? 1n : factor === 1 ? 1000n : factor === 1e-3 ? 1_000_000n : 1_000_000_000n
    const unit = 1_000_000_000n / perSecond
    const total = whole * unit + BigInt(Math.round(fraction * Number(unit)))
    let ms = total / 1_000_000n
    let below = total % 1_000_000n
    if (below < 0n) {
      below += 1_000_000n
      ms -= 1n
    }
    out.ms = Number(ms)
    out.nanoseconds = Number(below)
    out.zoned = true
    return Math.abs(out.ms) <= 8.64e15
  }
}

const excelParser: DateParser = (bytes, from, to, out) => {
  let days = parseNumber(bytes, from, to, 46)
  if (Number.isNaN(days)) days = parseNumber(bytes, from, to, 44)
  if (Number.isNaN(days) || days < 0 || days > 2_958_466) return false
  out.ms = Math.round((days - 25569) * 86_400_000)
  out.nanoseconds = 0
  out.zoned = false
  return true
}

type Kind =
  | 'year'
  | 'year2'
  | 'month'
  | 'monthName'
  | 'day'
  | 'weekday'
  | 'hour'
  | 'hour12'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'zone'
  | 'zoneName'
  | 'text'
  | 'open'
  | 'close'
interface Part {
  readonly kind: Kind
  readonly min: number
  readonly max: number
  readonly byte: number
}

const LETTERS: Readonly<Record<string, readonly [Kind, number, number]>> = {
  yyyy: ['year', 4, 4],
  yy: ['year2', 2, 2],
  MMMM: ['monthName', 0, 0],
  MMM: ['monthName', 0, 0],
  MM: ['month', 2, 2],
  M: ['month', 1, 2],
  dd: ['day', 2, 2],
  d: ['day', 1, 2],
  EEEE: ['weekday', 0, 0],
  EEE: ['weekday', 0, 0],
  HH: ['hour', 2, 2],
  H: ['hour', 1, 2],
  hh: ['hour12', 2, 2],
  h: ['hour12', 1, 2],
  mm: ['minute', 2, 2],
  m: ['minute', 1, 2],
  ss: ['second', 2, 2],
  s: ['second', 1, 2],
  a: ['half', 0, 0],
  XXX: ['zone', 0, 0],
  X: ['zone', 0, 0],
  z: ['zoneName', 0, 0],
}

function compile(format: string): readonly Part[] {
  const parts: Part[] = []
  const text = (character: string) => {
    const code = character.codePointAt(0)!
    if (code < 128) parts.push({ kind: 'text', min: 0, max: 0, byte: code })
    else for (const byte of utf8(code)) parts.push({ kind: 'text', min: 0, max: 0, byte })
  }
  for (let i = 0; i < format.length; ) {
    const c = format[i]!
    if (c === "'") {
      const end = format.indexOf("'", i + 1)
      if (end < 0) throw new RequestError(`Date format "${format}": a quote is not closed.`)
      for (const character of end === i + 1 ? "'" : format.slice(i + 1, end)) text(character)
      i = end + 1
    } else if (c === '[' || c === ']') {
      parts.push({ kind: c === '[' ? 'open' : 'close', min: 0, max: 0, byte: 0 })
      i++
    } else if (/[A-Za-z]/.test(c)) {
      let end = i
      while (format[end] === c) end++
      const run = format.slice(i, end)
      const known = /^S+$/.test(run) ? (['fraction', 1, 9] as const) : LETTERS[run]
      if (!known)
        throw new RequestError(
          `Date format "${format}": "${run}" is unknown. Known: ${Object.keys(LETTERS).join(' ')} SSS; other text stands in '...'.`,
        )
      parts.push({ kind: known[0], min: known[1], max: known[2], byte: 0 })
      i = end
    } else {
      text(c)
      i += c.length
    }
  }
  checkParts(format, parts)
  return parts
}

function checkParts(format: string, parts: readonly Part[]): void {
  let open = false
  for (const { kind } of parts) {
    if (kind === 'open' ? open : kind === 'close' ? !open : false)
      throw new RequestError(`Date format "${format}": [ and ] do not match (they cannot be nested).`)
    if (kind === 'open' || kind === 'close') open = kind === 'open'
  }
  if (open) throw new RequestError(`Date format "${format}": a [ is not closed.`)
  const kinds = new Set(parts.map(({ kind }) => kind))
  const year = kinds.has('year') || kinds.has('year2')
  const month = kinds.has('month') || kinds.has('monthName')
  if (!year || !month) throw new RequestError(`Date format "${format}" needs a year (yyyy) and a month (MM).`)
}

const utf8 = (code: number): number[] =>
  code < 0x800
    ? [0xc0 | (code >> 6), 0x80 | (code & 63)]
    : [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]

interface Fields {
  year: number
  month: number
  day: number
  hour: number
  half: number
  minute: number
  second: number
  nanos: number
  offset: number
  zoned: boolean
}

function patternParser(parts: readonly Part[]): DateParser {
  const f: Fields = {
    year: 0,
    month: 1,
    day: 1,
    hour: 0,
    half: -1,
    minute: 0,
    second: 0,
    nanos: 0,
    offset: 0,
    zoned: false,
  }
  return (bytes, from, to, out) => {
    f.month = f.day = 1
    f.hour = f.minute = f.second = f.nanos = f.offset = 0
    f.half = -1
    f.zoned = false
    let at = from
    let optionFrom = -1
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p]!
      if (part.kind === 'open') optionFrom = at
      else if (part.kind === 'close') optionFrom = -1
      else {
        const next = readPart(part, bytes, at, to, f)
        if (next >= 0) at = next
        else if (optionFrom < 0) return false
        else {
          at = optionFrom
          optionFrom = -1
          while (parts[p]!.kind !== 'close') p++
        }
      }
    }
    return at === to && finish(f, out)
  }
}

function finish(f: Fields, out: Instant): boolean {
  let { hour } = f
  if (f.half >= 0) {
    if (hour < 1 || hour > 12) return false
    hour = (hour % 12) + f.half * 12
  }
  if (!isCivil(f.year, f.month, f.day) || hour > 23 || f.minute > 59 || f.second > 59) return false
  const day = daysFromCivil(f.year, f.month, f.day)
  out.ms =
    day * 86_400_000 + hour * 3_600_000 + (f.minute - f.offset) * 60_000 + f.second * 1000 + Math.floor(f.nanos / 1e6)
  out.nanoseconds = f.nanos % 1e6
  out.zoned = f.zoned
  return true
}

/** Read one part at `at`; the place behind it, or -1. */
function readPart(part: Part, bytes: Uint8Array, at: number, to: number, f: Fields): number {
  const { kind } = part
  if (kind === 'text') return at < to && bytes[at] === part.byte ? at + 1 : -1
  if (kind === 'monthName' || kind === 'weekday') return readWord(kind, bytes, at, to, f)
  if (kind === 'half') return readHalf(bytes, at, to, f)
  if (kind === 'zone') return readZone(bytes, at, to, f)
  if (kind === 'zoneName') return readZoneName(bytes, at, to, f)
  let value = 0
  const start = at
  const limit = Math.min(to, at + part.max)
  for (; at < limit; at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  const digits = at - start
  if (digits < part.min) return -1
  if (kind === 'year') f.year = value
  else if (kind === 'year2') f.year = value < 70 ? 2000 + value : 1900 + value
  else if (kind === 'month') f.month = value
  else if (kind === 'day') f.day = value
  else if (kind === 'hour' || kind === 'hour12') f.hour = value
  else if (kind === 'minute') f.minute = value
  else if (kind === 'second') f.second = value
  else f.nanos = value * 10 ** (9 - digits)
  return at
}

function readWord(kind: Kind, bytes: Uint8Array, at: number, to: number, f: Fields): number {
  const start = at
  while (at < to && (bytes[at]! >= 128 || (bytes[at]! | 32) >= 97) && (bytes[at]! | 32) !== 0x7f) at++
  if (at === start) return -1
  if (kind === 'monthName') {
    const month = monthNamed(decodeUtf8(bytes, start, at))
    if (month === 0) return -1
    f.month = month
  }
  return at < to && bytes[at] === 46 ? at + 1 : at
}

/** `AM`, `pm`, `a.m.`, also `μ.μ.`-free forms of one letter: A or P decides. */
function readHalf(bytes: Uint8Array, at: number, to: number, f: Fields): number {
  const letter = bytes[at]! | 32
  if (at >= to || (letter !== 97 && letter !== 112)) return -1
  f.half = letter === 112 ? 1 : 0
  at++
  if (bytes[at] === 46) at++
  if (at >= to || (bytes[at]! | 32) !== 109) return -1
  at++
  return at < to && bytes[at] === 46 ? at + 1 : at
}

/** `Z`, `+hh`, `+hhmm`, `+hh:mm`, each with either sign. */
function readZone(bytes: Uint8Array, at: number, to: number, f: Fields): number {
  const sign = bytes[at]
  if (at >= to) return -1
  f.zoned = true
  if ((sign! | 32) === 122) return at + 1
  if (sign !== 43 && sign !== 45) return -1
  const two = (i: number) => {
    const a = bytes[i]! - 48
    const b = bytes[i + 1]! - 48
    return i + 1 < to && a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : -1
  }
  const hours = two(at + 1)
  if (hours < 0 || hours > 18) return -1
  at += 3
  let minutes = 0
  const colon = bytes[at] === 58 && at < to ? 1 : 0
  if (at + colon < to) {
    const found = two(at + colon)
    if (found >= 0 && found < 60) {
      minutes = found
      at += colon + 2
    } else if (colon) return -1
  }
  f.offset = (sign === 45 ? -1 : 1) * (hours * 60 + minutes)
  return at
}

function readZoneName(bytes: Uint8Array, at: number, to: number, f: Fields): number {
  const name = decodeUtf8(bytes, at, Math.min(to, at + 3)).toUpperCase()
  const length = name === 'UTC' || name === 'GMT' ? 3 : name.startsWith('UT') ? 2 : name.startsWith('Z') ? 1 : 0
  if (length > 0) {
    f.zoned = true
    at += length
    return at < to && (bytes[at] === 43 || bytes[at] === 45) ? readZone(bytes, at, to, f) : at
  }
  return readZone(bytes, at, to, f)
}

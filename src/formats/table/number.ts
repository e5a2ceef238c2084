import { decodeUtf8 } from '../../base/utf8.ts'

const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i)

/**
 * A number in text, or NaN: sign, digits, the given decimal mark, groups of three parted by the other mark, a space
 * or an apostrophe, an exponent, and a currency sign on either side. Exactly rounded; NaN, never Infinity, beyond the
 * largest double. O(bytes).
 */
export function parseNumber(bytes: Uint8Array, from: number, to: number, decimal: 44 | 46): number {
  let at = from
  let mantissa = 0
  let digits = 0
  let negative = false
  const first = bytes[at]
  if (first === 45 || first === 43) {
    negative = first === 45
    at++
  }
  let c = 0
  for (; at < to; at++) {
    c = bytes[at]! - 48
    if (c < 0 || c > 9) break
    mantissa = mantissa * 10 + c
    digits++
  }
  if (at === to && digits > 0 && digits < 16) return negative ? -mantissa : mantissa
  let scale = 0
  if (at < to && bytes[at] === decimal) {
    for (at++; at < to; at++) {
      c = bytes[at]! - 48
      if (c < 0 || c > 9) break
      mantissa = mantissa * 10 + c
      digits++
      scale++
    }
    if (at === to && digits > 0 && digits < 16) return (negative ? -mantissa : mantissa) / POWERS[scale]!
  }
  // A group mark with other than three digits behind it: no number, found without a string.
  if (bytes[at] === 90 - decimal && at < to && (at + 4 > to || isDigit(bytes[at + 4]!, at + 4 < to))) return Number.NaN
  if (at < to && bytes[at]! >= 65 && (bytes[at]! | 32) !== 101 && bytes[at]! < 128) return Number.NaN
  return slowNumber(bytes, from, to, decimal)
}

const isDigit = (byte: number, inside: boolean) => inside && byte >= 48 && byte <= 57

/** A whole number in text without leading zeros, grouping or exponent, or NaN. */
export function parseInteger(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  const negative = bytes[at] === 45
  if (negative || bytes[at] === 43) at++
  const length = to - at
  if (length < 1 || length > 15 || (length > 1 && bytes[at] === 48)) return Number.NaN
  let value = 0
  for (; at < to; at++) {
    const c = bytes[at]! - 48
    if (c < 0 || c > 9) return Number.NaN
    value = value * 10 + c
  }
  return negative ? -value : value
}

const SIGNS = /^[€$£¥₹₽₩₺₫฿]$/u

function slowNumber(bytes: Uint8Array, from: number, to: number, decimal: 44 | 46): number {
  if (to - from > 64) return Number.NaN
  let text = decodeUtf8(bytes, from, to).trim()
  const marks = [...text]
  if (marks.length > 1 && SIGNS.test(marks[0]!)) text = marks.slice(1).join('').trim()
  else if (marks.length > 1 && SIGNS.test(marks.at(-1)!)) text = marks.slice(0, -1).join('').trim()
  else if (/^[+-][€$£¥]/.test(text)) text = text[0]! + text.slice(2).trim()
  const group = decimal === 46 ? "[, '’\u00a0\u202f]" : "[. '’\u00a0\u202f]"
  const mark = decimal === 46 ? '\\.' : ','
  const grouped = new RegExp(`^([+-]?)(\\d{1,3}(?:${group}\\d{3})+)(?:${mark}(\\d+))?$`).exec(text)
  if (grouped) text = `${grouped[1]}${grouped[2]!.replace(/[^\d]/g, '')}.${grouped[3] ?? '0'}`
  else {
    if (decimal === 44) {
      if (text.includes('.')) return Number.NaN
      text = text.replace(',', '.')
    }
    if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number.NaN
  }
  const value = Number(text)
  return Number.isFinite(value) ? value : Number.NaN
}

/** Currency (ISO 4217) that a text carries as a sign, or undefined. */
export function currencyOf(text: string): string | undefined {
  const sign = /[€$£¥₹₽₩₺₫฿]/u.exec(text)?.[0]
  return sign === undefined ? undefined : CURRENCIES[sign]
}

const CURRENCIES: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₺': 'TRY',
  '₫': 'VND',
  '฿': 'THB',
}

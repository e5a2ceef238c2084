import { formatDuration as durationText } from '../../base/time.ts'

/** Thin and not to be broken. Numbers as people read them here; exact values belong into tooltips and exports. */
const THIN = '\u202f'

/** `12 345`, `0.25`, `1.5`; – where missing. */
export function formatNumber(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  const sign = value < 0 ? '−' : ''
  const [whole = '', part] = String(roundTo(Math.abs(value), digits)).split('.')
  if (whole.includes('e')) return sign + whole
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, THIN)
  return part === undefined ? sign + grouped : `${sign}${grouped}.${part}`
}

/** Large numbers in little room: `1.2 M`, `34 k`, `9 876`. */
export function formatShort(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  const size = Math.abs(value)
  if (size >= 1e9) return `${formatNumber(value / 1e9)}${THIN}G`
  if (size >= 1e6) return `${formatNumber(value / 1e6)}${THIN}M`
  if (size >= 1e5) return `${formatNumber(value / 1e3, 0)}${THIN}k`
  return formatNumber(value)
}

/**
 * A share with at most one decimal: `94 %`, `0.3 %`. What is not all is never shown as 100 %, what is not nothing
 * never as 0 %.
 */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || !Number.isFinite(part / whole)) return '–'
  const percent = (100 * part) / whole
  if (percent > 0 && percent < 0.1) return `< 0.1${THIN}%`
  if (percent < 100 && percent > 99.9) return `> 99.9${THIN}%`
  return `${formatNumber(percent, percent > 10 && percent < 99 ? 0 : 1)}${THIN}%`
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${formatNumber(n)} ${n === 1 ? one : many}`

const roundTo = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits

/** An instant in a time zone as `2024-03-05 14:07`; – where missing. */
export function formatInstantIn(ms: number | null | undefined, timeZone = 'UTC', seconds = false): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return '–'
  const text = formatter(timeZone).format(ms).replace(',', '')
  return seconds ? text : text.slice(0, -3)
}
export const formatDay = (ms: number | null | undefined, timeZone = 'UTC'): string =>
  formatInstantIn(ms, timeZone).split(' ')[0] ?? '–'

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = formatters.get(timeZone)
  // The Swedish form is ISO 8601: 2024-03-05 14:07:31.
  known ??= new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formatters.set(timeZone, known)
  return known
}

/** A bare value of an attribute as text. */
export function formatValue(value: string | number | boolean | null, date = false): string {
  if (value === null) return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return date ? formatInstantIn(value) : formatNumber(value, 6)
  return value === '' ? '(empty text)' : value
}

/** As everywhere (`1 min 9 s`), but never broken at the end of a line. */
export const formatDuration = (...given: Parameters<typeof durationText>): string =>
  durationText(...given).replaceAll(' ', '\u00a0')

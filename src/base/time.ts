/**
 * Units, said once: an instant is epoch ms (UTC, a number), a duration is ms, a ratio is 0..1.
 * At the borders (JSON, CSV, SQL columns) a duration's name ends in `Ms`.
 */
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const WEEK = 7 * DAY
export const YEAR = 365 * DAY

const units: readonly (readonly [string, number])[] = [
  ['y', YEAR],
  ['d', DAY],
  ['h', HOUR],
  ['min', MINUTE],
  ['s', SECOND],
  ['ms', 1],
]

/** A duration in its largest two units: `3 d 4 h`, `12 min 5 s`, `340 ms`; negative ones with a true minus. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return '–'
  if (ms < 0) return `−${formatDuration(-ms)}`
  if (ms < 1) return ms === 0 ? '0 s' : '< 1 ms'
  const first = units.findIndex(([, size]) => ms >= size)
  const [name, size] = units[first]!
  const next = units[first + 1]
  if (!next || name === 's') return `${Math.floor(ms / size)} ${name}`
  const whole = Math.floor(ms / size)
  const rest = Math.floor((ms - whole * size) / next[1])
  return rest > 0 ? `${whole} ${name} ${rest} ${next[0]}` : `${whole} ${name}`
}

/** An instant as ISO 8601 in UTC with ms, or an empty string where it is missing. */
export function formatInstant(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : ''
}

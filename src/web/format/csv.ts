/** A cell of a table to export: durations in ms, instants as ISO 8601, ratios 0..1; null is an empty cell. */
export type Cell = string | number | boolean | null | undefined

/**
 * CSV (RFC 4180, UTF-8 with a mark so that spreadsheets read it, CRLF) that is safe to open: text that a spreadsheet
 * would run as a formula (beginning with = + - @, tab or return) gets a leading apostrophe (OWASP, CSV injection).
 */
export function toCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [header.map(cell).join(',')]
  for (const row of rows) lines.push(row.map(cell).join(','))
  return `\ufeff${lines.join('\r\n')}\r\n`
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (typeof value === 'boolean') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** An instant in a file: ISO 8601 in UTC. */
export const isoInstant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

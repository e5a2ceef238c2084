import { encodeUtf8 } from '../../base/utf8.ts'
import type { EventLog } from '../../log/event-log.ts'
import { writtenColumns, writtenRows } from '../table/log-rows.ts'

/**
 * The events of a log as CSV (RFC 4180, UTF-8, CRLF), one row an event, times ISO 8601 in UTC. Safe to open in a
 * spreadsheet: a text that begins with = + - @ tab or CR (also behind `'`s) gets a `'` before it; numbers stay numbers.
 */
export function writeCsv(log: EventLog): AsyncIterable<Uint8Array> {
  const columns = writtenColumns(log)
  const head = `${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`
  const print = (row: number, caseIndex: number) => {
    let line = ''
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!
      const value = column.value(row, caseIndex)
      if (i > 0) line += ','
      if (value !== null) line += column.isText ? csvCell(value) : value
    }
    return `${line}\r\n`
  }
  return writtenRows(log, head, print, encodeUtf8)
}

/** A text as a cell of CSV that no spreadsheet runs as a formula, quoted where it must be. */
export function csvCell(text: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

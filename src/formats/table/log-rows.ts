import { formatInstant } from '../../base/time.ts'
import { type Column, valueAt } from '../../log/column.ts'
import { type EventLog, RESOURCE } from '../../log/event-log.ts'

/** One column of a log written as a table: its name, and its value in each row as text (null where missing). */
export interface WrittenColumn {
  readonly name: string
  /** Texts that people could have typed; a formula may hide in them. Others are numbers, dates and truth values. */
  readonly isText: boolean
  readonly kind: Column['type']
  value(row: number, caseIndex: number): string | null
}

/**
 * The columns of a log as a flat table, named so that reading finds them again: `case:concept:name`, `concept:name`,
 * `time:timestamp`, `start_timestamp`, event attributes by their keys, case attributes as `case:key`. Nested and
 * log-level attributes and cases without events have no place in a table.
 */
export function writtenColumns(log: EventLog): readonly WrittenColumn[] {
  const columns: WrittenColumn[] = [
    { name: 'case:concept:name', isText: true, kind: 'string', value: (_, c) => log.caseIds.text(c) },
    ofColumn('concept:name', log.activity, row => row),
    { name: 'time:timestamp', isText: false, kind: 'date', value: row => formatInstant(log.complete[row]!) || null },
  ]
  const { start } = log
  if (start)
    columns.push({
      name: 'start_timestamp',
      isText: false,
      kind: 'date',
      value: row => formatInstant(start[row]!) || null,
    })
  for (const [key, column] of log.eventAttributes)
    columns.push(ofColumn(key === log.resourceKey ? RESOURCE : key, column, row => row))
  for (const [key, column] of log.caseAttributes) columns.push(ofColumn(`case:${key}`, column, (_, c) => c))
  return columns
}

function ofColumn(name: string, column: Column, place: (row: number, caseIndex: number) => number): WrittenColumn {
  const { type } = column
  return {
    name,
    isText: type === 'string' || type === 'id',
    kind: type,
    value(row, caseIndex) {
      const value = valueAt(column, place(row, caseIndex))
      if (value === null) return null
      if (type === 'date') return formatInstant(value as number)
      return String(value)
    },
  }
}

/** Rows of a log in its order, as chunks of UTF-8 of about 64 KiB; pauses between chunks. */
export async function* writtenRows(
  log: EventLog,
  head: string,
  print: (row: number, caseIndex: number) => string,
  encode: (text: string) => Uint8Array,
): AsyncIterable<Uint8Array> {
  let text = head
  for (let c = 0; c < log.caseCount; c++)
    for (let row = log.caseOffsets[c]!; row < log.caseOffsets[c + 1]!; row++) {
      text += print(row, c)
      if (text.length >= 1 << 16) {
        yield encode(text)
        text = ''
      }
    }
  if (text !== '') yield encode(text)
}

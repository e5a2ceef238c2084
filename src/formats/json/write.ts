import { encodeUtf8 } from '../../base/utf8.ts'
import type { EventLog } from '../../log/event-log.ts'
import { writtenColumns, writtenRows } from '../table/log-rows.ts'

/** The events of a log as JSON lines, one object an event; missing values are left out, times are ISO 8601 in UTC. */
export function writeJsonLines(log: EventLog): AsyncIterable<Uint8Array> {
  const columns = writtenColumns(log).map(column => ({ column, key: JSON.stringify(column.name) }))
  const print = (row: number, caseIndex: number) => {
    const members: string[] = []
    for (const { column, key } of columns) {
      const value = column.value(row, caseIndex)
      if (value === null) continue
      const bare = column.kind === 'int' || column.kind === 'float' || column.kind === 'boolean'
      members.push(`${key}:${bare && isJsonNumber(value) ? value : JSON.stringify(value)}`)
    }
    return `{${members.join(',')}}\n`
  }
  return writtenRows(log, '', print, encodeUtf8)
}

const isJsonNumber = (text: string) => text === 'true' || text === 'false' || /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)

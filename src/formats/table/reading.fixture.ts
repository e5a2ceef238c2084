import { nodePlatform } from '../../base/platform.node.ts'
import { type ByteSource, bytesSource } from '../../base/platform.ts'
import { formatInstant } from '../../base/time.ts'
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts'
import { valueAt } from '../../log/column.ts'
import type { EventLog } from '../../log/event-log.ts'
import type { Problem } from '../../log/problems.ts'
import { Problems } from '../../log/problems.ts'
import type { Table } from '../../log/table.ts'
import { textCells } from './cells.ts'

export const platform = nodePlatform
export const textSource = (text: string, name = 'test.csv', chunk?: number): ByteSource =>
  bytesSource(name, encodeUtf8(text), chunk)

/** `case: activity@time resource; ...`, one line a case. */
export function printLog(log: EventLog, ...keys: string[]): string[] {
  return Array.from({ length: log.caseCount }, (_, c) => {
    const events: string[] = []
    for (let row = log.caseOffsets[c]!; row < log.caseOffsets[c + 1]!; row++) {
      const activity = log.activity.codes[row]! < 0 ? '∅' : log.activity.dictionary.text(log.activity.codes[row]!)
      const time = formatInstant(log.complete[row]!)
        .replace(/:00\.000Z$/, '')
        .replace(/T00:00$/, '')
      const more = keys.map(key => {
        const column = log.eventAttributes.get(key)
        const value = column ? valueAt(column, row) : valueAt(log.caseAttributes.get(key)!, c)
        return ` ${key}=${value}`
      })
      events.push(`${activity}@${time}${more.join('')}`)
    }
    return `${log.caseIds.text(c)}: ${events.join(', ')}`
  })
}

/** `kind ×count (row 3 "column" value)`: message. */
export const printProblems = (problems: readonly Problem[]): string[] =>
  problems.map(({ kind, count, places }) => {
    const first = places[0]
    const place = first
      ? [
          first.row === undefined ? '' : `row ${first.row}`,
          first.column === undefined ? '' : `"${first.column}"`,
          first.value ?? '',
        ]
          .filter(Boolean)
          .join(' ')
      : ''
    return `${kind} ×${count}${place ? ` (${place})` : ''}`
  })

/** All rows of a table as texts; null where a cell is missing. */
export async function tableRows(table: Table, problems = new Problems()): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = []
  for await (const batch of table.batches({ problems }))
    for (let r = 0; r < batch.rowCount; r++)
      rows.push(
        batch.cells.map(cells => {
          if (!cells) return null
          const { bytes, from, to } = textCells(cells, batch.rowCount)
          return from[r]! < 0 ? null : decodeUtf8(bytes, from[r]!, to[r]!)
        }),
      )
  return rows
}

import { decodeUtf8 } from '../../base/utf8.ts'
import type { Table, TextCells } from '../../log/table.ts'
import { textCells } from '../table/cells.ts'
import type { UiLogReader } from './raw-event.ts'
import type { UiReadOptions } from './ui-format.ts'

/** One row of a source: the text of a column by its name in lower case, null where it is missing or blank. */
export type Row = (column: string) => string | null

/** Names of columns as dialects look them up: without case and the blanks that some exporters leave at their ends. */
export const columnKey = (name: string): string => name.trim().toLowerCase()

/** Texts that stand for nothing in recordings written by hand or by data frames. */
const NOTHING: ReadonlySet<string> = new Set(['', 'NA', 'NaN', 'nan', 'null', 'undefined', 'None', '&nbsp;'])

export interface RowPlace {
  /** Number of the row in the file, as people count. */
  readonly row: number
  /** 0-based data row. */
  readonly ordinal: number
}

/** Calls `each` for every row of a table, in order. The row may be read until `each` is done. */
export async function eachRow(
  table: Table,
  reader: UiLogReader,
  options: UiReadOptions,
  each: (row: Row, place: RowPlace) => void | Promise<void>,
): Promise<void> {
  let ordinal = 0
  let places = new Map<string, readonly number[]>()
  for await (const batch of table.batches({
    problems: reader.problems,
    ...(options.cancel ? { cancel: options.cancel } : {}),
  })) {
    if (places.size === 0) places = placesOf(table.columns)
    const cells = batch.cells.map(cell => (cell ? new CellTexts(textCells(cell, batch.rowCount)) : undefined))
    let r = 0
    const row: Row = name => {
      const own = places.get(name) ?? NOWHERE
      for (const at of own) {
        const text = cells[at]?.at(r) ?? null
        if (text !== null || own.length === 1) return text
      }
      return null
    }
    const isHeader = () => table.columns.every((name, i) => (cells[i]?.at(r) ?? '').trim() === name.trim())
    for (r = 0; r < batch.rowCount; r++, ordinal++) {
      if (cells[0]?.at(r)?.trim() === table.columns[0]?.trim() && isHeader()) {
        tellHeader(reader, batch.firstRow + r)
        continue
      }
      const waits = each(row, { row: batch.firstRow + r, ordinal })
      if (waits) await waits
    }
    options.progress?.({ phase: 'reading', ...batch.position, events: reader.eventCount })
  }
}

const NOWHERE: readonly number[] = []

/** Columns by key: tables put side by side may have `timeStamp` and `timestamp`, of which a row fills one. */
function placesOf(columns: readonly string[]): Map<string, readonly number[]> {
  const places = new Map<string, number[]>()
  columns.forEach((name, i) => {
    const same = places.get(columnKey(name))
    if (same) same.push(i)
    else places.set(columnKey(name), [i])
  })
  return places
}

const tellHeader = (reader: UiLogReader, row: number) =>
  reader.problems.add(
    'repeated-header',
    'Rows repeat the names of the columns, as where files were put one behind another; they were left out.',
    { row },
    'info',
  )

/** The texts of a column; one that is the same as in the row before is not decoded again. */
class CellTexts {
  private readonly cells: TextCells
  private from = 0
  private to = 0
  private text: string | null = null

  constructor(cells: TextCells) {
    this.cells = cells
  }

  at(row: number): string | null {
    const { bytes, from, to } = this.cells
    const [start, end] = [from[row]!, to[row]!]
    if (start < 0 || start >= end) return null
    if (end - start === this.to - this.from && this.same(bytes, start, end)) return this.text
    const text = decodeUtf8(bytes, start, end)
    this.from = start
    this.to = end
    this.text = text.length < 10 && NOTHING.has(text.trim()) ? null : text
    return this.text
  }

  private same(bytes: Uint8Array, from: number, to: number): boolean {
    for (let i = from, k = this.from; i < to; i++, k++) if (bytes[i] !== bytes[k]) return false
    return true
  }
}

/** Tells the columns that nothing of is kept. */
export function tellUnknownColumns(table: Table, reader: UiLogReader, known: ReadonlySet<string>): void {
  for (const column of table.columns)
    if (!known.has(columnKey(column)))
      reader.problems.add(
        'unknown-column',
        'Columns that are not part of the format were left out.',
        { column: column === '' ? '(no name)' : column },
        'info',
      )
}

/** The first line of a text as names of columns in lower case, whatever the delimiter. */
export const headerNames = (head: Uint8Array): readonly string[] => headerCells(head).map(columnKey)

/** The first line of a text as it stands, whatever the delimiter; none where the text is no table. */
export function headerCells(head: Uint8Array): readonly string[] {
  const text = decodeUtf8(head, 0, Math.min(head.length, 8192)).replace(/^\ufeff/, '')
  const first = text.split(/\r\n?|\n/, 1)[0]!
  if (/^\s*[<{[]/.test(first)) return []
  return first.split(/[,;\t|]/).map(name => name.replaceAll('"', '').trim())
}

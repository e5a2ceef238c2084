import { FormatError } from '../../base/errors.ts'
import { type ByteSource, readAll } from '../../base/platform.ts'
import type { PassOptions, Table, TableBatch } from '../../log/table.ts'
import { defaultLimits } from '../format.ts'
import { columnNames, sniffHeader } from '../table/header.ts'
import type { OpenOptions } from '../table/tabular-format.ts'
import { openWorkbook, type Workbook } from './package.ts'
import { asCells, type SheetReading, type SheetRow, sharedTexts, sheetRows } from './sheet.ts'

const BATCH_ROWS = 4096
const SAMPLE_ROWS = 200

interface Found {
  readonly name: string
  readonly xml: Uint8Array
  readonly names: ReturnType<typeof columnNames>
  readonly header: boolean
  /** Row number of the first row of the table (its header where it has one). */
  readonly top: number
  readonly reason: string
}

/** A sheet of a workbook as a table: the one named, else the first that holds two columns and two rows. */
export async function openXlsx(source: ByteSource, options: OpenOptions): Promise<Table> {
  const limits = { ...defaultLimits, ...options.limits }
  const given = options.settings ?? {}
  const workbook = openWorkbook(await readAll(source), limits)
  const reading: SheetReading = {
    strings: sharedTexts(workbook.sharedStrings),
    isDateStyle: workbook.isDateStyle,
    date1904: workbook.date1904,
  }
  const found = chooseSheet(workbook, reading, given.sheet, given.header, source.name)
  const { names, name, header } = found
  const reasons = [found.reason]
  if (workbook.sheets.length > 1)
    reasons.push(`The sheets are ${workbook.sheets.map(sheet => `"${sheet.name}"`).join(', ')}; "${name}" is read.`)
  if (workbook.date1904) reasons.push('The workbook counts its days from 1904.')
  return {
    name: source.name,
    columns: names.names,
    settings: { ...given, sheet: name, header },
    reasons,
    batches: pass => rows(found, reading, pass),
  }
}

function chooseSheet(
  workbook: Workbook,
  reading: SheetReading,
  wanted: string | undefined,
  header: boolean | undefined,
  file: string,
): Found {
  const { sheets } = workbook
  if (wanted !== undefined) {
    const sheet = sheets.find(({ name }) => name === wanted)
    if (!sheet)
      throw new FormatError(`The workbook has no sheet "${wanted}".`, {
        file,
        fix: `Its sheets are: ${sheets.map(({ name }) => `"${name}"`).join(', ')}.`,
      })
    const found = look(sheet.name, workbook.part(sheet.path), reading, header)
    if (!found)
      throw new FormatError(`The sheet "${wanted}" holds no table.`, {
        file,
        fix: 'It needs at least two columns: a case and an activity.',
      })
    return found
  }
  for (const sheet of [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)]) {
    const found = look(sheet.name, workbook.part(sheet.path), reading, header)
    if (found) return found
  }
  throw new FormatError('No sheet of the workbook holds a table.', {
    file,
    fix: 'One needs at least two columns, a case and an activity, and a row for each event.',
  })
}

/** The table on a sheet: from the first row with at least half as many cells as the widest of the first rows. */
function look(name: string, xml: Uint8Array, reading: SheetReading, header: boolean | undefined): Found | null {
  const sample: SheetRow[] = []
  for (const row of sheetRows(xml, reading)) {
    sample.push(row)
    if (sample.length === SAMPLE_ROWS) break
  }
  const filled = ({ cells }: SheetRow) => cells.filter(cell => cell !== undefined && cell !== '').length
  const widest = Math.max(0, ...sample.map(filled))
  const from = sample.findIndex(row => filled(row) >= Math.max(2, widest / 2))
  if (widest < 2 || from < 0) return null
  const body = sample.slice(from)
  const width = Math.max(...body.map(({ cells }) => cells.length))
  const texts = body.map(({ cells }) => Array.from({ length: width }, (_, c) => cells[c] ?? ''))
  const sniffed = header === undefined ? sniffHeader(texts) : { header, reason: '' }
  const names = columnNames(sniffed.header ? texts[0]! : texts[0]!.map(() => ''))
  return { name, xml, names, header: sniffed.header, top: body[0]!.number, reason: sniffed.reason }
}

async function* rows(
  { xml, names, header, top }: Found,
  reading: SheetReading,
  pass: PassOptions,
): AsyncIterable<TableBatch> {
  const count = names.names.length
  const { problems } = pass
  for (const name of names.doubled)
    problems.add('duplicate-header', 'Columns have the same name; the later ones got a number behind it.', {
      row: top,
      column: name,
    })
  if (names.unnamed > 0 && header)
    problems.add(
      'unnamed-column',
      'Columns have no name; they are named by their place.',
      { row: top },
      'info',
      names.unnamed,
    )
  let held: SheetRow[] = []
  let done = 0
  const batch = (): TableBatch => ({
    rowCount: held.length,
    firstRow: held[0]!.number,
    cells: asCells(
      held.map(({ cells }) => cells),
      count,
    ),
    position: { done, total: null, unit: 'rows' },
  })
  for (const row of sheetRows(xml, reading)) {
    if (row.number < top || (header && row.number === top)) continue
    if (row.cells.every(cell => cell === undefined)) continue
    if (row.cells.length > count && !problems.more('long-row'))
      problems.add(
        'long-row',
        `Rows have more cells than the ${count} columns; the cells beyond were left out.`,
        { row: row.number, value: row.cells[count] ?? '' },
        'loss',
      )
    const last = held.at(-1)
    if (last && (row.number !== last.number + 1 || held.length === BATCH_ROWS)) {
      yield batch()
      pass.cancel?.throwIfCancelled()
      held = []
    }
    held.push(row)
    done++
  }
  if (held.length > 0) yield batch()
}

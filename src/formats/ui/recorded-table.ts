import type { ByteSource } from '../../base/platform.ts'
import type { Table } from '../../log/table.ts'
import { openCsv } from '../csv/table.ts'
import { takeSample } from '../table/sample.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import { columnKey, eachRow, type Row, tellUnknownColumns } from './rows.ts'
import type { UiReading, UiReadOptions } from './ui-format.ts'
import { UiTimes } from './ui-times.ts'

/** How a recorder that writes tables is to be read. */
export interface Recorder {
  readonly format: string
  /** Column of the time, in lower case. */
  readonly time: string
  /** Columns that it has, in lower case; others are told. */
  readonly known: ReadonlySet<string>
  /** Column of the action, in lower case. */
  readonly action: string
  /** An event without its time; null where the row has no action. */
  readonly eventOf: (row: Row, ordinal: number) => Omit<RawUiEvent, 'time'> | null
}

/** CSV as recorders write it: always with `"` around texts, also where such texts have quotes of their own. */
export const openRecordedCsv = (source: ByteSource, options: UiReadOptions): Promise<Table> =>
  openCsv(source, { ...options, settings: { quote: '"' } })

/**
 * Read a table of a known recorder: one recording, its rows in the order of the file. Rows that it has no action for are
 * those of another recorder whose columns stand beside its own, where there are such.
 */
export async function recordedTable(
  table: Table,
  name: string,
  options: UiReadOptions,
  own: Recorder,
  others: readonly Recorder[] = [],
): Promise<UiReading> {
  const reader = new UiLogReader(options)
  await reader.beginRecording(name, own.format)
  const keys = new Set(table.columns.map(columnKey))
  const recorders = [own, ...others.filter(({ action }) => keys.has(action))]
  tellUnknownColumns(table, reader, new Set(recorders.flatMap(({ known }) => [...known])))
  const timeColumn = own.time
  const times = new UiTimes(reader.problems, options.timeZone)
  const stamp = table.columns.findIndex(column => columnKey(column) === timeColumn)
  const sample = await takeSample(table, options.cancel)
  times.learn(sample.rows.flatMap(row => row[stamp] ?? []))
  const column = table.columns[stamp] ?? timeColumn
  await eachRow(table, reader, options, (row, place) => {
    let event: ReturnType<Recorder['eventOf']> = null
    for (const { eventOf } of recorders) event ??= eventOf(row, place.ordinal)
    if (event === null) {
      reader.problems.add('no-action', 'Rows without an action were left out.', { row: place.row }, 'loss')
      return
    }
    if (stamp >= 0) {
      const time = times.read(row(timeColumn) ?? '', { row: place.row, column })
      ;(event as { time?: number | undefined }).time = time
    }
    return reader.add(event)
  })
  return reader.finish(name)
}

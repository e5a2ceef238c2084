import { FormatError, RequestError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts'
import type { UiElement } from '../../log/ui-log.ts'
import { elementTexts } from '../../log/ui-log.ts'
import { type UiMapping, uiMappedColumns, uiMappingFrom } from '../../log/ui-mapping.ts'
import { dateParser, newInstant } from '../table/date-format.ts'
import { zoneClock } from '../table/time-zone.ts'
import { isPassword, plainText, pointer } from './action-logger-event.ts'
import { actionOfWord } from './action-words.ts'
import { roleOf } from './html-role.ts'
import { lookup } from './lookup.ts'
import { openUiTable, proposeForUiTable, SURE_ENOUGH } from './propose-ui-mapping.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import { columnKey, eachRow, headerCells, type Row, tellUnknownColumns } from './rows.ts'
import { cellOf } from './spreadsheet-cell.ts'
import { uiNameStrength } from './ui-column-names.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'
import { UiTimes } from './ui-times.ts'
import { controlRole } from './windows-control.ts'

/** Any table (CSV, XLSX, JSON lines, Parquet) whose rows are UI events, by a mapping of its columns. */
export const uiTable: UiFormat = {
  id: 'ui-table',
  title: 'Table of UI events (CSV, XLSX, JSON lines) by a mapping',
  extensions: ['csv', 'xlsx', 'jsonl', 'json', 'tsv', 'parquet'],
  recognises(head) {
    const names = namesOf(head)
    const best = (role: Parameters<typeof uiNameStrength>[1]) =>
      Math.max(0, ...names.map(name => uiNameStrength(name, role)))
    const places = (['application', 'window', 'page', 'name', 'role'] as const).filter(role => best(role) >= 0.6)
    return best('action') >= 0.8 && best('time') > 0 && places.length >= 2 ? 0.6 : 0
  },
  read,
}

/** Whether a table with whatever columns is surely one of UI events, by the mapping that would be proposed. */
export async function looksLikeUi(source: ByteSource, options: UiReadOptions): Promise<boolean> {
  try {
    const { format, table } = await openUiTable(source, options)
    const { mapping, confidence, preview } = await proposeForUiTable(format, table, options)
    return mapping !== null && confidence >= SURE_ENOUGH && preview.rows.length > 0
  } catch (error) {
    if (error instanceof FormatError) return false
    throw error
  }
}

function namesOf(head: Uint8Array): readonly string[] {
  const names = headerCells(head)
  if (names.length > 1) return names
  const text = decodeUtf8(head, 0, Math.min(head.length, 8192))
  const first = /^\s*\[?\s*(\{[^{}]*\})/.exec(text)?.[1]
  return first === undefined ? [] : Array.from(first.matchAll(/"([^"\\]{1,80})"\s*:/g), match => match[1]!)
}

async function read(source: ByteSource, options: UiReadOptions): Promise<UiReading> {
  const given = options.mapping === undefined ? null : uiMappingFrom(options.mapping)
  const { format, table } = await openUiTable(source, { ...options, ...(given ? { settings: given.table } : {}) })
  const mapping = given ?? (await proposed(source.name, format, table, options))
  const missing = uiMappedColumns(mapping).filter(column => !table.columns.includes(column))
  const reader = new UiLogReader(options)
  for (const column of missing)
    reader.problems.add('column-missing', 'The mapping names columns that are not there.', { column }, 'loss')
  if (missing.includes(mapping.action))
    throw new RequestError(
      `Mapping: the column "${mapping.action}" of actions is not in the table (it has ${table.columns.slice(0, 12).join(', ')}).`,
    )
  tellUnknownColumns(table, reader, new Set(uiMappedColumns(mapping).map(columnKey)))
  const timeOf = timeReader(mapping, reader)
  if (mapping.recording === undefined) await reader.beginRecording(source.name, uiTable.id)
  await eachRow(table, reader, options, (row, place) => {
    const event = eventOf(row, mapping, place.ordinal)
    if (event === null) {
      reader.problems.add('no-action', 'Rows without an action were left out.', { row: place.row }, 'loss')
      return
    }
    const time = timeOf(row, place.row)
    const whole = time === undefined ? event : { ...event, time }
    if (mapping.recording !== undefined)
      reader.inRecording(row(columnKey(mapping.recording)) ?? source.name, uiTable.id)
    return reader.add(whole)
  })
  return { ...(await reader.finish(source.name)), mapping }
}

async function proposed(
  name: string,
  format: string,
  table: Parameters<typeof proposeForUiTable>[1],
  options: UiReadOptions,
) {
  const { mapping, confidence, preview } = await proposeForUiTable(format, table, options)
  if (preview.rows.length === 0)
    throw new FormatError('The table has columns and no rows.', { file: name, fix: 'Export it again, with events.' })
  if (mapping !== null && confidence >= SURE_ENOUGH) return mapping
  throw new FormatError(
    mapping === null
      ? 'The table has no column that says what somebody did in a user interface.'
      : 'The table may be a UI log, but that is not sure enough to read it without a mapping.',
    {
      file: name,
      fix: 'Give a mapping that names at least the column of the action and one of the application or element.',
    },
  )
}

function timeReader(mapping: UiMapping, reader: UiLogReader): (row: Row, place: number) => number | undefined {
  const { time, timeZone } = mapping
  if (time === null) return () => undefined
  const keys = time.columns.map(columnKey)
  const text = (row: Row) => keys.flatMap(key => row(key) ?? []).join(' ')
  const [column = ''] = time.columns
  if (time.format === undefined) {
    const times = new UiTimes(reader.problems, timeZone)
    return (row, place) => times.read(text(row), { row: place, column })
  }
  const parse = dateParser(time.format)
  const clock = zoneClock(timeZone)
  const instant = newInstant()
  return (row, place) => {
    const bytes = encodeUtf8(text(row).trim())
    if (parse(bytes, 0, bytes.length, instant)) return instant.zoned ? instant.ms : clock.toInstant(instant.ms)
    reader.problems.add('unreadable-time', 'Times that could not be read are missing in the log.', {
      row: place,
      column,
    })
    return undefined
  }
}

/** What is entered into, chosen from or ticked, where no column tells roles. */
const WRITTEN: Readonly<Record<string, string>> = {
  enter: 'textbox',
  paste: 'textbox',
  select: 'combobox',
  check: 'checkbox',
  uncheck: 'checkbox',
}

function eventOf(row: Row, mapping: UiMapping, ordinal: number): RawUiEvent | null {
  const word = row(columnKey(mapping.action))
  if (word === null) return null
  const get = (column: string | undefined) => (column === undefined ? null : row(columnKey(column)))
  const number = (column: string | undefined) => pointer(get(column)) ?? undefined
  const element: { -readonly [K in keyof UiElement]?: UiElement[K] } = {}
  for (const part of elementTexts) element[part] = get(mapping.element[part])
  element.name = plainText(element.name ?? null)
  const type = element.role ?? null
  const action = lookup(mapping.actions, word) ?? actionOfWord(word)
  element.role = type !== null ? controlOrTag(type) : element.name === null ? null : (lookup(WRITTEN, action) ?? null)
  element.selectors = mapping.selectors.flatMap(({ kind, column }) => {
    const text = get(column)
    return text === null ? [] : [{ kind, text }]
  })
  const address = cellOf(element, get(mapping.cell))
  const value = get(mapping.value)
  return {
    ordinal,
    user: get(mapping.user),
    action,
    sourceAction: word,
    element,
    row: address?.row ?? number(mapping.row),
    column: address?.column ?? number(mapping.column),
    rows: address?.rows,
    columns: address?.columns,
    value,
    fieldValue: get(mapping.fieldValue),
    x: number(mapping.x),
    y: number(mapping.y),
    secret: isPassword(type),
    task: get(mapping.task) ?? (mapping.run !== undefined && get(mapping.run) !== null ? 'case' : null),
    run: get(mapping.run),
  }
}

/** The role of a type that is the name of an HTML tag, or of a control of Windows. */
function controlOrTag(type: string): string {
  const html = roleOf(type, null)
  return html === null || html === type.toLowerCase() ? controlRole(type) : html
}

import { RequestError } from '../base/errors.ts'
import type { Meaning } from './column.ts'

/** How the bytes of a table become cells. What is left out is found by looking at the file. */
export interface TableSettings {
  /** One character; CSV only. */
  readonly delimiter?: string
  /** One character, or null where quotes are plain text; CSV only. */
  readonly quote?: string | null
  /** WHATWG label: `utf-8`, `utf-16le`, `windows-1252`, ... CSV and JSON. */
  readonly encoding?: string
  /** Whether the first row names the columns; without names they are `column 1`, `column 2`, ... */
  readonly header?: boolean
  readonly decimal?: '.' | ','
  /** Texts that stand for "no value", beside the empty one. */
  readonly missing?: readonly string[]
  /** Name of the sheet; XLSX only. */
  readonly sheet?: string
  /** Dotted path of the array that holds the rows, `issues` or `data.rows`; JSON only. */
  readonly rows?: string
  /** Cells carry a leading `'` before = + - @ tab CR (our CSV writes it); it is taken off. */
  readonly guarded?: boolean
}

/** One or more columns whose texts are joined. */
export interface TextRole {
  readonly columns: readonly string[]
  readonly separator: string
}

/** One column, or a date and a time-of-day column joined by one space. */
export interface TimeRole {
  readonly columns: readonly string[]
  /** `iso`, `epoch s|ms|us|ns`, `excel`, or a pattern such as `dd.MM.yyyy HH:mm`; absent: detected from all rows. */
  readonly format?: string
}

export type ColumnAction = 'keep' | 'drop' | 'pseudonymise'
export type ColumnType = 'string' | 'int' | 'float' | 'boolean' | 'date'

/** What becomes of one column that has no role (a role column may be named to say its action). */
export interface ColumnMapping {
  readonly column: string
  /** Name of the attribute in the log; the column's name where absent. */
  readonly key?: string
  readonly action: ColumnAction
  readonly scope: 'event' | 'case'
  readonly type: ColumnType
  /** Format of a date column, as in `TimeRole`. */
  readonly format?: string
  readonly meaning?: Meaning
  /** Whether the column is about people: kept as it is, it is then marked `direct`. */
  readonly personal?: boolean
}

/** How the columns of a table become an event log: plain JSON, saved beside the log and reused by name. */
export interface Mapping {
  readonly version: 1
  readonly table: TableSettings
  readonly caseId: TextRole
  readonly activity: TextRole
  /** When the event happened (completed); null where the table has no times. */
  readonly complete: TimeRole | null
  readonly start?: TimeRole
  readonly resource?: string
  /** Column that becomes `lifecycle:transition`. */
  readonly lifecycle?: string
  /** Column that becomes `concept:instance`, which pairs start and complete. */
  readonly instance?: string
  /** IANA name of the zone of times that name none. */
  readonly timeZone: string
  readonly columns: readonly ColumnMapping[]
  /** Columns that the mapping does not name. */
  readonly others: 'keep' | 'drop'
}

const TOP = [
  'version',
  'table',
  'caseId',
  'activity',
  'complete',
  'start',
  'resource',
  'lifecycle',
  'instance',
  'timeZone',
  'columns',
  'others',
]
const TABLE = ['delimiter', 'quote', 'encoding', 'header', 'decimal', 'missing', 'sheet', 'rows', 'guarded']
const COLUMN = ['column', 'key', 'action', 'scope', 'type', 'format', 'meaning', 'personal']

/**
 * Check a mapping that came as JSON and fill in defaults. A role may be written short: `"caseId": "order"`.
 * Throws `RequestError` naming the wrong part.
 */
export function mappingFrom(value: unknown): Mapping {
  const top = record(value, 'the mapping')
  known(top, TOP, 'the mapping')
  if (top['version'] !== 1) refuse('version', `must be 1, not ${show(top['version'])}`)
  const timeZone = optionalText(top['timeZone'], 'timeZone') ?? 'UTC'
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    refuse('timeZone', `"${timeZone}" is no time zone; give an IANA name such as "Europe/Berlin"`)
  }
  const complete =
    top['complete'] === undefined || top['complete'] === null ? null : timeRole(top['complete'], 'complete')
  const columns = top['columns'] ?? []
  if (!Array.isArray(columns)) refuse('columns', 'must be a list')
  return {
    version: 1,
    table: tableSettings(top['table'] ?? {}),
    caseId: textRole(top['caseId'], 'caseId'),
    activity: textRole(top['activity'], 'activity'),
    complete,
    ...defined('start', top['start'] === undefined ? undefined : timeRole(top['start'], 'start')),
    ...defined('resource', optionalText(top['resource'], 'resource')),
    ...defined('lifecycle', optionalText(top['lifecycle'], 'lifecycle')),
    ...defined('instance', optionalText(top['instance'], 'instance')),
    timeZone,
    columns: (columns as unknown[]).map(columnMapping),
    others: oneOf(top['others'] ?? 'keep', ['keep', 'drop'] as const, 'others'),
  }
}

/** All column names that a mapping speaks of, each once, roles first. */
export function mappedColumns(mapping: Mapping): readonly string[] {
  return [...new Set([...roleColumns(mapping), ...mapping.columns.map(({ column }) => column)])]
}

/** Columns that have a role, each once. */
export function roleColumns(mapping: Mapping): readonly string[] {
  const names = [...mapping.caseId.columns, ...mapping.activity.columns]
  names.push(...(mapping.complete?.columns ?? []), ...(mapping.start?.columns ?? []))
  for (const name of [mapping.resource, mapping.lifecycle, mapping.instance]) if (name !== undefined) names.push(name)
  return [...new Set(names)]
}

export function tableSettings(value: unknown): TableSettings {
  const table = record(value, 'table')
  known(table, TABLE, 'table')
  const delimiter = optionalText(table['delimiter'], 'table.delimiter')
  if (delimiter !== undefined && !oneByte(delimiter)) refuse('table.delimiter', 'must be one ASCII character')
  const quote = table['quote'] === null ? null : optionalText(table['quote'], 'table.quote')
  if (typeof quote === 'string' && !oneByte(quote)) refuse('table.quote', 'must be one ASCII character or null')
  const missing = table['missing']
  if (missing !== undefined && !(Array.isArray(missing) && missing.every(text => typeof text === 'string')))
    refuse('table.missing', 'must be a list of texts')
  return {
    ...defined('delimiter', delimiter),
    ...defined('quote', quote),
    ...defined('encoding', optionalText(table['encoding'], 'table.encoding')),
    ...defined('header', optionalFlag(table['header'], 'table.header')),
    ...defined(
      'decimal',
      table['decimal'] === undefined ? undefined : oneOf(table['decimal'], ['.', ','] as const, 'table.decimal'),
    ),
    ...defined('missing', missing as string[] | undefined),
    ...defined('sheet', optionalText(table['sheet'], 'table.sheet')),
    ...defined('rows', optionalText(table['rows'], 'table.rows')),
    ...defined('guarded', optionalFlag(table['guarded'], 'table.guarded')),
  }
}

function columnMapping(value: unknown, index: number): ColumnMapping {
  const at = `columns[${index}]`
  const item = record(value, at)
  known(item, COLUMN, at)
  const column = optionalText(item['column'], `${at}.column`)
  if (column === undefined) return refuse(`${at}.column`, 'is missing')
  return {
    column,
    ...defined('key', optionalText(item['key'], `${at}.key`)),
    action: oneOf(item['action'] ?? 'keep', ['keep', 'drop', 'pseudonymise'] as const, `${at}.action`),
    scope: oneOf(item['scope'] ?? 'event', ['event', 'case'] as const, `${at}.scope`),
    type: oneOf(item['type'] ?? 'string', ['string', 'int', 'float', 'boolean', 'date'] as const, `${at}.type`),
    ...defined('format', optionalText(item['format'], `${at}.format`)),
    ...defined('meaning', item['meaning'] === undefined ? undefined : meaningOf(item['meaning'], `${at}.meaning`)),
    ...defined('personal', optionalFlag(item['personal'], `${at}.personal`)),
  }
}

function meaningOf(value: unknown, at: string): Meaning {
  const item = record(value, at)
  known(item, ['kind', 'unit'], at)
  const kind = oneOf(item['kind'], ['money', 'number', 'due'] as const, `${at}.kind`)
  return { kind, ...defined('unit', optionalText(item['unit'], `${at}.unit`)) }
}

function textRole(value: unknown, at: string): TextRole {
  if (typeof value === 'string') return { columns: [value], separator: ' | ' }
  if (value === undefined) refuse(at, 'is missing: name the column')
  if (Array.isArray(value)) return { columns: names(value, at), separator: ' | ' }
  const item = record(value, at)
  known(item, ['columns', 'separator'], at)
  return {
    columns: names(item['columns'], `${at}.columns`),
    separator: optionalText(item['separator'], `${at}.separator`) ?? ' | ',
  }
}

export function timeRole(value: unknown, at: string): TimeRole {
  if (typeof value === 'string') return { columns: [value] }
  const item = record(value, at)
  known(item, ['columns', 'format'], at)
  const columns = names(item['columns'], `${at}.columns`)
  if (columns.length > 2) refuse(`${at}.columns`, 'must be one column, or a date and a time-of-day column')
  return { columns, ...defined('format', optionalText(item['format'], `${at}.format`)) }
}

function names(value: unknown, at: string): readonly string[] {
  const list = typeof value === 'string' ? [value] : value
  if (!Array.isArray(list) || list.length === 0 || !list.every(name => typeof name === 'string'))
    return refuse(at, 'must be a list of at least one column name')
  return list
}

export function record(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(at, 'must be an object')
  return value as Record<string, unknown>
}

export function known(item: Record<string, unknown>, keys: readonly string[], at: string): void {
  for (const key of Object.keys(item))
    if (!keys.includes(key)) refuse(at, `has an unknown entry "${key}" (known: ${keys.join(', ')})`)
}

export function optionalText(value: unknown, at: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  return refuse(at, `must be a text, not ${show(value)}`)
}

function optionalFlag(value: unknown, at: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value
  return refuse(at, `must be true or false, not ${show(value)}`)
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], at: string): T {
  const found = allowed.find(item => item === value)
  return found ?? refuse(at, `must be one of ${allowed.map(show).join(', ')}, not ${show(value)}`)
}

const oneByte = (text: string) => text.length === 1 && text.charCodeAt(0) < 128
const show = (value: unknown) => JSON.stringify(value) ?? 'nothing'

export function defined<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V }
}

export function refuse(at: string, what: string): never {
  throw new RequestError(`Mapping: ${at} ${what}.`)
}

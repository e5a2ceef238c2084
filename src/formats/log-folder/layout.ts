import { DictionaryBuilder } from '../../base/dictionary.ts'
import type { Column, Meaning, Personal } from '../../log/column.ts'
import { ACTIVITY, CASE_ID, type EventLog, START_TIMESTAMP, TIMESTAMP } from '../../log/event-log.ts'
import {
  type ArrowColumn,
  booleanColumn,
  caseColumn,
  codeColumn,
  int32Column,
  numberColumn,
  textColumn,
} from './arrow-columns.ts'
import type { ColumnEntry, Role } from './log-json.ts'

export const EVENTS = 'events.arrow'
export const CASES = 'cases.arrow'
export const EVENTS_SPARSE = 'events-sparse.arrow'
export const CASES_SPARSE = 'cases-sparse.arrow'
export const NESTED = 'nested.jsonl'
export const LOG_JSON = 'log.json'

/** One Arrow file to be written. */
export interface Table {
  readonly name: string
  readonly rows: number
  readonly columns: readonly ArrowColumn[]
  readonly entries: readonly ColumnEntry[]
}

/**
 * How a log lies in its files. `events.arrow`: the case (dictionary of case ids), activity, times, input position and
 * the dense attributes; `cases.arrow`: case id, first event and dense attributes. Attributes that the log keeps sparse
 * go to one long table a scope, see `sparseTable`.
 */
export function layoutOf(log: EventLog): {
  readonly events: Table
  readonly cases: Table
  readonly sparse: readonly Table[]
} {
  const events = new TableBuilder()
  events.add('case:concept:name', 'case', 'string', name => caseColumn(name, log.caseOffsets, log.caseIds))
  events.addColumn(ACTIVITY, 'activity', log.activity)
  events.add(TIMESTAMP, 'complete', 'date', name => numberColumn(name, log.complete, 'timestamp'))
  const { start, ordinal } = log
  if (start) events.add(START_TIMESTAMP, 'start', 'date', name => numberColumn(name, start, 'timestamp'))
  if (ordinal) events.add('ordinal', 'ordinal', 'int', name => int32Column(name, ordinal))
  const cases = new TableBuilder()
  cases.add(CASE_ID, 'case-id', 'string', name => textColumn(name, log.caseIds))
  cases.add('first_event', 'first-event', 'int', name => int32Column(name, log.caseOffsets.subarray(0, log.caseCount)))
  const sparseEvents = addAttributes(events, log.eventAttributes)
  const sparseCases = addAttributes(cases, log.caseAttributes)
  const sparse: Table[] = []
  if (sparseEvents.length) sparse.push(sparseTable(EVENTS_SPARSE, sparseEvents, events))
  if (sparseCases.length) sparse.push(sparseTable(CASES_SPARSE, sparseCases, cases))
  return { events: events.table(EVENTS, log.eventCount), cases: cases.table(CASES, log.caseCount), sparse }
}

/** Adds the dense attributes in the log's order, and returns the sparse ones. */
function addAttributes(table: TableBuilder, attributes: ReadonlyMap<string, Column>): Column[] {
  const sparse: Column[] = []
  for (const column of attributes.values()) {
    if (column.rows === null) table.addColumn(column.key, 'attribute', column)
    else {
      table.reserve(column)
      sparse.push(column)
    }
  }
  return sparse
}

class TableBuilder {
  readonly columns: ArrowColumn[] = []
  readonly entries: ColumnEntry[] = []
  private readonly names = new Set<string>()

  add(key: string, role: Role, type: Column['type'], make: (name: string) => ArrowColumn, about = plainly): void {
    const field = this.name(key, role)
    this.columns.push(make(field))
    this.entries.push({ key, role, type, ...about, field, sparse: null })
  }

  addColumn(key: string, role: Role, column: Column): void {
    const about = { personal: column.personal, meaning: column.meaning }
    this.add(key, role, column.type, name => arrowColumn(name, column), about)
  }

  /** A sparse attribute: its place in the order of attributes; `sparseTable` fills in where it lies. */
  reserve({ key, type, personal, meaning }: Column): void {
    this.entries.push({ key, role: 'attribute', type, personal, meaning, field: null, sparse: [0, 0] })
  }

  table(name: string, rows: number): Table {
    return { name, rows, columns: this.columns, entries: this.entries }
  }

  /** Names of columns are unique in a file (polars insists): an attribute that would clash gets a suffix. */
  private name(key: string, role: Role): string {
    let name = key
    for (let i = 1; this.names.has(name) || (role === 'attribute' && reserved.has(name)); i++)
      name = `${key} (attribute${i > 1 ? ` ${i}` : ''})`
    this.names.add(name)
    return name
  }
}

const plainly: { personal: Personal; meaning: Meaning | null } = { personal: 'none', meaning: null }
const reserved = new Set(['case:concept:name', ACTIVITY, TIMESTAMP, START_TIMESTAMP, 'ordinal', 'first_event'])

function arrowColumn(name: string, column: Column): ArrowColumn {
  switch (column.type) {
    case 'string':
    case 'id':
      return codeColumn(name, column.codes, column.dictionary)
    case 'boolean':
      return booleanColumn(name, column.flags)
    case 'float':
      return numberColumn(name, column.values, 'float64')
    case 'int':
      return numberColumn(name, column.values, 'int64')
    case 'date':
      return numberColumn(name, column.values, 'timestamp')
  }
}

/**
 * The long table of sparse attributes: `row` (of the event or case), `key`, and the value in the one column of
 * `text`, `number` (int, float), `time`, `flag` that fits its type. Attributes stand one after the other, rows
 * ascending; log.json says which slice belongs to which.
 */
function sparseTable(name: string, columns: readonly Column[], builder: TableBuilder): Table {
  const total = columns.reduce((sum, column) => sum + column.rows!.length, 0)
  const rows = new Int32Array(total)
  const keys = new DictionaryBuilder()
  const keyCodes = new Int32Array(total)
  const texts = new TextBuilder()
  const numbers = new Float64Array(total).fill(Number.NaN)
  const times = new Float64Array(total).fill(Number.NaN)
  const flags = new Int8Array(total).fill(-1)
  const missing: number[] = []
  let at = 0
  for (const column of columns) {
    const { length } = column.rows!
    rows.set(column.rows!, at)
    keyCodes.fill(keys.addText(column.key), at, at + length)
    if ('codes' in column)
      for (let i = 0; i < length; i++) {
        const code = column.codes[i]!
        if (code < 0) missing.push(at + i)
        else
          texts.add(
            at + i,
            column.dictionary.bytes,
            column.dictionary.offsets[code]!,
            column.dictionary.offsets[code + 1]!,
          )
      }
    else if ('flags' in column) flags.set(column.flags.subarray(0, length), at)
    else if (column.type === 'date') times.set(column.values.subarray(0, length), at)
    else numbers.set(column.values.subarray(0, length), at)
    const entry = builder.entries.findIndex(e => e.key === column.key && e.field === null)
    builder.entries[entry] = { ...builder.entries[entry]!, sparse: [at, at + length] }
    at += length
  }
  // A text that is listed but missing is told from an empty one by `present`.
  const present = new Int8Array(total).fill(1)
  for (const row of missing) present[row] = 0
  return {
    name,
    rows: total,
    entries: [],
    columns: [
      int32Column('row', rows),
      codeColumn('key', keyCodes, keys.finish()),
      booleanColumn('present', present),
      textColumn('text', texts.finish(total)),
      numberColumn('number', numbers, 'float64'),
      numberColumn('time', times, 'timestamp'),
      booleanColumn('flag', flags),
    ],
  }
}

/** Text by rows, most of them empty. */
class TextBuilder {
  private bytes = new Uint8Array(1 << 12)
  private used = 0
  private readonly rows: number[] = []
  private readonly ends: number[] = []

  add(row: number, source: Uint8Array, from: number, to: number): void {
    const end = this.used + to - from
    if (end >= 2 ** 32) throw new RangeError('The sparse attributes of the log have more than 4 GiB of text.')
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.min(2 ** 32 - 1, Math.max(end, this.bytes.length * 2)))
      grown.set(this.bytes.subarray(0, this.used))
      this.bytes = grown
    }
    this.bytes.set(source.subarray(from, to), this.used)
    this.used = end
    this.rows.push(row)
    this.ends.push(end)
  }

  finish(count: number): { bytes: Uint8Array; offsets: Uint32Array } {
    const offsets = new Uint32Array(count + 1)
    for (let i = 0; i < this.rows.length; i++) offsets[this.rows[i]! + 1] = this.ends[i]!
    for (let i = 1; i <= count; i++) if (offsets[i]! < offsets[i - 1]!) offsets[i] = offsets[i - 1]!
    return { bytes: this.bytes.subarray(0, this.used), offsets }
  }
}

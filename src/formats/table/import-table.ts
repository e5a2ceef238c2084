import { RequestError } from '../../base/errors.ts'
import type { Cancel, Platform, Progress } from '../../base/platform.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import { ACTIVITY, INSTANCE, LIFECYCLE, RESOURCE, START_TIMESTAMP, TIMESTAMP } from '../../log/event-log.ts'
import { type ColumnBuilder, EventLogBuilder } from '../../log/event-log-builder.ts'
import { type ColumnMapping, type Mapping, roleColumns, type TimeRole } from '../../log/mapping.ts'
import { Problems } from '../../log/problems.ts'
import type { Cells, Table, TableBatch } from '../../log/table.ts'
import { isPersonName } from '../../privacy/person-columns.ts'
import type { Reading } from '../format.ts'
import { joinCells, MissingTexts, textCells, unguard } from './cells.ts'
import { dateParser } from './date-format.ts'
import { pacer } from './pacer.ts'
import { pseudonymiseColumns } from './pseudonymise.ts'
import {
  type BatchRows,
  booleanReader,
  type CellReading,
  caseNumbers,
  caseText,
  dateReader,
  eventNumbers,
  eventText,
  type NumberReader,
  numberReader,
  type Sink,
  type TextSource,
} from './sinks.ts'
import { zoneClock } from './time-zone.ts'

export interface ImportOptions {
  readonly platform: Platform
  readonly cancel?: Cancel
  readonly progress?: Progress
  /** The importer's key; needed where the mapping pseudonymises a column. */
  readonly pseudonymKey?: Uint8Array
  readonly tellPseudonym?: (pseudonym: string, text: string) => void
  /** Problems met before (unpacking, sheets, ...); they come first. */
  readonly problems?: Problems
}

/**
 * An event log of a table under a mapping: one pass, columns straight into typed arrays, memory bounded by the result.
 * Rows without a case id are left out and counted; unreadable cells are left empty and told with row, column and value.
 */
export async function importTable(table: Table, mapping: Mapping, options: ImportOptions): Promise<Reading> {
  const problems = options.problems ?? new Problems()
  const importer = new TableImporter(table, mapping, problems)
  if (options.pseudonymKey === undefined && importer.pseudonymous.length > 0)
    throw new RequestError(
      `The mapping pseudonymises ${importer.pseudonymous.map(name => `"${name}"`).join(', ')}, but no key was given: give one, or keep or drop the columns.`,
    )
  const pace = pacer('reading', options)
  for await (const batch of table.batches({ problems, ...(options.cancel ? { cancel: options.cancel } : {}) })) {
    importer.take(batch)
    await pace(batch, importer.builder.eventCount)
  }
  const log = importer.finish()
  const events = log.eventCount
  options.progress?.({ phase: 'reading', done: events, total: events, unit: 'events', events })
  if (importer.pseudonymous.length === 0) return { log, problems: problems.list() }
  const hidden = await pseudonymiseColumns(log, importer.pseudonymKeys, options.pseudonymKey!, { ...options, problems })
  return { log: hidden, problems: problems.list() }
}

interface TimeSink {
  readonly columns: readonly string[]
  readonly read: NumberReader
  readonly below: { values: Int32Array }
}

class TableImporter {
  readonly builder = new EventLogBuilder()
  /** Names of columns that must be pseudonymised, and the keys of the log's columns that hold them. */
  readonly pseudonymous: string[] = []
  readonly pseudonymKeys: { caseIds: boolean; event: string[]; case: string[] } = {
    caseIds: false,
    event: [],
    case: [],
  }
  private readonly table: Table
  private readonly mapping: Mapping
  private readonly problems: Problems
  private readonly reading: CellReading
  private readonly sinks: (Sink | null)[] = []
  private readonly used: { event: Set<string>; case: Set<string> }
  private readonly byName: ReadonlyMap<string, ColumnMapping>
  private readonly activity: Sink
  private readonly complete: TimeSink | null
  private readonly start: TimeSink | null
  private events = new Int32Array(0)
  private caseCodes = new Int32Array(0)
  private times = new Float64Array(0)

  constructor(table: Table, mapping: Mapping, problems: Problems) {
    this.table = table
    this.mapping = mapping
    this.problems = problems
    this.byName = new Map(mapping.columns.map(column => [column.column, column]))
    this.reading = {
      missing: new MissingTexts(mapping.table.missing ?? []),
      decimal: mapping.table.decimal === ',' ? 44 : 46,
      problems,
      clock: zoneClock(mapping.timeZone),
      zoneless: 0,
    }
    this.used = { event: new Set([ACTIVITY, TIMESTAMP, START_TIMESTAMP]), case: new Set([ACTIVITY]) }
    for (const [role, key] of [
      [mapping.resource, RESOURCE],
      [mapping.lifecycle, LIFECYCLE],
      [mapping.instance, INSTANCE],
    ] as const)
      if (role !== undefined) this.used.event.add(key)
    this.checkNames()
    this.activity = eventText(this.builder.activity, this.reading)
    this.complete = mapping.complete ? this.timeSink(mapping.complete) : null
    this.start = mapping.start ? this.timeSink(mapping.start) : null
    for (const column of mapping.caseId.columns)
      if (this.byName.get(column)?.action === 'pseudonymise') {
        this.pseudonymous.push(column)
        this.pseudonymKeys.caseIds = true
      }
    this.addSinks()
  }

  take(batch: TableBatch): void {
    const { rowCount, firstRow } = batch
    this.addSinks()
    if (this.mapping.table.guarded)
      for (const cells of batch.cells) if (cells?.kind === 'text') unguard(cells, rowCount)
    const rows = this.placeRows(batch)
    this.takeActivities(batch, rows)
    if (this.complete) this.takeTimes(this.complete, batch, rows, true)
    if (this.start) this.takeTimes(this.start, batch, rows, false)
    for (let c = 0; c < this.sinks.length; c++) {
      const cells = batch.cells[c]
      if (cells) this.sinks[c]?.write(cells, { ...rows, firstRow })
    }
  }

  finish() {
    const { builder, problems, reading, mapping } = this
    for (const sink of this.sinks) sink?.finish()
    this.activity.finish()
    for (const { column } of mapping.columns)
      if (!this.table.columns.includes(column))
        problems.add('column-missing', 'The mapping names columns that the table does not have.', { column })
    const { clock } = reading
    if (reading.zoneless > 0)
      problems.add(
        'zone-assumed',
        `Times name no zone; they were read as ${mapping.timeZone}.`,
        {},
        'info',
        reading.zoneless,
      )
    if (clock.skipped > 0)
      problems.add(
        'skipped-local-time',
        `Times do not exist in ${clock.timeZone} (clocks were put forward); they were read with the offset before.`,
        {},
        'warning',
        clock.skipped,
      )
    if (clock.doubled > 0)
      problems.add(
        'doubled-local-time',
        `Times exist twice in ${clock.timeZone} (clocks were put back); the first was taken.`,
        {},
        'warning',
        clock.doubled,
      )
    return builder.finish(problems, { name: this.table.name })
  }

  private checkNames(): void {
    const { columns } = this.table
    const has = new Set(columns)
    for (const name of roleColumns(this.mapping))
      if (!has.has(name))
        throw new RequestError(
          `The mapping names the column "${name}", which ${this.table.name} does not have. Its columns are: ${columns
            .slice(0, 40)
            .map(column => `"${column}"`)
            .join(', ')}${columns.length > 40 ? ', ...' : ''}.`,
        )
  }

  private timeSink({ columns, format = 'iso' }: TimeRole): TimeSink {
    const below = { values: new Int32Array(0) }
    return { columns, below, read: dateReader(dateParser(format), this.reading, columns.join(' + '), below) }
  }

  /** Sinks for columns that appeared since. */
  private addSinks(): void {
    const { columns } = this.table
    while (this.sinks.length < columns.length) this.sinks.push(this.sinkOf(columns[this.sinks.length]!))
  }

  private sinkOf(name: string): Sink | null {
    const { mapping } = this
    const { caseId, activity, complete, start } = mapping
    const role =
      name === mapping.resource
        ? RESOURCE
        : name === mapping.lifecycle
          ? LIFECYCLE
          : name === mapping.instance
            ? INSTANCE
            : null
    const given = this.byName.get(name)
    if (role === null && [caseId, activity, complete, start].some(part => part?.columns.includes(name))) return null
    if (given === undefined && role === null && mapping.others === 'drop') {
      this.problems.add(
        'column-left-out',
        'Columns that the mapping does not name were left out.',
        { column: name },
        'loss',
      )
      return null
    }
    if (given === undefined && role === null && mapping.columns.length > 0)
      this.problems.add(
        'column-not-mapped',
        'Columns that the mapping does not name were kept as text.',
        { column: name },
        'info',
      )
    const plan = given ?? { column: name, action: 'keep', scope: 'event', type: 'string', personal: isPersonName(name) }
    if (plan.action === 'drop') {
      this.problems.add('column-left-out', 'Columns were left out as the mapping says.', { column: name }, 'info')
      return null
    }
    return this.sinkFor(role === null ? plan : { ...plan, scope: 'event', type: 'string' }, role)
  }

  private sinkFor(plan: ColumnMapping, role: string | null): Sink {
    const { builder, reading } = this
    const { scope } = plan
    const key = role ?? this.freeKey(scope, plan.key ?? plan.column)
    const column: ColumnBuilder = scope === 'case' ? builder.caseColumn(key) : builder.eventColumn(key)
    column.meaning = plan.meaning ?? null
    column.personal = plan.personal === true ? 'direct' : 'none'
    if (plan.action === 'pseudonymise') {
      this.pseudonymous.push(plan.column)
      this.pseudonymKeys[scope].push(key)
    }
    const { type } = plan
    if (type === 'string' || plan.action === 'pseudonymise')
      return scope === 'case' ? caseText(column, reading, plan.column) : eventText(column, reading)
    const read =
      type === 'date'
        ? dateReader(dateParser(plan.format ?? 'iso'), reading, plan.column)
        : type === 'boolean'
          ? booleanReader(reading, plan.column)
          : numberReader(type, reading, plan.column)
    return scope === 'case' ? caseNumbers(column, type, read, reading, plan.column) : eventNumbers(column, type, read)
  }

  private freeKey(scope: 'event' | 'case', wanted: string): string {
    const used = this.used[scope]
    let key = wanted
    for (let n = 2; used.has(key); n++) key = `${wanted} (${n})`
    used.add(key)
    return key
  }

  /** Give every row of the batch its case and its row in the log; rows without a case id get none. */
  private placeRows(batch: TableBatch): BatchRows {
    const { rowCount, firstRow } = batch
    if (this.events.length < rowCount) {
      this.events = new Int32Array(rowCount)
      this.caseCodes = new Int32Array(rowCount)
      this.times = new Float64Array(rowCount)
    }
    const { events, caseCodes, builder, problems } = this
    const { missing } = this.reading
    const { columns, separator } = this.mapping.caseId
    const { bytes, from, to } = this.texts(columns, separator)(batch.cells, rowCount)
    for (let r = 0; r < rowCount; r++) {
      const f = from[r]!
      if (missing.has(bytes, f, to[r]!)) {
        events[r] = -1
        if (!problems.more('missing-case-id'))
          problems.add(
            'missing-case-id',
            'Rows have no case id; they were left out.',
            { row: firstRow + r, column: columns.join(' + '), value: f < 0 ? '' : decodeUtf8(bytes, f, to[r]!) },
            'loss',
          )
        continue
      }
      const code = builder.cases.add(bytes, f, to[r]!)
      caseCodes[r] = code
      events[r] = builder.nextEvent(code)
    }
    return { rowCount, firstRow, events, cases: caseCodes }
  }

  private takeActivities(batch: TableBatch, rows: BatchRows): void {
    const { columns, separator } = this.mapping.activity
    const texts = this.texts(columns, separator)(batch.cells, batch.rowCount)
    this.activity.write(texts, rows)
    const { missing } = this.reading
    const { bytes, from, to } = texts
    for (let r = 0; r < batch.rowCount; r++)
      if (missing.has(bytes, from[r]!, to[r]!) && rows.events[r]! >= 0 && !this.problems.more('missing-activity'))
        this.problems.add('missing-activity', 'Rows have no activity; the events are kept without one.', {
          row: batch.firstRow + r,
          column: columns.join(' + '),
        })
  }

  private takeTimes(sink: TimeSink, batch: TableBatch, rows: BatchRows, complete: boolean): void {
    const { builder, times } = this
    const single = sink.columns.length === 1 ? batch.cells[this.table.columns.indexOf(sink.columns[0]!)] : undefined
    const cells: Cells = single ?? this.texts(sink.columns, ' ')(batch.cells, batch.rowCount)
    sink.read(cells, rows, times)
    const below = sink.below.values
    for (let r = 0; r < batch.rowCount; r++) {
      const event = rows.events[r]!
      const time = times[r]!
      if (event < 0) continue
      if (Number.isNaN(time)) {
        if (complete) this.tellMissingTime(batch.firstRow + r, sink)
      } else if (complete) builder.setComplete(event, time, below[r])
      else builder.setStart(event, time)
    }
  }

  /** Adds a place only: the builder counts events without a time. */
  private tellMissingTime(row: number, sink: TimeSink): void {
    if (this.toldMissing++ < 5)
      this.problems.add(
        'missing-time',
        'Events have no time; they keep their place behind the event before them.',
        { row, column: sink.columns.join(' + ') },
        'warning',
        0,
      )
  }
  private toldMissing = 0

  private texts(names: readonly string[], separator: string): TextSource {
    const indices = names.map(name => this.table.columns.indexOf(name))
    return (cells, rows) => {
      const found = indices.map(index => {
        const one = cells[index]
        return one ? textCells(one, rows) : NOTHING(rows)
      })
      return found.length === 1 ? found[0]! : joinCells(found, separator, rows, this.reading.missing)
    }
  }
}

const NOTHING = (rows: number) => {
  const none = new Int32Array(rows).fill(-1)
  return { kind: 'text', bytes: new Uint8Array(0), from: none, to: none } as const
}

import { DictionaryBuilder } from '../base/dictionary.ts'
import type { Cancel, Platform } from '../base/platform.ts'
import type { AttributeNode, Column, NestedAttributes, TextColumn } from './column.ts'
import { ColumnBuilder } from './column-builder.ts'
import {
  ACTIVITY,
  type Classifier,
  type EventLog,
  type Extension,
  type GlobalAttribute,
  RESOURCE,
} from './event-log.ts'
import { orderEvents } from './event-order.ts'
import type { Problems } from './problems.ts'

export { ColumnBuilder }

/** Dense columns a log may have a side; attributes beyond stay sparse (semantics 6). */
export const DENSE_COLUMNS = 1000

/** Everything a log carries besides its columns. */
export interface LogHeader {
  name?: string
  attributes?: readonly AttributeNode[]
  classifiers?: readonly Classifier[]
  extensions?: readonly Extension[]
  globals?: readonly GlobalAttribute[]
}

/**
 * Builds an `EventLog` from events in any order. Readers append rows (`nextEvent`) and set attributes of the newest
 * row; `finish` sorts by case, time (at full source precision) and input order, and reports what it moved.
 */
export class EventLogBuilder {
  readonly cases = new DictionaryBuilder()
  readonly activity = new ColumnBuilder(ACTIVITY)
  readonly eventColumns = new Map<string, ColumnBuilder>()
  readonly caseColumns = new Map<string, ColumnBuilder>()
  eventCount = 0
  private caseOf = new Int32Array(1 << 10)
  private complete = new Float64Array(1 << 10)
  private start: Float64Array | null = null
  /** Nanoseconds below the ms, allocated when the first event has some. */
  private below: Int32Array | null = null
  private readonly nestedEvents: { row: number; node: AttributeNode }[] = []
  private readonly nestedCases: { row: number; node: AttributeNode }[] = []

  /** A new row of case `caseCode` (a code of `cases`); returns its row number. Time is missing until set. */
  nextEvent(caseCode: number): number {
    const row = this.eventCount++
    if (row >= this.caseOf.length) this.growRows()
    this.caseOf[row] = caseCode
    this.complete[row] = Number.NaN
    return row
  }

  /** Epoch ms (floored) and the nanoseconds below it (0..999 999). */
  setComplete(row: number, ms: number, nanoseconds = 0): void {
    this.complete[row] = ms
    if (nanoseconds !== 0 && this.below === null) this.below = new Int32Array(this.caseOf.length)
    if (this.below !== null) this.below[row] = nanoseconds
  }

  setStart(row: number, ms: number): void {
    if (this.start === null) this.start = new Float64Array(this.caseOf.length).fill(Number.NaN)
    this.start[row] = ms
  }

  eventColumn(key: string): ColumnBuilder {
    return columnOf(this.eventColumns, key)
  }

  caseColumn(key: string): ColumnBuilder {
    return columnOf(this.caseColumns, key)
  }

  nestEvent(row: number, node: AttributeNode): void {
    this.nestedEvents.push({ row, node })
  }

  nestCase(row: number, node: AttributeNode): void {
    this.nestedCases.push({ row, node })
  }

  finish(problems: Problems, header: LogHeader = {}): EventLog {
    const steps = this.steps(problems, header)
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  }

  /** `finish` for long logs: pauses between its steps, and can be cancelled there. */
  async finishPausing(problems: Problems, header: LogHeader, platform: Platform, cancel: Cancel): Promise<EventLog> {
    const steps = this.steps(problems, header)
    let paused = platform.now()
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      if (platform.now() - paused < 20) continue
      await platform.pause()
      cancel.throwIfCancelled()
      paused = platform.now()
    }
  }

  private *steps(problems: Problems, header: LogHeader): Generator<undefined, EventLog> {
    const events = this.eventCount
    const cases = this.cases.size
    const { order, offsets, moved, ties, withoutTime } = orderEvents(
      events,
      cases,
      this.caseOf,
      this.complete,
      this.below,
    )
    this.caseOf = new Int32Array(0)
    this.below = null
    yield
    const eventAttributes = new Map<string, Column>()
    const activity = this.activity.finish(events, order)
    yield
    for (const [key, builder] of this.eventColumns) {
      if (builder.mixed) reportMixed(problems, 'event', key)
      eventAttributes.set(key, builder.finish(events, order))
      yield
    }
    const caseAttributes = new Map<string, Column>()
    for (const [key, builder] of this.caseColumns) {
      if (builder.mixed) reportMixed(problems, 'case', key)
      caseAttributes.set(key, builder.finish(cases, null))
      yield
    }
    const complete = pick(this.complete, order, events)
    this.complete = new Float64Array(0)
    yield
    const start = this.start && pick(this.start, order, events)
    this.start = null
    yield
    if (this.activity.mixed) reportMixed(problems, 'event', ACTIVITY)
    if (moved > 0)
      problems.add(
        'out-of-order',
        'Events stood behind a later event of their case and were sorted by time.',
        {},
        'info',
        moved,
      )
    if (ties > 0)
      problems.add(
        'equal-times',
        'Events have the same time as the one before in their case; they keep the order of the input.',
        {},
        'info',
        ties,
      )
    if (withoutTime > 0)
      problems.add(
        'missing-time',
        'Events have no time; they keep their place behind the event before them.',
        {},
        'warning',
        withoutTime,
      )
    return {
      name: header.name ?? '',
      caseCount: cases,
      eventCount: events,
      caseIds: this.cases.finish(),
      caseOffsets: offsets,
      activity: activity as TextColumn,
      complete,
      start,
      ordinal: order,
      eventAttributes,
      caseAttributes,
      nestedOfEvents: nested(this.nestedEvents, order),
      nestedOfCases: nested(this.nestedCases, null),
      attributes: header.attributes ?? [],
      classifiers: header.classifiers ?? [],
      extensions: header.extensions ?? [],
      globals: header.globals ?? [],
      resourceKey: eventAttributes.has(RESOURCE) ? RESOURCE : null,
      order: { moved, ties, withoutTime },
    }
  }

  private growRows(): void {
    const size = Math.ceil(this.caseOf.length * 1.5) + 16
    const caseOf = new Int32Array(size)
    caseOf.set(this.caseOf)
    this.caseOf = caseOf
    const complete = new Float64Array(size)
    complete.set(this.complete)
    this.complete = complete
    if (this.start) {
      const start = new Float64Array(size).fill(Number.NaN)
      start.set(this.start)
      this.start = start
    }
    if (this.below) {
      const below = new Int32Array(size)
      below.set(this.below)
      this.below = below
    }
  }
}

function columnOf(columns: Map<string, ColumnBuilder>, key: string): ColumnBuilder {
  let column = columns.get(key)
  if (!column) {
    column = new ColumnBuilder(key, { sparse: columns.size >= DENSE_COLUMNS })
    columns.set(key, column)
  }
  return column
}

function reportMixed(problems: Problems, scope: string, key: string): void {
  problems.add(
    'mixed-types',
    `Values of one ${scope} attribute have several types; the whole attribute is read as text.`,
    {
      column: key,
    },
  )
}

function pick(values: Float64Array, order: Int32Array | null, count: number): Float64Array {
  if (order === null) return values.slice(0, count)
  const picked = new Float64Array(count)
  for (let i = 0; i < count; i++) picked[i] = values[order[i]!]!
  return picked
}

function nested(items: { row: number; node: AttributeNode }[], order: Int32Array | null): NestedAttributes {
  if (order !== null && items.length) {
    const place = new Int32Array(order.length)
    for (let r = 0; r < order.length; r++) place[order[r]!] = r
    for (const item of items) item.row = place[item.row]!
    items.sort((a, b) => a.row - b.row)
  }
  return { rows: Int32Array.from(items, item => item.row), nodes: items.map(item => item.node) }
}

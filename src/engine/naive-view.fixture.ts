import { RequestError } from '../base/errors.ts'
import { compareText } from '../base/sort.ts'
import { DAY } from '../base/time.ts'
import type { Calendar } from '../log/calendar.ts'
import { type Column, type Value, valueAt } from '../log/column.ts'
import type { Durations, Pairing, View } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'

/** One event as read, as a plain object. */
export interface Row {
  readonly row: number
  readonly ordinal: number
  readonly complete: number | null
  readonly start: number | null
  /** Every attribute that has a value, `concept:name` and the times included. */
  readonly attributes: ReadonlyMap<string, Value>
}
export interface NaiveCase {
  readonly id: string
  readonly attributes: ReadonlyMap<string, Value>
  readonly rows: readonly Row[]
}
export interface Entry {
  readonly row: Row
  readonly name: string
  readonly start: number | null
  readonly complete: number | null
}

export function naiveCases(log: EventLog): NaiveCase[] {
  const number = (value: number) => (Number.isNaN(value) ? null : value)
  return Array.from({ length: log.caseCount }, (_, c) => ({
    id: log.caseIds.text(c),
    attributes: valuesOf(log.caseAttributes, c),
    rows: Array.from({ length: log.caseOffsets[c + 1]! - log.caseOffsets[c]! }, (_, i) => {
      const row = log.caseOffsets[c]! + i
      const complete = number(log.complete[row]!)
      const start = log.start ? number(log.start[row]!) : null
      const attributes = valuesOf(log.eventAttributes, row)
      const name = valueAt(log.activity, row)
      if (name !== null) attributes.set('concept:name', name)
      if (complete !== null) attributes.set('time:timestamp', complete)
      if (start !== null) attributes.set('start_timestamp', start)
      return { row, ordinal: log.ordinal ? log.ordinal[row]! : row, complete, start, attributes }
    }),
  }))
}

function valuesOf(columns: ReadonlyMap<string, Column>, row: number): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const [key, column] of columns) {
    const value = valueAt(column, row)
    if (value !== null) values.set(key, value)
  }
  return values
}

/** The keys of the event attributes with their types. */
export function eventTypes(log: EventLog): Map<string, Column['type']> {
  const types = new Map<string, Column['type']>()
  types.set('concept:name', 'string')
  types.set('time:timestamp', 'date')
  if (log.start) types.set('start_timestamp', 'date')
  for (const [key, column] of log.eventAttributes) types.set(key, column.type)
  return types
}

export const printValue = (value: Value, type: Column['type'] | undefined): string =>
  value === null ? '' : type === 'date' ? new Date(value as number).toISOString() : String(value)

const lifecycle = (row: Row): string | null => {
  const value = row.attributes.get('lifecycle:transition')
  return value === undefined ? null : String(value).toLowerCase()
}
const completes = (row: Row) => lifecycle(row) === null || lifecycle(row) === 'complete'

/** A log as its cases, and what is known of its columns (their rows are those of the log that was read). */
export interface NaiveLog {
  readonly log: EventLog
  readonly cases: readonly NaiveCase[]
}

/** The log under another case notion. */
export function underNotion(log: EventLog, notion: string | null): NaiveLog {
  const cases = naiveCases(log)
  if (notion === null) return { log, cases }
  const ofEvents = eventTypes(log).has(notion)
  if (!ofEvents && !log.caseAttributes.has(notion)) throw new RequestError(`There is no attribute "${notion}".`)
  const found = new Map<string, { row: Row; former: NaiveCase; time: number }[]>()
  for (const former of cases) {
    let time = -Infinity
    for (const row of former.rows) {
      time = row.complete ?? time
      const value = (ofEvents ? row : former).attributes.get(notion)
      if (value === undefined) continue
      found.set(String(value), [...(found.get(String(value)) ?? []), { row, former, time }])
    }
  }
  const formersOf = [...found.values()].map(events => events.map(({ former }) => former))
  const eventAttributes = new Map(log.eventAttributes)
  eventAttributes.set('case:concept:name', { ...log.activity, personal: 'none', meaning: null })
  const caseAttributes = new Map<string, Column>()
  const moved = new Map<string, string>()
  for (const [key, column] of log.caseAttributes) {
    const same = formersOf.every(formers => new Set(formers.map(one => one.attributes.get(key))).size <= 1)
    if (same) caseAttributes.set(key, column)
    else {
      const own = eventAttributes.has(key) || key === 'concept:name' ? `case:${key}` : key
      moved.set(key, own)
      eventAttributes.set(own, column)
    }
  }
  let next = 0
  const regrouped = [...found].map(([id, events]): NaiveCase => {
    events.sort((a, b) => compareNumbers(a.time, b.time) || a.row.row - b.row.row)
    const kept = [...events[0]!.former.attributes].filter(([key]) => caseAttributes.has(key))
    const rows = events.map(({ row, former }): Row => {
      const attributes = new Map(row.attributes)
      attributes.set('case:concept:name', former.id)
      for (const [key, own] of moved) {
        const value = former.attributes.get(key)
        if (value !== undefined) attributes.set(own, value)
      }
      const place = next++
      return { ...row, row: place, ordinal: place, attributes }
    })
    return { id, attributes: new Map(kept), rows }
  })
  return { log: { ...log, caseCount: regrouped.length, eventAttributes, caseAttributes }, cases: regrouped }
}

/** The start row of each complete row that has one. */
export function pair({ log, cases }: NaiveLog): { pairing: Pairing | null; startOf: Map<Row, Row> } {
  const startOf = new Map<Row, Row>()
  if (log.start || !log.eventAttributes.has('lifecycle:transition')) return { pairing: null, startOf }
  let unmatchedStarts = 0
  let unmatchedCompletes = 0
  for (const { rows } of cases) {
    const waiting: Row[] = []
    for (const row of rows) {
      if (lifecycle(row) === 'start') waiting.push(row)
      if (!completes(row)) continue
      const at = waiting.findIndex(start =>
        ['concept:name', 'concept:instance'].every(key => start.attributes.get(key) === row.attributes.get(key)),
      )
      if (at < 0) unmatchedCompletes++
      else startOf.set(row, waiting.splice(at, 1)[0]!)
    }
    unmatchedStarts += waiting.length
  }
  return { pairing: { paired: startOf.size, unmatchedStarts, unmatchedCompletes }, startOf }
}

/** What the view makes of the rows of a case. `all` are the rows of the unfiltered case, which order it. */
export function entriesOf(
  kept: readonly Row[],
  all: readonly Row[],
  log: EventLog,
  view: View,
  startOf: ReadonlyMap<Row, Row>,
): Entry[] {
  const types = eventTypes(log)
  const entries = kept
    .filter(row => view.level === 'event' || completes(row))
    .map(row => ({
      row,
      name: view.classifier.map(key => printValue(row.attributes.get(key) ?? null, types.get(key))).join('+'),
      start: view.level === 'instance' && !log.start ? (startOf.get(row)?.complete ?? null) : row.start,
      complete: row.complete,
    }))
  if (view.level === 'event') return entries
  const effective = (row: Row) => all.filter(r => r.row <= row.row && r.complete !== null).at(-1)?.complete ?? -Infinity
  return entries.sort(
    (a, b) =>
      compareNumbers(effective(a.row), effective(b.row)) ||
      compareNumbers(a.start ?? -Infinity, b.start ?? -Infinity) ||
      a.row.row - b.row.row,
  )
}

export const compareNumbers = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)

export function compareSequences(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareText(a[i]!, b[i]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** FNV-1a in 64 bits over the texts in UTF-8, the byte FF behind each. */
export function naiveVariantId(names: readonly string[]): string {
  let hash = 0xcbf29ce484222325n
  for (const name of names)
    for (const byte of [...new TextEncoder().encode(name), 0xff])
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(16).padStart(16, '0')
}

/** W(to) − W(from): working ms between two instants, by the wall clock. */
export function between(from: number, to: number, calendar: Calendar | null): number {
  if (calendar === null) return to - from
  return to < from ? 0 - working(to, from, calendar) : working(from, to, calendar)
}

function working(from: number, to: number, calendar: Calendar): number {
  let total = 0
  // Stretches in which the clock runs evenly, so that local = instant + offset.
  for (let at = from; at < to; ) {
    const offset = offsetAt(at, calendar.timeZone)
    const end = nextChange(at, to, offset, calendar.timeZone)
    for (let day = Math.floor((at + offset) / DAY) * DAY; day < end + offset; day += DAY) {
      if (calendar.holidays.includes(new Date(day).toISOString().slice(0, 10))) continue
      const weekday = (new Date(day).getUTCDay() + 6) % 7
      for (const [open, close] of calendar.week[weekday] ?? [])
        total += Math.max(0, Math.min(end + offset, day + close * 60_000) - Math.max(at + offset, day + open * 60_000))
    }
    at = end
  }
  return total
}

/** The end of the stretch of one offset that begins at `at`, at most `to`. Zones keep an offset for more than a day. */
function nextChange(at: number, to: number, offset: number, timeZone: string): number {
  let same = at
  while (same < to) {
    const next = Math.min(to, same + DAY)
    if (offsetAt(next, timeZone) !== offset) {
      let low = same
      let high = next
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (offsetAt(middle, timeZone) === offset) low = middle
        else high = middle
      }
      return high
    }
    same = next
  }
  return to
}

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** Local minus UTC, in ms. Offsets change on whole quarters of an hour of UTC, so one lookup a quarter is enough. */
export function offsetAt(instant: number, timeZone: string): number {
  const quarter = Math.floor(instant / 900_000) * 900_000
  const key = `${timeZone} ${quarter}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    offset = wallClock(quarter, timeZone) - quarter
    offsets.set(key, offset)
  }
  return offset
}

/** What the clock on the wall shows, as if it were UTC. */
function wallClock(instant: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      })
    } catch {
      throw new RequestError(`"${timeZone}" is no time zone.`)
    }
    formats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const part = (name: string) => Number(parts.get(name as Intl.DateTimeFormatPartTypes))
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The statistics of some numbers, each by its definition. */
export function statistics(values: readonly number[], quantiles = true): Durations {
  const n = values.length
  const sorted = values.toSorted(compareNumbers)
  const total = sum(values)
  const mean = total / n
  const quantile = (p: number) => {
    const h = (n - 1) * p
    const low = sorted[Math.floor(h)]!
    return low + (h - Math.floor(h)) * (sorted[Math.ceil(h)]! - low)
  }
  return {
    n,
    total,
    mean: n ? mean : null,
    median: n && quantiles ? quantile(0.5) : null,
    p90: n && quantiles ? quantile(0.9) : null,
    min: sorted[0] ?? null,
    max: sorted[n - 1] ?? null,
    standardDeviation: n > 1 && quantiles ? Math.sqrt(sum(values.map(v => (v - mean) ** 2)) / (n - 1)) : null,
  }
}

/** Integers are added exactly. */
export function sum(values: readonly number[]): number {
  if (values.every(Number.isSafeInteger)) return Number(values.reduce((total, value) => total + BigInt(value), 0n))
  return values.toSorted((a, b) => Math.abs(a) - Math.abs(b)).reduce((total, value) => total + value, 0)
}

export const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length

/** Distinct items with how often each occurs, in order of first appearance. */
export function tally<T>(items: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

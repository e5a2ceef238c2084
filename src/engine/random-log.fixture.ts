import fc from 'fast-check'
import { DAY, HOUR, MINUTE } from '../base/time.ts'
import type { Calendar } from '../log/calendar.ts'
import type { Column, Value } from '../log/column.ts'
import type { View } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import { ColumnBuilder, EventLogBuilder } from '../log/event-log-builder.ts'
import { type Clause, type Filter, isEventClause } from '../log/filter.ts'
import { printLog } from '../log/notation.ts'
import { Problems } from '../log/problems.ts'
import { entriesOf, eventTypes, naiveVariantId, pair, underNotion } from './naive-view.fixture.ts'

/** Logs whose zones change their clocks within a day or two (Berlin, New York, Lord Howe by half an hour; Berlin back). */
const bases = ['2024-03-30', '2024-03-09', '2024-04-06', '2024-10-26'].map(date => Date.parse(`${date}T00:00:00Z`))
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']
const outliers = [Date.UTC(1948, 4, 2), Date.UTC(2999, 11, 31, 23, 59, 59, 999)]
const oddTexts = ['', '🚚 ship', '<b>x</b>', '=cmd()', 'a+b', 'ö', '\uFF5E', '\u{1F600}', 'שלום', 'A', ' a']
const lifecycles = ['start', 'complete', 'START', 'Complete', 'schedule']

const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) => fc.option(arbitrary, { nil: null, freq })

/** Without −0 and the denormals near it, which JSON and sums do not tell apart. */
const plain = (value: number) => (Math.abs(value) < 1e-6 ? 0 : value)

const randomEvent = fc.record({
  caseIndex: fc.nat(5),
  name: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c', 'd') },
    { weight: 1, arbitrary: fc.constantFrom(null, ...oddTexts) },
  ),
  /** In quarters of an hour, so that there are ties; at times some ms off. */
  at: maybe(fc.nat(300), 12),
  ms: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 999, 59_999) }),
  nanoseconds: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 5) }),
  outlier: fc.oneof(
    { weight: 200, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...outliers) },
  ),
  duration: maybe(fc.integer({ min: -2, max: 12 })),
  lifecycle: maybe(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom('start', 'complete') }, fc.constantFrom(...lifecycles)),
    8,
  ),
  instance: maybe(fc.constantFrom('1', '2'), 1),
  resource: maybe(fc.constantFrom('anna', 'bert', 'cem', 'dora'), 5),
  number: maybe(fc.integer({ min: -3, max: 12 })),
  float: maybe(fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(plain)),
  date: maybe(fc.nat(200)),
  flag: maybe(fc.boolean()),
  text: maybe(fc.oneof(fc.constantFrom('x', 'y', 'z'), fc.constantFrom(...oddTexts))),
  rare: maybe(fc.constantFrom('r', 's'), 1),
})
type RandomEvent = typeof randomEvent extends fc.Arbitrary<infer E> ? E : never

const traits = fc.record({
  base: fc.constantFrom(...bases),
  times: fc.constantFrom('completes', 'starts', 'lifecycle', 'lifecycle', 'both'),
  instance: fc.boolean(),
  resource: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.boolean()),
  attributes: fc.boolean(),
  cases: fc.array(
    fc.record({
      region: maybe(fc.constantFrom('EU', 'US', 'ö')),
      amount: maybe(fc.double({ min: 0, max: 1e4, noNaN: true }).map(plain)),
      items: maybe(fc.integer({ min: 0, max: 5 })),
      due: maybe(fc.nat(300)),
      vip: maybe(fc.boolean()),
    }),
    { maxLength: 6 },
  ),
  oddIds: fc.boolean(),
})
type Traits = typeof traits extends fc.Arbitrary<infer T> ? T : never

function build(events: readonly RandomEvent[], t: Traits): EventLog {
  const builder = new EventLogBuilder()
  const idOf = (c: number) => (t.oddIds ? ['', 'ö', '\u{1F600}', '\uFF5E', 'A', 'a'][c]! : `case ${c}`)
  // Cases named in advance may stay empty.
  t.cases.forEach((attributes, c) => {
    const row = builder.cases.addText(idOf(c))
    if (attributes.region !== null) builder.caseColumn('region').setText(row, attributes.region)
    if (attributes.amount !== null) builder.caseColumn('amount').setNumber(row, attributes.amount, 'float')
    if (attributes.items !== null) builder.caseColumn('items').setNumber(row, attributes.items, 'int')
    if (attributes.due !== null) builder.caseColumn('due').setNumber(row, t.base + attributes.due * 15 * MINUTE, 'date')
    if (attributes.vip !== null) builder.caseColumn('vip').setBoolean(row, attributes.vip)
  })
  builder.eventColumns.set('rare', new ColumnBuilder('rare', { sparse: true }))
  for (const event of events) addEvent(builder, event, t, idOf(event.caseIndex))
  const due = builder.caseColumns.get('due')
  if (due) due.meaning = { kind: 'due' }
  const eventDue = builder.eventColumns.get('date')
  if (eventDue) eventDue.meaning = { kind: 'due' }
  return builder.finish(new Problems(), { name: 'random' })
}

function addEvent(builder: EventLogBuilder, event: RandomEvent, t: Traits, id: string): void {
  const row = builder.nextEvent(builder.cases.addText(id))
  if (event.name !== null) builder.activity.setText(row, event.name)
  const time = event.outlier ?? (event.at === null ? null : t.base + event.at * 15 * MINUTE + event.ms)
  if (time !== null) builder.setComplete(row, time, event.nanoseconds)
  if ((t.times === 'starts' || t.times === 'both') && event.duration !== null && event.outlier === null)
    builder.setStart(row, (time ?? t.base) - event.duration * 10 * MINUTE)
  const text = (key: string, value: string | null) => value !== null && builder.eventColumn(key).setText(row, value)
  if (t.times === 'lifecycle' || t.times === 'both') text('lifecycle:transition', event.lifecycle)
  if (t.instance) text('concept:instance', event.instance)
  if (t.resource) text('org:resource', event.resource)
  if (!t.attributes) return
  if (event.number !== null) builder.eventColumn('number').setNumber(row, event.number, 'int')
  if (event.float !== null) builder.eventColumn('float').setNumber(row, event.float, 'float')
  if (event.date !== null) builder.eventColumn('date').setNumber(row, t.base + event.date * 15 * MINUTE, 'date')
  if (event.flag !== null) builder.eventColumn('flag').setBoolean(row, event.flag)
  text('text', event.text)
  text('rare', event.rare)
}

/** Logs of 0..6 cases and 0..40 events: ties, disorder, missing and outlying times, odd texts, all types of attributes. */
export const randomLog: fc.Arbitrary<EventLog> = fc
  .record({
    events: fc.oneof(
      { weight: 1, arbitrary: fc.array(randomEvent, { maxLength: 4 }) },
      { weight: 5, arbitrary: fc.array(randomEvent, { minLength: 5, maxLength: 40, size: 'max' }) },
    ),
    traits,
  })
  .map(({ events, traits: t }) => readable(build(events, t)))

/** The same log, printed by its notation where a property fails. */
const readable = (log: EventLog): EventLog =>
  Object.defineProperty(log, fc.toStringMethod, { value: () => printLog(log), enumerable: false })

const randomCalendar = fc.record({
  timeZone: fc.constantFrom(...zones),
  week: fc.array(
    fc.constantFrom<(readonly [number, number])[]>(
      [],
      [[540, 1020]],
      [[0, 1440]],
      [
        [60, 150],
        [180, 185],
      ],
      [[1380, 1440]],
    ),
    { minLength: 7, maxLength: 7 },
  ),
  holidays: fc.subarray(['2024-03-31', '2024-04-01', '2024-03-10', '2024-10-27']),
}) satisfies fc.Arbitrary<Calendar>

const hasOutliers = (log: EventLog): boolean => log.complete.some(time => outliers.includes(time))

/** Views of a log. A calendar over the years of an outlier would only take time, so there is none then. */
export function randomView(log: EventLog): fc.Arbitrary<View> {
  const keys = [...eventTypes(log).keys()]
  const rest = keys.filter(key => key !== 'concept:name')
  return fc.record({
    classifier: fc.oneof(
      { weight: 4, arbitrary: fc.constant(['concept:name']) },
      { weight: 2, arbitrary: fc.constantFrom(...rest).map(key => ['concept:name', key]) },
      { weight: 1, arbitrary: fc.constantFrom(...rest).map(key => [key]) },
    ),
    level: fc.constantFrom('event', 'instance'),
    calendar: hasOutliers(log)
      ? fc.constant(null)
      : fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: randomCalendar }),
    caseNotion: fc.oneof(
      { weight: 7, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...rest, ...log.caseAttributes.keys()) },
    ),
  })
}

/** What a filter or question of this log can name: what it holds, and something that it does not. */
export interface Vocabulary {
  readonly classes: fc.Arbitrary<string>
  readonly ids: fc.Arbitrary<string>
  readonly times: fc.Arbitrary<number>
  readonly variants: fc.Arbitrary<string>
  readonly durations: fc.Arbitrary<number>
  readonly eventKeys: readonly string[]
  readonly caseKeys: readonly string[]
  readonly valuesOf: (scope: 'event' | 'case', key: string) => readonly Value[]
  readonly typeOf: (scope: 'event' | 'case', key: string) => Column['type']
}

export function vocabulary(read: EventLog, view: View): Vocabulary {
  const { log, cases } = underNotion(read, view.caseNotion)
  const { startOf } = pair({ log, cases })
  const rows = cases.flatMap(c => [...c.rows])
  const sequences = cases.map(c => entriesOf(c.rows, c.rows, log, view, startOf).map(entry => entry.name))
  const times = rows.map(row => row.complete).filter(time => time !== null)
  const types = eventTypes(log)
  const distinct = <T>(values: readonly T[]) => [...new Set(values)]
  return {
    classes: fc.constantFrom(...distinct([...sequences.flat(), ...sequences.flat(), 'nowhere'])),
    ids: fc.constantFrom(...cases.map(c => c.id), 'nobody'),
    times: fc
      .tuple(fc.constantFrom(...times, bases[0]!), fc.constantFrom(0, 0, 1, -1, HOUR, -DAY))
      .map(([time, shift]) => time + shift),
    variants: fc.constantFrom(...sequences.map(naiveVariantId), '0000000000000000'),
    durations: fc.oneof(
      fc.constantFrom(0, 1, -1),
      fc.integer({ min: -4, max: 300 }).map(quarters => quarters * 15 * MINUTE),
    ),
    eventKeys: [...types.keys()],
    caseKeys: [...log.caseAttributes.keys()],
    valuesOf: (scope, key) =>
      distinct((scope === 'event' ? rows : cases).map(({ attributes }) => attributes.get(key) ?? null)).filter(
        v => v !== null,
      ),
    typeOf: (scope, key) => (scope === 'event' ? types.get(key)! : log.caseAttributes.get(key)!.type),
  }
}

/** A half-open range of which either end may be absent. */
const range = (ends: fc.Arbitrary<number>): fc.Arbitrary<{ from?: number; to?: number }> =>
  fc.record({ from: ends, to: ends }, { requiredKeys: [] })

function valueMatch(words: Vocabulary, scope: 'event' | 'case', key: string) {
  const values = words.valuesOf(scope, key)
  const numbers = values.filter(value => typeof value === 'number')
  return fc.record(
    {
      values: fc.array(fc.constantFrom(...values, 'nothing', 7, true), { maxLength: 3 }),
      from: fc.constantFrom(...numbers, 0),
      to: fc.constantFrom(...numbers, 5),
      missing: fc.boolean(),
    },
    { requiredKeys: [] },
  )
}

/** Every kind of clause, with classes, values, times and ids of the log. */
export function randomClause(words: Vocabulary): fc.Arbitrary<Clause> {
  const names = fc.array(words.classes, { minLength: 1, maxLength: 3 })
  const eventMode = fc.constantFrom('mandatory', 'forbidden', 'keep')
  const which = fc.constantFrom('first', 'last')
  const eventKey = fc.constantFrom(...words.eventKeys)
  const kind = <K extends Clause['kind']>(name: K) => fc.constant(name)
  const kinds: fc.Arbitrary<Clause>[] = [
    fc.record({ kind: kind('activity'), activities: names, mode: eventMode }),
    eventKey.chain(key =>
      fc
        .tuple(valueMatch(words, 'event', key), eventMode)
        .map(([match, mode]): Clause => ({ kind: 'event-attribute', key, mode, ...match })),
    ),
    fc.record({ kind: kind('cases'), ids: fc.array(words.ids, { maxLength: 4 }) }),
    fc
      .tuple(fc.constantFrom('contained', 'intersecting', 'started', 'completed', 'trim'), range(words.times))
      .map(([mode, ends]): Clause => ({ kind: 'time', mode, ...ends })),
    fc.record({ kind: kind('variant'), ids: fc.array(words.variants, { maxLength: 3 }) }),
    range(fc.integer({ min: 0, max: 4 })).map((ends): Clause => ({ kind: 'variant-frequency', ...ends })),
    fc.record({ kind: kind('variant-coverage'), share: fc.constantFrom(0, 0.1, 1 / 3, 0.5, 0.8, 1) }),
    fc
      .tuple(fc.constantFrom('throughput', 'service', 'waiting'), range(words.durations))
      .map(([measure, ends]): Clause => ({ kind: 'performance', measure, ...ends })),
    range(fc.integer({ min: 0, max: 8 })).map((ends): Clause => ({ kind: 'performance', measure: 'events', ...ends })),
    fc.record(
      { kind: kind('endpoints'), start: names, end: names, mode: fc.constantFrom('discard', 'longest', 'first') },
      { requiredKeys: ['kind', 'mode'] },
    ),
    fc.record(
      {
        kind: kind('follows'),
        from: names,
        to: names,
        relation: fc.constantFrom('directly', 'eventually', 'parallel'),
        same: eventKey,
        different: eventKey,
        minMs: words.durations,
        maxMs: words.durations,
      },
      { requiredKeys: ['kind', 'from', 'to', 'relation'] },
    ),
    fc.record(
      {
        kind: kind('rework'),
        activity: words.classes,
        of: fc.constantFrom('self-loops', 'loops', 'rework'),
        atLeast: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: ['kind', 'of', 'atLeast'] },
    ),
    fc.record(
      { kind: kind('crop'), from: names, to: names, fromWhich: which, toWhich: which },
      { requiredKeys: ['kind', 'from', 'to'] },
    ),
    fc.record({ kind: kind('conflict'), first: names, second: names, key: eventKey }),
  ]
  if (words.caseKeys.length > 0)
    kinds.push(
      fc
        .constantFrom(...words.caseKeys)
        .chain(key =>
          valueMatch(words, 'case', key).map((match): Clause => ({ kind: 'case-attribute', key, ...match })),
        ),
    )
  const extras = fc.record(
    { not: fc.boolean(), off: fc.constantFrom(false, false, false, true), label: fc.constant('named') },
    { requiredKeys: [] },
  )
  return fc.tuple(fc.oneof(...kinds), extras).map(([clause, extra]) => ({ ...clause, ...extra }))
}

/** Stacks of 0..4 clauses. */
export const randomFilter = (words: Vocabulary): fc.Arbitrary<Filter> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.array(randomClause(words), { maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(randomClause(words), { maxLength: 4, size: 'max' }) },
  )

export interface Scenario {
  readonly log: EventLog
  readonly view: View
  readonly filter: Filter
  readonly words: Vocabulary
}

export const randomScenario: fc.Arbitrary<Scenario> = randomLog.chain(log =>
  randomView(log).chain(view => {
    const words = vocabulary(log, view)
    return randomFilter(words).map(filter => ({
      log,
      view,
      filter,
      words,
      [fc.toStringMethod]: () => `${printLog(log)}\n${JSON.stringify({ view, filter })}`,
    }))
  }),
)

/** Only clauses that drop events: what leaves under them was emptied. */
export const onlyEventClauses = (filter: Filter): boolean =>
  filter.every(clause => clause.off === true || isEventClause(clause))

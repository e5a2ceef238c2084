// Hand-made examples of every question and every clause: long because they are many.
import { HOUR } from '../base/time.ts'
import { officeHours } from '../log/calendar.ts'
import { defaultView, type Question, type View } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Clause, Filter } from '../log/filter.ts'
import { eventLog, NOTATION_EPOCH } from '../log/notation.ts'

export interface Example {
  readonly title: string
  readonly question: Question
  readonly log: string | EventLog
  readonly params?: object
  readonly expected: object
}

const h = (hours: number): number => NOTATION_EPOCH + hours * HOUR
const hours = (...values: number[]): number[] => values.map(value => value * HOUR)
const none = { n: 0, total: 0, mean: null, median: null, p90: null, min: null, max: null, standardDeviation: null }
const view = (change: Partial<View>): { view: View } => ({ view: { ...defaultView, ...change } })
const instances = view({ level: 'instance' })

const three = 'c1: a@0 b@1h c@3h | c2: a@1h b@2h b@3h c@5h | c3: a@2h c@4h'
const overlap = 'c1: a@0..2h b@1h..3h'
const lifecycle = 'c1: a+start@0 a+complete@2h b+start@3h b+complete@4h'
const allDay = [[0, 1440]] as const
const people = 'c1: a@0/anna b@1h/bert a@2h/anna | c2: a@0/anna b@3h/anna c@4h'
/** 31 March 2024, when Berlin skips an hour, in days behind the notation's epoch. */
const SPRING = 90

const kept = (title: string, log: string, filter: Filter | Clause, ids: string, params: object = {}): Example => ({
  title: `filter: ${title}`,
  question: 'cases',
  log,
  params: { limit: 100, filter: Array.isArray(filter) ? filter : [filter], ...params },
  expected: { id: ids.split(' ').filter(Boolean) },
})

/** Traces under the filter as one text a case. */
const cut = (
  title: string,
  log: string,
  filter: Filter | Clause,
  traces: readonly string[],
  params: object = {},
): Example => ({
  title: `filter: ${title}`,
  question: 'variants',
  log,
  params: { filter: Array.isArray(filter) ? filter : [filter], ...params },
  expected: { variants: traces.map(trace => ({ activities: trace.split(' ') })) },
})

const repeats = 'c1: a@0 a@1h b@2h a@3h | c2: a@0 b@1h c@2h | c3: b@1h a@2h | c4:'

const filters: readonly Example[] = [
  kept('activity mandatory', repeats, { kind: 'activity', activities: ['c'], mode: 'mandatory' }, 'c2'),
  kept(
    'activity forbidden holds for an empty case',
    repeats,
    { kind: 'activity', activities: ['c'], mode: 'forbidden' },
    'c1 c3 c4',
  ),
  kept('the complement', repeats, { kind: 'activity', activities: ['c'], mode: 'mandatory', not: true }, 'c1 c3 c4'),
  kept('switched off', repeats, { kind: 'activity', activities: ['c'], mode: 'mandatory', off: true }, 'c1 c2 c3 c4'),
  cut('activity keep', repeats, { kind: 'activity', activities: ['a'], mode: 'keep' }, ['a', 'a a a']),
  cut('activity keep, complement', repeats, { kind: 'activity', activities: ['a'], mode: 'keep', not: true }, [
    'b',
    'b c',
  ]),
  kept(
    'attribute range is half-open',
    'c1: a{n=1} | c2: a{n=2} | c3: a{n=3} | c4: a',
    { kind: 'event-attribute', key: 'n', mode: 'mandatory', from: 1, to: 3 },
    'c1 c2',
  ),
  kept(
    'a missing value matches only missing',
    'c1: a{n=1} | c2: a{n=2} | c4: a',
    { kind: 'event-attribute', key: 'n', mode: 'mandatory', missing: true },
    'c4',
  ),
  kept(
    'case attribute by value',
    'c1[r=EU]: a | c2[r=US]: a | c3: a',
    { kind: 'case-attribute', key: 'r', values: ['EU'] },
    'c1',
  ),
  kept(
    'case attribute, complement takes the missing too',
    'c1[r=EU]: a | c2[r=US]: a | c3: a',
    { kind: 'case-attribute', key: 'r', values: ['EU'], not: true },
    'c2 c3',
  ),
  kept('cases by id', repeats, { kind: 'cases', ids: ['c3', 'c1', 'nobody'] }, 'c1 c3'),
  kept('time contained', three, { kind: 'time', mode: 'contained', from: h(0), to: h(5) }, 'c1 c3'),
  kept('time intersecting', three, { kind: 'time', mode: 'intersecting', from: h(4), to: h(6) }, 'c2 c3'),
  kept('time started', three, { kind: 'time', mode: 'started', to: h(2) }, 'c1 c2'),
  kept('time completed', three, { kind: 'time', mode: 'completed', from: h(4) }, 'c2 c3'),
  kept('time counts starts of activities', overlap, { kind: 'time', mode: 'contained', from: h(1) }, ''),
  cut('time trim', three, { kind: 'time', mode: 'trim', from: h(2), to: h(4) }, ['a', 'b b', 'c']),
  kept('variant by id', three, { kind: 'variant', ids: ['3ab336ed30c133fc', '0'] }, 'c1'),
  kept('variant frequency', 'c1: a | c2: a | c3: b', { kind: 'variant-frequency', from: 2 }, 'c1 c2'),
  kept(
    'variant coverage takes the last variant whole',
    'c1: a | c2: a | c3: b | c4: c',
    { kind: 'variant-coverage', share: 0.6 },
    'c1 c2 c3',
  ),
  kept('variant coverage of nothing', 'c1: a', { kind: 'variant-coverage', share: 0 }, ''),
  kept(
    'performance by throughput',
    three,
    { kind: 'performance', measure: 'throughput', from: 3 * HOUR, to: 4 * HOUR },
    'c1',
  ),
  kept(
    'performance by service',
    'c1: a@0..2h | c2: a@0..1h | c3: a@1h',
    { kind: 'performance', measure: 'service', from: 0 },
    'c1 c2',
  ),
  kept(
    'performance by waiting',
    'c1: a@0..2h b@5h..6h | c2: a@0 b@1h | c3: a | c4: a@0',
    { kind: 'performance', measure: 'waiting', to: 2 * HOUR },
    'c2 c4',
  ),
  kept('performance by events', repeats, { kind: 'performance', measure: 'events', to: 3 }, 'c3 c4'),
  kept(
    'end points',
    `${three} | c4: b@0 c@1h | c5:`,
    { kind: 'endpoints', start: ['a'], end: ['c'], mode: 'discard' },
    'c1 c2 c3',
  ),
  cut(
    'end points, longest',
    'c1: x@0 a@1h b@2h c@3h b@4h x@5h',
    { kind: 'endpoints', start: ['a'], end: ['b'], mode: 'longest' },
    ['a b c b'],
  ),
  cut(
    'end points, first',
    'c1: x@0 a@1h b@2h c@3h b@4h x@5h',
    { kind: 'endpoints', start: ['a'], end: ['b'], mode: 'first' },
    ['a b'],
  ),
  cut(
    'an end point may be its own end',
    'c1: x@0 a@1h b@2h',
    { kind: 'endpoints', start: ['a'], end: ['a'], mode: 'longest' },
    ['a'],
  ),
  kept('follows directly', three, { kind: 'follows', from: ['a'], to: ['c'], relation: 'directly' }, 'c3'),
  kept('follows eventually', three, { kind: 'follows', from: ['a'], to: ['c'], relation: 'eventually' }, 'c1 c2 c3'),
  kept('never follows', three, { kind: 'follows', from: ['a'], to: ['b'], relation: 'eventually', not: true }, 'c3'),
  kept(
    'in parallel',
    `${overlap} | c2: a@0..1h b@1h..2h`,
    { kind: 'follows', from: ['b'], to: ['a'], relation: 'parallel' },
    'c1',
  ),
  kept(
    'follows, by the same resource',
    people,
    { kind: 'follows', from: ['a'], to: ['b'], relation: 'directly', same: 'org:resource' },
    'c2',
  ),
  kept(
    'follows, by different resources',
    people,
    { kind: 'follows', from: ['a'], to: ['b'], relation: 'directly', different: 'org:resource' },
    'c1',
  ),
  kept(
    'follows within a time',
    three,
    { kind: 'follows', from: ['b'], to: ['c'], relation: 'eventually', minMs: 2 * HOUR, maxMs: 3 * HOUR },
    'c1 c2',
  ),
  kept('self-loops', repeats, { kind: 'rework', of: 'self-loops', atLeast: 1 }, 'c1'),
  kept('loops', repeats, { kind: 'rework', of: 'loops', activity: 'a', atLeast: 2 }, ''),
  kept('rework', repeats, { kind: 'rework', of: 'rework', activity: 'a', atLeast: 2 }, 'c1'),
  cut('crop', 'c1: x@0 a@1h b@2h a@3h b@4h', { kind: 'crop', from: ['a'], to: ['b'] }, ['a b']),
  cut(
    'crop to the last',
    'c1: x@0 a@1h b@2h a@3h b@4h x@5h',
    { kind: 'crop', from: ['a'], to: ['b'], toWhich: 'last' },
    ['a b a b'],
  ),
  cut('crop, complement', 'c1: x@0 a@1h b@2h a@3h b@4h', { kind: 'crop', from: ['a'], to: ['b'], not: true }, [
    'x a b',
  ]),
  kept('conflict of interest', people, { kind: 'conflict', first: ['b'], second: ['a'], key: 'org:resource' }, 'c2'),
  kept(
    'one event is no conflict with itself',
    'c1: a/anna b/bert',
    { kind: 'conflict', first: ['a'], second: ['a'], key: 'org:resource' },
    '',
  ),
  kept(
    'crop then performance',
    three,
    [
      { kind: 'crop', from: ['a'], to: ['b'] },
      { kind: 'performance', measure: 'throughput', from: 3 * HOUR },
    ],
    '',
  ),
  kept(
    'performance then crop is another question',
    three,
    [
      { kind: 'performance', measure: 'throughput', from: 3 * HOUR },
      { kind: 'crop', from: ['a'], to: ['b'] },
    ],
    'c1 c2',
  ),
  {
    title: 'filter: cases without an event left are emptied',
    question: 'size',
    log: three,
    params: { filter: [{ kind: 'activity', activities: ['b'], mode: 'keep' }] },
    expected: { cases: 2, events: 3, totalCases: 3, totalEvents: 9, emptied: 1 },
  },
  cut('crop between instances', lifecycle, { kind: 'crop', from: ['a'], to: ['b'] }, ['a b'], instances),
]

const times: readonly Example[] = [
  {
    title: 'overlapping activities wait for less than no time, and are counted',
    question: 'arcs',
    log: overlap,
    expected: {
      activities: ['a', 'b'],
      from: [-1, 0, 1],
      to: [0, 1, -2],
      time: [null, { n: 1, total: -HOUR, mean: -HOUR, median: null, p90: null }, null],
      overlaps: [0, 1, 0],
      timeMeaning: 'waiting',
    },
  },
  {
    title: 'paired start and complete events give waits at level instance',
    question: 'arcs',
    log: lifecycle,
    params: instances,
    expected: { from: [-1, 0, 1], to: [0, 1, -2], time: [null, { total: HOUR }, null], timeMeaning: 'waiting' },
  },
  {
    title: 'the same events at level event are four entries',
    question: 'arcs',
    log: lifecycle,
    expected: { from: [-1, 0, 0, 1, 1], to: [0, 0, 1, 1, -2], timeMeaning: 'between-completions' },
  },
  {
    title: 'office hours leave out nights and weekends',
    question: 'summary',
    log: 'c1: a@4d16h b@7d10h',
    params: view({ calendar: officeHours('UTC') }),
    expected: { throughput: { n: 1, total: 2 * HOUR } },
  },
  {
    title: 'a holiday is no working day',
    question: 'summary',
    log: 'c1: a@0 b@2d',
    params: view({ calendar: officeHours('UTC', ['2024-01-02']) }),
    expected: { throughput: { total: 8 * HOUR } },
  },
  {
    title: 'the day on which the clock springs forward has 23 hours',
    question: 'summary',
    log: `c1: a@${SPRING - 1}d23h b@${SPRING}d22h`,
    params: view({
      calendar: {
        timeZone: 'Europe/Berlin',
        week: [allDay, allDay, allDay, allDay, allDay, allDay, allDay],
        holidays: [],
      },
    }),
    expected: { throughput: { total: 23 * HOUR } },
  },
  {
    title: 'an hour that the clock skips has no working time',
    question: 'summary',
    log: `c1: a@${SPRING - 1}d b@${SPRING + 1}d`,
    params: view({
      calendar: { timeZone: 'Europe/Berlin', week: [[], [], [], [], [], [], [[120, 180]]], holidays: [] },
    }),
    expected: { throughput: { total: 0 } },
  },
  {
    title: 'weekdays of a zone begin at its midnight',
    question: 'summary',
    log: 'c1: a@0 b@1d',
    params: view({
      calendar: { timeZone: 'America/New_York', week: [[], [], [], [], [], [], [[0, 1440]]], holidays: [] },
    }),
    expected: { throughput: { total: 5 * HOUR } },
  },
  {
    title: 'days of a time series begin at local midnight',
    question: 'timeSeries',
    log: `c1: a@${SPRING - 1}d b@${SPRING}d b@${SPRING}d23h`,
    params: { of: 'events', bins: 5, ...view({ calendar: officeHours('Europe/Berlin') }) },
    expected: {
      unit: 'day',
      at: [h(24 * (SPRING - 1) - 1), h(24 * SPRING - 1), h(24 * SPRING + 22)],
      value: [1, 1, 1],
    },
  },
]

const notions: readonly Example[] = [
  {
    title: 'another case notion makes a case of each of its values, and leaves out events without one',
    question: 'traces',
    log: 'c1[r=EU]: a@1h{o=2} b@3h{o=1} c@4h | c2[r=EU]: a@2h{o=1} b@5h{o=2}',
    params: { limit: 9, attributes: ['case:concept:name'], ...view({ caseNotion: 'o' }) },
    expected: {
      id: ['2', '1'],
      offsets: [0, 2, 4],
      symbols: [0, 1, 0, 1],
      complete: [h(1), h(5), h(2), h(3)],
      attributes: { 'case:concept:name': ['c1', 'c2', 'c2', 'c1'] },
    },
  },
  {
    title: 'under another case notion an attribute that differs within a case becomes one of events',
    question: 'values',
    log: 'c1[r=EU]: a{o=1} | c2[r=US]: a{o=1} b{o=2}',
    params: { scope: 'event', key: 'r', ...view({ caseNotion: 'o' }) },
    expected: { value: ['US', 'EU'], frequency: [2, 1], caseFrequency: [2, 1] },
  },
  {
    title: 'and one that does not stays one of cases',
    question: 'values',
    log: 'c1[r=EU]: a{o=1} | c2[r=US]: a{o=3} b{o=2}',
    params: { scope: 'case', key: 'r', ...view({ caseNotion: 'o' }) },
    expected: { value: ['US', 'EU'], frequency: [2, 1] },
  },
]

const questions: readonly Example[] = [
  {
    title: 'says what the log holds',
    question: 'describe',
    log: eventLog('c1[r=EU]: a@0{n=1 t=x} b@1h{t=x} | c2: a@0{t=y}', { name: 'Orders', personal: { t: 'pseudonym' } }),
    expected: {
      id: 'log',
      name: 'Orders',
      cases: 2,
      events: 3,
      attributes: [
        { key: 'concept:name', scope: 'event', type: 'string', personal: 'none', distinct: 2, present: 3 },
        { key: 'n', scope: 'event', type: 'int', distinct: null, present: 1 },
        { key: 't', scope: 'event', type: 'string', personal: 'pseudonym', distinct: 2, present: 3 },
        { key: 'time:timestamp', scope: 'event', type: 'date', distinct: null, present: 3 },
        { key: 'r', scope: 'case', type: 'string', distinct: 1, present: 1 },
      ],
      resourceKey: null,
      starts: 'none',
      pairing: null,
      defaultLevel: 'event',
    },
  },
  {
    title: 'pairs starts and completes first in, first out, by activity, and by instance where there is one',
    question: 'describe',
    log: 'c1: a+start@0 a+start@1h a+complete@2h b+complete@3h b+start@4h c+start#1@5h c+complete#2@6h c+complete#1@7h',
    expected: {
      starts: 'paired',
      defaultLevel: 'instance',
      pairing: { paired: 2, unmatchedStarts: 2, unmatchedCompletes: 2 },
    },
  },
  {
    title: 'a start column needs no pairing',
    question: 'describe',
    log: overlap,
    expected: { starts: 'column', pairing: null, defaultLevel: 'event' },
  },
  {
    title: 'counts cases, events, classes and variants, and times throughput',
    question: 'summary',
    log: three,
    expected: {
      cases: 3,
      events: 9,
      entries: 9,
      activities: 3,
      classes: 3,
      variants: 3,
      resources: null,
      start: h(0),
      end: h(5),
      throughput: {
        n: 3,
        total: 9 * HOUR,
        mean: 3 * HOUR,
        median: 3 * HOUR,
        p90: 3.8 * HOUR,
        min: 2 * HOUR,
        max: 4 * HOUR,
        standardDeviation: HOUR,
      },
      eventsPerCase: { n: 3, total: 9, min: 2, max: 4 },
    },
  },
  {
    title: 'a case without times has no throughput, one with a single event has 0',
    question: 'summary',
    log: 'c1: a | c2: b@1h | c3:',
    expected: {
      cases: 3,
      variants: 3,
      start: h(1),
      end: h(1),
      throughput: { ...none, n: 1, mean: 0, median: 0, p90: 0, min: 0, max: 0 },
    },
  },
  {
    title: 'by frequency, then by text',
    question: 'activities',
    log: three,
    expected: {
      activity: ['a', 'b', 'c'],
      frequency: [3, 3, 3],
      caseFrequency: [3, 2, 3],
      startFrequency: [3, 0, 0],
      endFrequency: [0, 0, 3],
      maxRepetitions: [1, 2, 1],
      first: [h(0), h(1), h(3)],
      last: [h(2), h(3), h(5)],
      service: [null, null, null],
    },
  },
  {
    title: 'service time from start to complete',
    question: 'activities',
    log: 'c1: a@0..2h b@3h | c2: a@0..1h',
    expected: { activity: ['a', 'b'], service: [{ n: 2, total: 3 * HOUR, mean: 1.5 * HOUR }, null] },
  },
  {
    title: 'a class joins the values of the classifier, a missing one is empty',
    question: 'activities',
    log: 'c1: a+start@0 a@1h ?+start@2h ?@3h',
    params: view({ classifier: ['concept:name', 'lifecycle:transition'] }),
    expected: { activity: ['+', '+start', 'a+', 'a+start'], frequency: [1, 1, 1, 1] },
  },
  {
    title: 'sorts classes by code point, not by UTF-16 unit',
    question: 'activities',
    log: 'c1: "\u{1F600}" "\uFF5E" "ä" b A',
    expected: { activity: ['A', 'b', 'ä', '\uFF5E', '\u{1F600}'] },
  },
  {
    title: 'by frequency, then from, then to, start before activities before end',
    question: 'arcs',
    log: three,
    params: { quantiles: true },
    expected: {
      activities: ['a', 'b', 'c'],
      from: [-1, 2, 0, 1, 0, 1],
      to: [0, -2, 1, 2, 2, 1],
      frequency: [3, 3, 2, 2, 1, 1],
      caseFrequency: [3, 3, 2, 2, 1, 1],
      timeMeaning: 'between-completions',
      time: [
        null,
        null,
        { n: 2, total: 2 * HOUR, mean: HOUR, median: HOUR, p90: HOUR, min: HOUR, max: HOUR, standardDeviation: 0 },
        { n: 2, total: 4 * HOUR, mean: 2 * HOUR },
        { n: 1, total: 2 * HOUR, standardDeviation: null },
        { n: 1, total: HOUR },
      ],
      overlaps: [0, 0, 0, 0, 0, 0],
    },
  },
  {
    title: 'an empty case goes straight from start to end',
    question: 'arcs',
    log: 'c1: a | c2:',
    expected: { from: [-1, -1, 0], to: [0, -2, -2], frequency: [1, 1, 1], time: [null, null, null] },
  },
  {
    title: 'by cases, then by sequence, with stable ids',
    question: 'variants',
    log: 'c1: a@0 b@1h c@2h | c2: b | c3: a@0 b@1h c@4h | c4:',
    params: { limit: 2 },
    expected: {
      variants: [
        {
          id: '3ab336ed30c133fc',
          activities: ['a', 'b', 'c'],
          cases: 2,
          throughput: { n: 2, total: 6 * HOUR, mean: 3 * HOUR },
        },
        { id: 'cbf29ce484222325', activities: [], cases: 1, throughput: none },
      ],
      totalVariants: 3,
      totalCases: 4,
      omittedVariants: 1,
      omittedCases: 1,
    },
  },
  {
    title: 'by throughput descending, cases without one last',
    question: 'cases',
    log: 'c3[r=EU]: a@0 b@1h | c1: a@0 b@2h | c2: a | c4: a@0 b@1h',
    params: { limit: 3, sort: { by: 'throughput', descending: true }, attributes: ['r'] },
    expected: {
      id: ['c1', 'c3', 'c4'],
      events: [2, 2, 2],
      start: [h(0), h(0), h(0)],
      end: [h(2), h(1), h(1)],
      throughput: hours(2, 1, 1),
      attributes: { r: [null, 'EU', null] },
      total: 4,
    },
  },
  {
    title: 'shows the entries of a case with what they carry',
    question: 'caseDetail',
    log: 'c1[r=EU]: b@1h/anna{n=5} a@0..30m | c2: a{x=1}',
    params: { id: 'c1' },
    expected: {
      id: 'c1',
      activity: ['a', 'b'],
      start: [h(0), null],
      complete: [h(0.5), h(1)],
      eventAttributes: { 'org:resource': [null, 'anna'], n: [null, 5] },
      caseAttributes: { r: 'EU' },
    },
  },
  {
    title: 'by frequency, then by value',
    question: 'values',
    log: 'c1: a{n=10} a{n=2} a | c2: a{n=10} a{n=3}',
    params: { scope: 'event', key: 'n', limit: 2 },
    expected: { value: [10, 2], frequency: [2, 1], caseFrequency: [2, 1], missing: 1, distinct: 3, omitted: 1 },
  },
  {
    title: 'search ignores the case of letters',
    question: 'values',
    log: 'c1[r=Berlin]: | c2[r=berne]: | c3[r=Paris]: | c4:',
    params: { scope: 'case', key: 'r', search: 'BER' },
    expected: { value: ['Berlin', 'berne'], frequency: [1, 1], missing: 1, distinct: 2, omitted: 0 },
  },
  {
    title: 'has bins of equal width, the last one closed',
    question: 'histogram',
    log: 'c1: a{n=0} a{n=1} a{n=2} a{n=4} a',
    params: { measured: { of: 'attribute', scope: 'event', key: 'n' }, bins: 2 },
    expected: { edges: [0, 2, 4], counts: [2, 2], stats: { n: 4, total: 7 }, missing: 1 },
  },
  {
    title: 'of equal values is one bin',
    question: 'histogram',
    log: 'c1: a@0 a@1h | c2: a@3h b@4h | c3: a',
    params: { measured: { of: 'throughput' } },
    expected: { edges: [HOUR, HOUR], counts: [2], missing: 1 },
  },
  {
    title: 'counts active cases in every bin that they touch',
    question: 'timeSeries',
    log: 'c1: a@0 b@2h30m | c2: a@1h59m b@2h',
    params: { of: 'active-cases', bins: 3 },
    expected: { unit: 'hour', at: [h(0), h(1), h(2)], value: [1, 2, 2] },
  },
  {
    title: 'takes weeks from Monday where days are too many',
    question: 'timeSeries',
    log: 'c1: a@2d b@9d c@23d',
    params: { of: 'events', bins: 10 },
    expected: { unit: 'week', at: [0, 7, 14, 21].map(days => h(days * 24)), value: [1, 1, 0, 1] },
  },
  {
    title: 'counts every pair of a case',
    question: 'eventuallyFollows',
    log: 'c1: a b a | c2: a b',
    expected: {
      activities: ['a', 'b'],
      from: [0, 0, 1],
      to: [1, 0, 0],
      frequency: [2, 1, 1],
      caseFrequency: [2, 1, 1],
    },
  },
  {
    title: 'count events, cases and classes of each',
    question: 'resources',
    log: people,
    expected: { resource: ['anna', 'bert'], frequency: [4, 1], caseFrequency: [2, 1], activities: [2, 1] },
  },
  {
    title: 'need both resources, and add the time between',
    question: 'handovers',
    log: people,
    expected: {
      resources: ['anna', 'bert'],
      from: [0, 0, 1],
      to: [0, 1, 0],
      frequency: [1, 1, 1],
      caseFrequency: [1, 1, 1],
      totalMs: hours(3, 1, 1),
    },
  },
  {
    title: 'parts repetitions into self-loops and loops',
    question: 'rework',
    log: repeats,
    expected: {
      activity: ['a', 'b', 'c'],
      frequency: [5, 3, 1],
      selfLoops: [1, 0, 0],
      loops: [1, 0, 0],
      rework: [2, 0, 0],
      reworkCases: [1, 0, 0],
      cases: 1,
      totalCases: 4,
    },
  },
  {
    title: 'takes one value a case where both exist in that order',
    question: 'throughput',
    log: `${three} | c4: c@0 a@1h`,
    params: { from: 'a', to: 'b', toWhich: 'last', bins: 1 },
    expected: {
      stats: { n: 2, total: 3 * HOUR },
      histogram: { edges: hours(1, 2), counts: [2] },
      casesWithout: 2,
    },
  },
  {
    title: 'holds whole cases in the order of the log',
    question: 'traces',
    log: 'c2: b@0 a@1h{n=1} | c1: | c3: a',
    params: { limit: 2, attributes: ['n'] },
    expected: {
      activities: ['a', 'b'],
      id: ['c2', 'c1'],
      offsets: [0, 2, 2],
      symbols: [1, 0],
      start: [null, null],
      complete: [h(0), h(1)],
      attributes: { n: [null, 1] },
      total: 3,
    },
  },
  {
    title: 'of an arc by time',
    question: 'segments',
    log: three,
    params: { from: 'b', to: 'c', limit: 1 },
    expected: { from: [h(1)], to: [h(3)], caseId: ['c1'], total: 2 },
  },
  {
    title: 'is the mean number of cases on the way',
    question: 'load',
    log: 'c1: a@0 b@1h30m | c2: a@30m b@1h',
    params: { from: 'a', to: 'b' },
    expected: { unit: 'hour', at: [h(0), h(1)], value: [1.5, 0.5] },
  },
  {
    title: 'sum an attribute per class',
    question: 'measures',
    log: 'c1: a{m=1.5} b{m=2.5} a{m=3.0} | c2: b',
    params: { scope: 'event', key: 'm', per: 'activity' },
    expected: {
      key: ['a', 'b'],
      stats: [
        { n: 2, total: 4.5 },
        { n: 1, total: 2.5 },
      ],
    },
  },
  {
    title: 'take a case attribute once a case',
    question: 'measures',
    log: 'c1[m=2]: a b a | c2[m=3]: b | c3: b',
    params: { scope: 'case', key: 'm', per: 'activity' },
    expected: {
      key: ['a', 'b'],
      stats: [
        { n: 1, total: 2 },
        { n: 2, total: 5 },
      ],
    },
  },
  {
    title: 'tell due dates that were kept',
    question: 'measures',
    log: eventLog('c1[due=@2h]: a@0 b@2h | c2[due=@2h]: a@3h | c3: a@0 | c4[due=@1h]: a', {
      meaning: { due: { kind: 'due' } },
    }),
    params: { scope: 'case', key: 'due', per: 'all' },
    expected: { key: [''], stats: [{ n: 3 }], onTime: [1], decided: [2] },
  },
  {
    title: 'counts what is odd',
    question: 'quality',
    log: 'c1: b@2h a@1h a@2h a@2h ? | c2: a@-30000d..-29999d b@1d | c3: c@2h..1h{n=1} | c4:',
    expected: {
      events: 8,
      ties: 2,
      moved: 1,
      withoutTime: 1,
      activity: ['', 'a', 'b', 'c'],
      frequency: [1, 4, 2, 1],
      midnight: [0, 1, 1, 0],
      duplicates: 1,
      implausibleTimes: 1,
      negativeDurations: 1,
      missing: [
        { key: 'concept:name', scope: 'event', missing: 1, of: 8 },
        { key: 'n', scope: 'event', missing: 7, of: 8 },
      ],
      emptyCases: 1,
    },
  },
]

export const examples: readonly Example[] = [...questions, ...times, ...notions, ...filters]

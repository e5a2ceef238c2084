// Every question of the Engine, each written from the definitions in log/engine.ts: long because they are many.
import { RequestError } from '../base/errors.ts'
import type { Cancel } from '../base/platform.ts'
import { compareText } from '../base/sort.ts'
import { DAY } from '../base/time.ts'
import type { Column, Value } from '../log/column.ts'
import {
  type Ask,
  type AttributeDescription,
  type Engine,
  FROM_START,
  type Handovers,
  type Pairs,
  type TimeSeries,
  TO_END,
} from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import {
  applyClause,
  caseMeasure,
  directPairs,
  namesOf,
  pairOf,
  repetitions,
  type State,
  service,
  span,
  timesOf,
  variantsOf,
  type World,
  wait,
  withRows,
} from './naive-filter.fixture.ts'
import { naiveBins, naiveHistogram } from './naive-time.fixture.ts'
import {
  between,
  compareNumbers,
  count,
  type Entry,
  eventTypes,
  naiveVariantId,
  pair,
  printValue,
  type Row,
  statistics,
  sum,
  tally,
  underNotion,
} from './naive-view.fixture.ts'

export interface NamedLog {
  readonly id: string
  readonly log: EventLog
}

/** What a question is about, fully evaluated. */
interface Scene {
  readonly log: EventLog
  readonly world: World
  readonly states: readonly State[]
  readonly emptied: number
}

/**
 * The Engine written from its definitions alone: arrays of plain objects, nested loops, nothing shared with any other
 * engine. Slow, and meant to be trusted by reading. `now` is the moment of opening, epoch ms.
 */
export function naiveEngine(logs: readonly NamedLog[], now: number = Date.now()): Engine {
  const find = (id: string): NamedLog => {
    const found = logs.find(log => log.id === id)
    if (!found) throw new RequestError(`There is no log "${id}".`, 'not-found')
    return found
  }
  /** Each question: look at the log through the view and filter, then answer. */
  const asked =
    <A extends Ask, R>(answer: (scene: Scene, ask: A) => R) =>
    async (ask: A, cancel?: Cancel): Promise<R> => {
      cancel?.throwIfCancelled()
      return answer(look(find(ask.log).log, ask), ask)
    }
  return {
    async logs(cancel) {
      cancel?.throwIfCancelled()
      return logs.map(({ id, log }) => ({ id, name: log.name }))
    },
    async describe(params, cancel) {
      cancel?.throwIfCancelled()
      return describe(find(params.log))
    },
    size: asked(size),
    summary: asked(summary),
    activities: asked(activities),
    arcs: asked(arcs),
    variants: asked(variants),
    cases: asked(cases),
    caseDetail: asked(caseDetail),
    values: asked(values),
    histogram: asked(histogram),
    timeSeries: asked(timeSeries),
    eventuallyFollows: asked(eventuallyFollows),
    resources: asked(resources),
    handovers: asked(handovers),
    rework: asked(rework),
    throughput: asked(throughput),
    traces: asked(traces),
    segments: asked(segments),
    load: asked(load),
    measures: asked(measures),
    quality: asked((scene, ask: Ask) => quality(scene, ask, now)),
  }
}

function look(read: EventLog, { view, filter }: Ask): Scene {
  const { log, cases } = underNotion(read, view.caseNotion)
  for (const key of view.classifier) eventType(log, key)
  if (view.calendar) between(0, 1, view.calendar)
  const { startOf } = pair({ log, cases })
  const world: World = { log, view, startOf }
  let states = cases.map(c => withRows(world, c, c.rows))
  let emptied = 0
  for (const clause of filter) {
    const step = applyClause(world, clause, states)
    states = step.left
    emptied += step.emptied
  }
  return { log, world, states, emptied }
}

function eventType(log: EventLog, key: string): Column['type'] {
  const type = eventTypes(log).get(key)
  if (!type) throw new RequestError(`There is no event attribute "${key}".`)
  return type
}

function caseColumn(log: EventLog, key: string): Column {
  const column = log.caseAttributes.get(key)
  if (!column) throw new RequestError(`There is no case attribute "${key}".`)
  return column
}

const zoneOf = (ask: Ask): string => ask.view.calendar?.timeZone ?? 'UTC'
const rowsOf = (scene: Scene): Row[] => scene.states.flatMap(state => [...state.rows])
const entriesIn = (scene: Scene): Entry[] => scene.states.flatMap(state => [...state.entries])
/** Items of equal key together. */
function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const found = new Map<string, T[]>()
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item])
  return [...found.values()]
}

const known = <T>(values: readonly (T | null | undefined)[]): T[] =>
  values.filter(value => value !== null && value !== undefined) as T[]
const distinct = <T>(values: Iterable<T>): T[] => [...new Set(values)]
const classesIn = (scene: Scene): string[] => distinct(entriesIn(scene).map(entry => entry.name)).sort(compareText)

function limited<T>(rows: readonly T[], limit: number | undefined): readonly T[] {
  if (limit === undefined) return rows
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RequestError('A limit must be at least 1.')
  return rows.slice(0, limit)
}

/** A page of rows in order; the cursor is the id of the last row of the page before. */
function paged<T>(rows: readonly T[], idOf: (row: T) => string, limit: number, cursor: string | undefined) {
  let from = 0
  if (cursor !== undefined) {
    from = rows.findIndex(row => `after ${idOf(row)}` === cursor) + 1
    if (from === 0) throw new RequestError('This cursor does not come from the page before.')
  }
  const page = limited(rows.slice(from), limit)
  const next = from + page.length < rows.length ? { next: `after ${idOf(page.at(-1)!)}` } : {}
  return { page, total: rows.length, next }
}

function describe({ id, log }: NamedLog) {
  const { cases } = underNotion(log, null)
  const { pairing } = pair({ log, cases })
  const rows = cases.flatMap(c => [...c.rows])
  const attribute = (
    scope: 'event' | 'case',
    key: string,
    type: Column['type'],
    column: Column | undefined,
    all: readonly (Value | undefined)[],
  ): AttributeDescription => ({
    key,
    scope,
    type,
    personal: column?.personal ?? 'none',
    meaning: column?.meaning ?? null,
    distinct: type === 'string' || type === 'id' ? distinct(known(all)).length : null,
    present: known(all).length,
  })
  const ofEvents = [...eventTypes(log)].map(([key, type]) => {
    const column = key === 'concept:name' ? log.activity : log.eventAttributes.get(key)
    return attribute(
      'event',
      key,
      column?.type ?? type,
      column,
      rows.map(row => row.attributes.get(key)),
    )
  })
  const ofCases = [...log.caseAttributes].map(([key, column]) =>
    attribute(
      'case',
      key,
      column.type,
      column,
      cases.map(c => c.attributes.get(key)),
    ),
  )
  const byKey = (a: AttributeDescription, b: AttributeDescription) => compareText(a.key, b.key)
  const paired = pairing?.paired ?? 0
  return {
    id,
    name: log.name,
    cases: log.caseCount,
    events: log.eventCount,
    attributes: [...ofEvents.sort(byKey), ...ofCases.sort(byKey)],
    classifiers: log.classifiers,
    resourceKey: log.resourceKey,
    starts: log.start ? ('column' as const) : paired > 0 ? ('paired' as const) : ('none' as const),
    pairing,
    defaultLevel: paired > 0 && paired >= log.eventCount / 100 ? ('instance' as const) : ('event' as const),
    order: log.order,
    problems: [],
  }
}

const size = ({ log, states, emptied }: Scene) => ({
  cases: states.length,
  events: states.flatMap(state => [...state.rows]).length,
  totalCases: log.caseCount,
  totalEvents: log.eventCount,
  emptied,
})

function summary(scene: Scene) {
  const { log, world, states } = scene
  const entries = entriesIn(scene)
  const times = timesOf(rowsOf(scene)).sort(compareNumbers)
  const attribute = (key: string) => distinct(known(entries.map(entry => entry.row.attributes.get(key)))).length
  return {
    ...size(scene),
    entries: entries.length,
    activities: attribute('concept:name'),
    classes: classesIn(scene).length,
    variants: variantsOf(states).length,
    resources: log.resourceKey === null ? null : attribute(log.resourceKey),
    start: times[0] ?? null,
    end: times.at(-1) ?? null,
    throughput: statistics(known(states.map(state => caseMeasure('throughput', state, world)))),
    eventsPerCase: statistics(states.map(state => state.rows.length)),
  }
}

/** Rows of objects as columns. */
function columns<T extends object>(rows: readonly T[], keys: readonly (keyof T)[]): { [K in keyof T]: T[K][] } {
  return Object.fromEntries(keys.map(key => [key, rows.map(row => row[key])])) as { [K in keyof T]: T[K][] }
}

function activities(scene: Scene) {
  const rows = classesIn(scene).map(activity => {
    const entries = entriesIn(scene).filter(entry => entry.name === activity)
    const completes = known(entries.map(entry => entry.complete)).sort(compareNumbers)
    const services = known(entries.map(entry => service(entry, scene.world)))
    return {
      activity,
      frequency: entries.length,
      caseFrequency: count(scene.states, state => namesOf(state).includes(activity)),
      startFrequency: count(scene.states, state => namesOf(state)[0] === activity),
      endFrequency: count(scene.states, state => namesOf(state).at(-1) === activity),
      maxRepetitions: Math.max(...scene.states.map(state => count(namesOf(state), name => name === activity))),
      first: completes[0] ?? null,
      last: completes.at(-1) ?? null,
      service: services.length ? statistics(services) : null,
    }
  })
  rows.sort((a, b) => b.frequency - a.frequency || compareText(a.activity, b.activity))
  return columns(rows, [
    'activity',
    'frequency',
    'caseFrequency',
    'startFrequency',
    'endFrequency',
    'maxRepetitions',
    'first',
    'last',
    'service',
  ])
}

function arcs(scene: Scene, { view, quantiles }: Ask & { quantiles?: boolean }) {
  const { world, states } = scene
  const classes = classesIn(scene)
  interface Step {
    from: number
    to: number
    state: State
    wait: number | null
    overlaps: boolean
  }
  const steps = states.flatMap((state): Step[] => {
    const { entries } = state
    const border = { state, wait: null, overlaps: false }
    if (entries.length === 0) return [{ ...border, from: FROM_START, to: TO_END }]
    const index = (entry: Entry) => classes.indexOf(entry.name)
    return [
      { ...border, from: FROM_START, to: index(entries[0]!) },
      ...directPairs(entries).map(([a, b]) => ({
        state,
        from: index(a),
        to: index(b),
        wait: wait(a, b, world),
        overlaps: b.start !== null && a.complete !== null && b.complete !== null && b.start < a.complete,
      })),
      { ...border, from: index(entries.at(-1)!), to: TO_END },
    ]
  })
  const rows = groups(steps, step => `${step.from} ${step.to}`).map(group => {
    const waits = known(group.map(step => step.wait))
    return {
      from: group[0]!.from,
      to: group[0]!.to,
      frequency: group.length,
      caseFrequency: new Set(group.map(step => step.state)).size,
      time: waits.length ? statistics(waits, quantiles === true) : null,
      overlaps: count(group, step => step.overlaps),
    }
  })
  const place = (node: number) => (node === TO_END ? Infinity : node)
  rows.sort(
    (a, b) => b.frequency - a.frequency || compareNumbers(a.from, b.from) || compareNumbers(place(a.to), place(b.to)),
  )
  const hasStarts = scene.log.start !== null || (view.level === 'instance' && world.startOf.size > 0)
  return {
    activities: classes,
    ...columns(rows, ['from', 'to', 'frequency', 'caseFrequency', 'time', 'overlaps']),
    timeMeaning: hasStarts ? ('waiting' as const) : ('between-completions' as const),
  }
}

function variants({ world, states }: Scene, { limit }: Ask & { limit?: number }) {
  const all = variantsOf(states)
  const shown = limited(all, limit)
  const shownCases = shown.reduce((total, variant) => total + variant.states.length, 0)
  return {
    variants: shown.map(({ id, names, states: own }) => ({
      id,
      activities: names,
      cases: own.length,
      throughput: statistics(known(own.map(state => caseMeasure('throughput', state, world)))),
    })),
    totalVariants: all.length,
    totalCases: states.length,
    omittedVariants: all.length - shown.length,
    omittedCases: states.length - shownCases,
  }
}

function cases({ log, world, states }: Scene, ask: Parameters<Engine['cases']>[0]) {
  const rows = states.map(state => ({
    id: state.case.id,
    events: state.rows.length,
    start: span(state)?.[0] ?? null,
    end: span(state)?.[1] ?? null,
    throughput: caseMeasure('throughput', state, world),
    variant: naiveVariantId(namesOf(state)),
    state,
  }))
  const { by, descending } = ask.sort ?? { by: 'id', descending: false }
  const sign = descending ? -1 : 1
  rows.sort((a, b) => {
    if (by === 'id') return sign * compareText(a.id, b.id)
    const [x, y] = [a[by], b[by]]
    if (x === null || y === null) return Number(x === null) - Number(y === null) || compareText(a.id, b.id)
    return sign * compareNumbers(x, y) || compareText(a.id, b.id)
  })
  const { page, total, next } = paged(rows, row => row.id, ask.limit, ask.cursor)
  const attributes = (ask.attributes ?? []).map(key => {
    caseColumn(log, key)
    return [key, page.map(row => row.state.case.attributes.get(key) ?? null)] as const
  })
  return {
    ...columns(page, ['id', 'events', 'start', 'end', 'throughput', 'variant']),
    attributes: Object.fromEntries(attributes),
    total,
    ...next,
  }
}

function caseDetail({ log, states }: Scene, { id }: Ask & { id: string }) {
  const state = states.find(({ case: { id: other } }) => other === id)
  if (!state) throw new RequestError(`There is no case "${id.slice(0, 80)}" under this filter.`, 'not-found')
  const { entries } = state
  const present = [...log.eventAttributes.keys()].filter(key => entries.some(entry => entry.row.attributes.has(key)))
  return {
    id,
    ...columns(
      entries.map(entry => ({ ...entry, activity: entry.name })),
      ['activity', 'start', 'complete'],
    ),
    eventAttributes: Object.fromEntries(
      present.map(key => [key, entries.map(entry => entry.row.attributes.get(key) ?? null)]),
    ),
    caseAttributes: Object.fromEntries(state.case.attributes),
  }
}

function values(scene: Scene, ask: Parameters<Engine['values']>[0]) {
  const { log, states } = scene
  const { scope, key } = ask
  const type = scope === 'event' ? eventType(log, key) : caseColumn(log, key).type
  const found = states.map(state =>
    scope === 'event' ? state.rows.map(row => row.attributes.get(key)) : [state.case.attributes.get(key)],
  )
  const search = ask.search?.toLowerCase() ?? ''
  const frequency = tally(known(found.flat()))
  const rows = [...frequency]
    .filter(([value]) => printValue(value, type).toLowerCase().includes(search))
    .map(([value, often]) => ({
      value,
      frequency: often,
      caseFrequency: count(found, ofCase => ofCase.includes(value)),
    }))
  rows.sort((a, b) => b.frequency - a.frequency || compareValues(a.value, b.value))
  const shown = limited(rows, ask.limit)
  return {
    ...columns(shown, ['value', 'frequency', 'caseFrequency']),
    missing: found.flat().length - known(found.flat()).length,
    distinct: rows.length,
    omitted: rows.length - shown.length,
  }
}

const compareValues = (a: Value, b: Value): number =>
  typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : compareNumbers(Number(a), Number(b))

function numeric(type: Column['type'], key: string): void {
  if (type !== 'int' && type !== 'float' && type !== 'date') throw new RequestError(`"${key}" holds no numbers.`)
}

function histogram(scene: Scene, { measured, bins }: Parameters<Engine['histogram']>[0]) {
  const { log, world, states } = scene
  let all: (Value | undefined)[]
  if (measured.of !== 'attribute') all = states.map(state => caseMeasure(measured.of, state, world))
  else if (measured.scope === 'event') {
    numeric(eventType(log, measured.key), measured.key)
    all = rowsOf(scene).map(row => row.attributes.get(measured.key))
  } else {
    numeric(caseColumn(log, measured.key).type, measured.key)
    all = states.map(state => state.case.attributes.get(measured.key))
  }
  const present = known(all) as number[]
  return naiveHistogram(present, all.length - present.length, bins)
}

function timeSeries(scene: Scene, ask: Parameters<Engine['timeSeries']>[0]) {
  const { at, end, unit } = naiveBins(timesOf(rowsOf(scene)), zoneOf(ask), ask.bins)
  const spans = known(scene.states.map(span))
  const completes = known(rowsOf(scene).map(row => row.complete))
  const value = at.map((from, i) => {
    const to = at[i + 1] ?? end
    const inside = (time: number) => time >= from && time < to
    if (ask.of === 'events') return count(completes, inside)
    if (ask.of === 'started-cases') return count(spans, ([first]) => inside(first))
    if (ask.of === 'completed-cases') return count(spans, ([, last]) => inside(last))
    return count(spans, ([first, last]) => first < to && last >= from)
  })
  return { at, value, unit }
}

function load(scene: Scene, ask: Parameters<Engine['load']>[0]): TimeSeries {
  const { at, end, unit } = naiveBins(timesOf(rowsOf(scene)), zoneOf(ask), ask.bins)
  const ways = arcTimes(scene, ask)
  const value = at.map((from, i) => {
    const to = at[i + 1] ?? end
    return sum(ways.map(way => Math.max(0, Math.min(way.to, to) - Math.max(way.from, from)))) / (to - from)
  })
  return { at, value, unit }
}

/** The pairs of an arc that have both times. */
function arcTimes({ states }: Scene, ask: { from: string; to: string }) {
  return states.flatMap(state =>
    directPairs(state.entries)
      .filter(([a, b]) => a.name === ask.from && b.name === ask.to && a.complete !== null && b.complete !== null)
      .map(([a, b]) => ({ from: a.complete!, to: b.start ?? b.complete!, caseId: state.case.id })),
  )
}

function segments(scene: Scene, ask: Parameters<Engine['segments']>[0]) {
  const all = arcTimes(scene, ask)
  all.sort((a, b) => compareNumbers(a.from, b.from) || compareNumbers(a.to, b.to) || compareText(a.caseId, b.caseId))
  return { ...columns(limited(all, ask.limit), ['from', 'to', 'caseId']), total: all.length }
}

function eventuallyFollows(scene: Scene): Pairs {
  const classes = classesIn(scene)
  const pairs = scene.states.flatMap(state =>
    state.entries.flatMap((a, i) =>
      state.entries
        .slice(i + 1)
        .map(b => ({ state, from: classes.indexOf(a.name), to: classes.indexOf(b.name), wait: null })),
    ),
  )
  return { activities: classes, ...columns(groupPairs(pairs), ['from', 'to', 'frequency', 'caseFrequency']) }
}

function groupPairs(pairs: readonly { state: State; from: number; to: number; wait: number | null }[]) {
  return groups(pairs, ({ from, to }) => `${from} ${to}`)
    .map(group => ({
      from: group[0]!.from,
      to: group[0]!.to,
      frequency: group.length,
      caseFrequency: new Set(group.map(({ state }) => state)).size,
      totalMs: sum(known(group.map(({ wait: ms }) => ms))),
    }))
    .sort((a, b) => b.frequency - a.frequency || a.from - b.from || a.to - b.to)
}

function resourceOf(log: EventLog, key: string | undefined): (entry: Entry) => string | null {
  const used = key ?? log.resourceKey
  if (used === null) throw new RequestError('This log has no resource attribute: name one by `key`.')
  const type = eventType(log, used)
  return entry => {
    const value = entry.row.attributes.get(used)
    return value === undefined ? null : printValue(value, type)
  }
}

function resources(scene: Scene, { key }: Ask & { key?: string }) {
  const who = resourceOf(scene.log, key)
  const rows = distinct(known(entriesIn(scene).map(who))).map(resource => {
    const own = entriesIn(scene).filter(entry => who(entry) === resource)
    return {
      resource,
      frequency: own.length,
      caseFrequency: count(scene.states, state => state.entries.some(entry => who(entry) === resource)),
      activities: distinct(own.map(entry => entry.name)).length,
    }
  })
  rows.sort((a, b) => b.frequency - a.frequency || compareText(a.resource, b.resource))
  return columns(rows, ['resource', 'frequency', 'caseFrequency', 'activities'])
}

function handovers(scene: Scene, { key }: Ask & { key?: string }): Handovers {
  const who = resourceOf(scene.log, key)
  const names = distinct(known(entriesIn(scene).map(who))).sort(compareText)
  const pairs = scene.states.flatMap(state =>
    directPairs(state.entries)
      .filter(([a, b]) => who(a) !== null && who(b) !== null)
      .map(([a, b]) => ({
        state,
        from: names.indexOf(who(a)!),
        to: names.indexOf(who(b)!),
        wait: wait(a, b, scene.world),
      })),
  )
  return {
    resources: names,
    ...columns(groupPairs(pairs), ['from', 'to', 'frequency', 'caseFrequency', 'totalMs']),
  }
}

function rework(scene: Scene) {
  const rows = classesIn(scene).map(activity => {
    const perCase = scene.states.map(state => repetitions(namesOf(state), activity))
    const over = (key: 'frequency' | 'selfLoops' | 'loops' | 'rework') => sum(perCase.map(one => one[key]))
    return {
      activity,
      frequency: over('frequency'),
      selfLoops: over('selfLoops'),
      loops: over('loops'),
      rework: over('rework'),
      reworkCases: count(perCase, one => one.rework > 0),
    }
  })
  rows.sort((a, b) => b.frequency - a.frequency || compareText(a.activity, b.activity))
  return {
    ...columns(rows, ['activity', 'frequency', 'selfLoops', 'loops', 'rework', 'reworkCases']),
    cases: count(scene.states, state => distinct(namesOf(state)).length < namesOf(state).length),
    totalCases: scene.states.length,
  }
}

function throughput({ world, states }: Scene, ask: Parameters<Engine['throughput']>[0]) {
  const times = states.map(({ entries }) => {
    const found = pairOf(entries, [ask.from], [ask.to], ask.fromWhich, ask.toWhich)
    if (!found) return null
    const [a, b] = [entries[found[0]]!, entries[found[1]]!]
    return a.complete === null || b.complete === null ? null : between(a.complete, b.complete, world.view.calendar)
  })
  const present = known(times)
  const casesWithout = times.length - present.length
  return {
    stats: statistics(present),
    histogram: naiveHistogram(present, casesWithout, ask.bins),
    casesWithout,
  }
}

function traces(scene: Scene, ask: Parameters<Engine['traces']>[0]) {
  const classes = classesIn(scene)
  const { page, total, next } = paged(scene.states, state => state.case.id, ask.limit, ask.cursor)
  const entries = page.flatMap(state => [...state.entries])
  const attributes = (ask.attributes ?? []).map(key => {
    eventType(scene.log, key)
    return [key, entries.map(entry => entry.row.attributes.get(key) ?? null)] as const
  })
  return {
    activities: classes,
    id: page.map(state => state.case.id),
    offsets: [0, ...page.map((_, i) => sum(page.slice(0, i + 1).map(state => state.entries.length)))],
    symbols: entries.map(entry => classes.indexOf(entry.name)),
    start: entries.map(entry => entry.start),
    complete: entries.map(entry => entry.complete),
    attributes: Object.fromEntries(attributes),
    total,
    ...next,
  }
}

function measures(scene: Scene, ask: Parameters<Engine['measures']>[0]) {
  const { log, states } = scene
  const { scope, key } = ask
  numeric(scope === 'event' ? eventType(log, key) : caseColumn(log, key).type, key)
  const meaning = (scope === 'event' ? log.eventAttributes.get(key) : log.caseAttributes.get(key))?.meaning
  const numberIn = (attributes: ReadonlyMap<string, Value>) => (attributes.get(key) ?? null) as number | null
  interface Item {
    group: string
    value: number | null
    done: number | null
  }
  const items = states.flatMap((state): Item[] => {
    const group = (name: string) =>
      ask.per === 'all'
        ? ''
        : ask.per === 'case'
          ? state.case.id
          : ask.per === 'variant'
            ? naiveVariantId(namesOf(state))
            : name
    if (scope === 'event')
      return state.entries.map(entry => ({
        group: group(entry.name),
        value: numberIn(entry.row.attributes),
        done: entry.complete,
      }))
    const one = { value: numberIn(state.case.attributes), done: span(state)?.[1] ?? null }
    if (ask.per === 'activity') return distinct(namesOf(state)).map(name => ({ ...one, group: name }))
    return [{ ...one, group: group('') }]
  })
  const keys =
    ask.per === 'all'
      ? ['']
      : ask.per === 'activity'
        ? classesIn(scene)
        : ask.per === 'variant'
          ? variantsOf(states).map(({ id }) => id)
          : states.map(state => state.case.id)
  keys.sort(compareText)
  const of = (group: string) => items.filter(item => item.group === group)
  const decided = (group: string) => of(group).filter(item => item.value !== null && item.done !== null)
  return {
    key: keys,
    stats: keys.map(group => statistics(known(of(group).map(item => item.value)))),
    ...(meaning?.kind === 'due' && {
      onTime: keys.map(group => count(decided(group), item => item.done! <= item.value!)),
      decided: keys.map(group => decided(group).length),
    }),
  }
}

function quality(scene: Scene, ask: Ask, now: number) {
  const { log, states } = scene
  // At level `event` the entries are the rows.
  const rowStates = states.map(state =>
    withRows({ ...scene.world, view: { ...ask.view, level: 'event' } }, state.case, state.rows),
  )
  const named = rowStates.flatMap(state => [...state.entries])
  const classes = distinct(named.map(entry => entry.name)).sort(compareText)
  const inRows = (test: (row: Row, i: number, rows: readonly Row[]) => boolean) =>
    sum(states.map(state => state.rows.filter(test).length))
  const print = (row: Row) => JSON.stringify([...row.attributes].sort(([a], [b]) => compareText(a, b)))
  const missing = (scope: 'event' | 'case', keys: readonly string[], all: readonly ReadonlyMap<string, Value>[]) =>
    keys
      .toSorted(compareText)
      .map(key => ({ key, scope, missing: count(all, attributes => !attributes.has(key)), of: all.length }))
      .filter(one => one.missing > 0)
  const eventKeys = ['concept:name', ...log.eventAttributes.keys()]
  return {
    events: rowsOf(scene).length,
    ties: inRows((row, i, rows) => i > 0 && row.complete !== null && rows[i - 1]!.complete === row.complete),
    moved: inRows((row, _, rows) =>
      rows.some(
        r => r.ordinal < row.ordinal && r.complete !== null && row.complete !== null && r.complete > row.complete,
      ),
    ),
    withoutTime: inRows(row => row.complete === null),
    activity: classes,
    frequency: classes.map(name => count(named, entry => entry.name === name)),
    midnight: classes.map(name =>
      count(named, entry => entry.name === name && entry.complete !== null && entry.complete % DAY === 0),
    ),
    duplicates: sum(
      rowStates.map(({ entries }) => {
        const texts = entries.map(entry => JSON.stringify([entry.name, print(entry.row)]))
        return texts.length - new Set(texts).size
      }),
    ),
    implausibleTimes: inRows(({ complete }) => complete !== null && (complete < Date.UTC(1971, 0) || complete > now)),
    negativeDurations: count(
      entriesIn(scene),
      entry => entry.start !== null && entry.complete !== null && entry.complete < entry.start,
    ),
    missing: [
      ...missing(
        'event',
        eventKeys,
        rowsOf(scene).map(row => row.attributes),
      ),
      ...missing(
        'case',
        [...log.caseAttributes.keys()],
        states.map(state => state.case.attributes),
      ),
    ],
    emptyCases: count(states, state => state.rows.length === 0),
  }
}

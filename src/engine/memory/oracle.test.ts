import { expect, test } from 'vitest'
import { describeShared, hasShared } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { type Ask, type Durations, defaultView, type Engine } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import { createMemoryEngine } from './memory-engine.ts'
import { type Arc, type Oracle, oracles, readIntervalLog, readLog, readOracle } from './oracle.fixture.ts'

const ask: Ask = { log: 'log', view: defaultView, filter: [] }
const open = (log: EventLog): Engine =>
  createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log }]]) })

const record = (keys: readonly string[], values: readonly number[]) =>
  Object.fromEntries(keys.map((key, i) => [key, values[i]!] as const).filter(([, value]) => value !== 0))

/** Arcs between activities as text, with a value each. */
const byArc = <T>(
  answer: { readonly activities: readonly string[]; readonly from: readonly number[]; readonly to: readonly number[] },
  values: readonly T[],
): Map<string, T> =>
  new Map(
    answer.from.flatMap((from, i) => {
      const to = answer.to[i]!
      return from < 0 || to < 0 ? [] : [[`${answer.activities[from]} → ${answer.activities[to]}`, values[i]!] as const]
    }),
  )

const expected = (arcs: readonly (readonly [string, string, number])[]) =>
  new Map(arcs.map(([from, to, value]) => [`${from} → ${to}`, value]))

async function agreesInCounts(engine: Engine, oracle: Oracle) {
  const activities = await engine.activities(ask)
  expect(record(activities.activity, activities.frequency)).toEqual(oracle.activity_counts)
  expect(record(activities.activity, activities.startFrequency)).toEqual(oracle.start_activities)
  expect(record(activities.activity, activities.endFrequency)).toEqual(oracle.end_activities)
  const rework = await engine.rework(ask)
  expect(record(rework.activity, rework.reworkCases)).toEqual(oracle.rework_cases)
  const arcs = await engine.arcs(ask)
  expect(byArc(arcs, arcs.frequency)).toEqual(expected(oracle.dfg))
  const { variants } = await engine.variants(ask)
  expect(new Map(variants.map(({ activities: own, cases }) => [own.join('\n'), cases]))).toEqual(
    new Map(oracle.variants.map(([own, cases]) => [own.join('\n'), cases])),
  )
  if (oracle.eventually_follows) {
    const pairs = await engine.eventuallyFollows(ask)
    expect(byArc(pairs, pairs.frequency)).toEqual(expected(oracle.eventually_follows))
  }
}

/** pm4py counts the places of an activity in its case from 0. */
async function agreesInPositions(engine: Engine, oracle: Oracle) {
  const { activities, offsets, symbols } = await engine.traces({ ...ask, limit: 1_000_000 })
  const positions: Record<string, Record<string, number>> = {}
  for (let c = 0; c + 1 < offsets.length; c++)
    for (let i = offsets[c]!; i < offsets[c + 1]!; i++) {
      const own = (positions[activities[symbols[i]!]!] ??= {})
      const place = String(i - offsets[c]!)
      own[place] = (own[place] ?? 0) + 1
    }
  expect(positions).toEqual(oracle.activity_position)
}

/** pm4py drops the events without a resource before it pairs, and divides by the sum of all handovers. */
async function agreesInHandovers(engine: Engine, oracle: Oracle) {
  const withResource: Ask = { ...ask, filter: [{ kind: 'event-attribute', key: 'org:resource', mode: 'keep' }] }
  const { resources, from, to, frequency } = await engine.handovers(withResource)
  const total = frequency.reduce((sum, n) => sum + n, 0)
  const mine = byArc(
    { activities: resources, from, to },
    frequency.map(n => n / total),
  )
  const theirs = expected(oracle.handover_of_work as readonly Arc[])
  expect([...mine.keys()].sort()).toEqual([...theirs.keys()].sort())
  for (const [arc, share] of theirs) expect(mine.get(arc), arc).toBeCloseTo(share, 12)
}

/** Ours in ms, theirs in s: to a millionth. */
function sameSeconds(ms: number | null, seconds: number, what: string) {
  expect(ms, what).not.toBeNull()
  expect(Math.abs(ms! / 1000 - seconds), `${what}: ${ms! / 1000} s, pm4py ${seconds} s`).toBeLessThanOrEqual(
    1e-6 + 1e-9 * Math.abs(seconds),
  )
}

async function agreesInTimes(engine: Engine, oracle: Oracle) {
  const { throughput } = await engine.summary(ask)
  const { case_durations: durations } = oracle
  sameSeconds(throughput.mean, durations.mean, 'mean case duration')
  sameSeconds(throughput.median, durations.median, 'median case duration')
  sameSeconds(throughput.min, durations.min, 'shortest case')
  sameSeconds(throughput.max, durations.max, 'longest case')
  sameSeconds(throughput.p90, durations.p90, '90 % of case durations')
  sameSeconds(throughput.standardDeviation, durations.std_sample, 'deviation of case durations')
  const cases = await engine.cases({ ...ask, limit: 1_000_000 })
  if (durations.per_case)
    for (const [i, id] of cases.id.entries()) sameSeconds(cases.throughput[i]!, durations.per_case[id]!, `case ${id}`)
  if (oracle.case_arrival_average !== undefined) {
    const starts = cases.start.filter(time => time !== null).sort((a, b) => a - b)
    sameSeconds((starts.at(-1)! - starts[0]!) / (starts.length - 1), oracle.case_arrival_average, 'between arrivals')
  }
  if (oracle.performance_dfg) {
    const arcs = await engine.arcs({ ...ask, quantiles: true })
    const times = byArc<Durations | null>(arcs, arcs.time)
    expect(times.size).toBe(oracle.performance_dfg.length)
    for (const [from, to, theirs] of oracle.performance_dfg) {
      const arc = `${from} → ${to}`
      const mine = times.get(arc)
      sameSeconds(mine!.total, theirs.sum, `${arc} sum`)
      sameSeconds(mine!.mean, theirs.mean, `${arc} mean`)
      sameSeconds(mine!.median, theirs.median, `${arc} median`)
      sameSeconds(mine!.min, theirs.min, `${arc} min`)
      sameSeconds(mine!.max, theirs.max, `${arc} max`)
      if (theirs.stdev === 'nan') expect(mine!.standardDeviation, `${arc} deviation of one`).toBeNull()
      else sameSeconds(mine!.standardDeviation, theirs.stdev, `${arc} deviation`)
    }
  }
}

for (const [name, path] of Object.entries(oracles)) {
  if (name === 'interval_event_log') continue
  describeShared(`oracle ${name}`, [`oracle/${name}.json`, `data/logs/${path}`], () => {
    const oracle = hasShared('oracle', `${name}.json`) ? readOracle(name) : null!
    const logs = { asRead: null as EventLog | null, local: null as EventLog | null }
    const asRead = async () => open((logs.asRead ??= await readLog(path, false)))
    const local = async () => open((logs.local ??= await readLog(path, true)))

    test('activities, arcs, variants, rework and eventually-follows equal pm4py', async () => {
      const engine = await asRead()
      expect(await engine.size(ask)).toMatchObject({ cases: oracle._meta.cases, events: oracle._meta.events })
      await agreesInCounts(engine, oracle)
    })
    test('times of cases and arcs equal pm4py, which reads the local clock', async () =>
      agreesInTimes(await local(), oracle))
    test.runIf(oracle?.activity_position)('places of activities equal pm4py', async () =>
      agreesInPositions(await asRead(), oracle),
    )
    test.runIf(Array.isArray(oracle?.handover_of_work))('handovers equal pm4py', async () =>
      agreesInHandovers(await asRead(), oracle),
    )
  })
}

/*
 * The interval log lies in a file that is not in the order of its times, and each row has a start and a complete.
 * - pm4py keeps the order of the file; an event log here is in the order of time, and says how many events moved. Counts
 *   by order are therefore compared on the order of the file, and what sorting changes is stated.
 * - pm4py's eventually-follows leaves out pairs that overlap; ours counts every pair i < j (semantics of `Pairs`).
 * - pm4py's case duration leaves out the start of the first activity; ours is the whole span.
 */
describeShared(
  'oracle interval_event_log',
  ['oracle/interval_event_log.json', `data/logs/${oracles.interval_event_log}`],
  () => {
    const oracle = hasShared('oracle', 'interval_event_log.json') ? readOracle('interval_event_log') : null!

    test('in the order of the file, activities, arcs, variants and rework equal pm4py', async () => {
      const { eventually_follows, ...others } = oracle
      await agreesInCounts(open(readIntervalLog(true)), others)
    })

    test('in the order of time, 39 events move and the counts without order stay equal', async () => {
      const engine = open(readIntervalLog(false))
      const { order, starts } = await engine.describe({ log: 'log' })
      expect(order).toEqual({ moved: 39, ties: 1, withoutTime: 0 })
      expect(starts).toBe('column')
      const { activity, frequency } = await engine.activities(ask)
      expect(record(activity, frequency)).toEqual(oracle.activity_counts)
      const rework = await engine.rework(ask)
      expect(record(rework.activity, rework.reworkCases)).toEqual(oracle.rework_cases)
    })

    test('pairs that do not overlap and completes of a case equal pm4py', async () => {
      const engine = open(readIntervalLog(false))
      const { activities, id, offsets, symbols, start, complete } = await engine.traces({ ...ask, limit: 10_000 })
      const pairs = new Map<string, number>()
      for (const [c, name] of id.entries()) {
        const entries = Array.from({ length: offsets[c + 1]! - offsets[c]! }, (_, i) => offsets[c]! + i)
        for (const i of entries)
          for (const j of entries)
            if (complete[i]! <= start[j]!) {
              const pair = `${activities[symbols[i]!]} → ${activities[symbols[j]!]}`
              pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
            }
        sameSeconds(complete[entries.at(-1)!]! - complete[entries[0]!]!, oracle.case_durations.per_case![name]!, name)
      }
      expect(pairs).toEqual(expected(oracle.eventually_follows!))
    })

    test('arcs that sorting leaves alone wait as long as in pm4py', async () => {
      const arcs = await open(readIntervalLog(false)).arcs({ ...ask, quantiles: true })
      expect(arcs.timeMeaning).toBe('waiting')
      const times = byArc(arcs, arcs.time)
      const frequency = byArc(arcs, arcs.frequency)
      const alone = oracle.performance_dfg!.filter(([from, to]) => {
        const theirs = oracle.dfg.find(arc => arc[0] === from && arc[1] === to)![2]
        return ![from, to].some(isMoved) && frequency.get(`${from} → ${to}`) === theirs
      })
      expect(alone.map(([from, to]) => `${from} → ${to}`)).toContain('pay → prepare delivery')
      for (const [from, to, theirs] of alone) {
        const mine = times.get(`${from} → ${to}`)!
        sameSeconds(mine.total, theirs.sum, `${from} → ${to} sum`)
        sameSeconds(mine.median, theirs.median, `${from} → ${to} median`)
        sameSeconds(mine.min, theirs.min, `${from} → ${to} min`)
        sameSeconds(mine.max, theirs.max, `${from} → ${to} max`)
      }
    })
  },
)

/** Activities that stand in another order in the file than in time. */
const isMoved = (activity: string) => ['confirm payment', 'make delivery', 'send invoice'].includes(activity)

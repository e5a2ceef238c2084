import { type Activities, type Arcs, FROM_START, TO_END } from '../../log/engine.ts'
import type { MapParts } from './json.ts'

/** The parts of a map of traces `a b c *3 | a c`, counted from the definitions; every arc shown, waits of one hour. */
export function mapParts(
  traces: readonly { readonly activities: readonly string[]; readonly cases: number }[],
): MapParts {
  const names = [...new Set(traces.flatMap(trace => trace.activities))].sort()
  const count = (of: (activities: readonly string[], name: string) => number) =>
    names.map(name => traces.reduce((sum, trace) => sum + trace.cases * of(trace.activities, name), 0))
  const frequencies = new Map<string, number>()
  for (const { activities, cases } of traces) {
    const codes = [FROM_START, ...activities.map(name => names.indexOf(name)), TO_END]
    for (let i = 0; i + 1 < codes.length; i++) {
      const key = `${codes[i]},${codes[i + 1]}`
      frequencies.set(key, (frequencies.get(key) ?? 0) + cases)
    }
  }
  const rows = [...frequencies].map(([key, frequency]) => ({ ends: key.split(',').map(Number), frequency }))
  rows.sort((a, b) => b.frequency - a.frequency || a.ends[0]! - b.ends[0]! || a.ends[1]! - b.ends[1]!)
  const hour = {
    n: 1,
    total: 3_600_000,
    mean: 3_600_000,
    median: 3_600_000,
    p90: 3_600_000,
    min: 0,
    max: 7_200_000,
    standardDeviation: null,
  }
  const frequency = count((activities, name) => activities.filter(activity => activity === name).length)
  const activities: Activities = {
    activity: names,
    frequency,
    caseFrequency: count((activities, name) => (activities.includes(name) ? 1 : 0)),
    startFrequency: count((activities, name) => (activities[0] === name ? 1 : 0)),
    endFrequency: count((activities, name) => (activities.at(-1) === name ? 1 : 0)),
    maxRepetitions: names.map(() => 1),
    first: names.map(() => null),
    last: names.map(() => null),
    service: names.map(() => null),
  }
  const arcs: Arcs = {
    activities: names,
    from: rows.map(row => row.ends[0]!),
    to: rows.map(row => row.ends[1]!),
    frequency: rows.map(row => row.frequency),
    caseFrequency: rows.map(row => row.frequency),
    timeMeaning: 'waiting',
    time: rows.map(row => (row.ends[0]! >= 0 && row.ends[1]! >= 0 ? hour : null)),
    overlaps: rows.map(() => 0),
  }
  const events = frequency.reduce((a, b) => a + b, 0)
  return {
    cases: traces.reduce((sum, trace) => sum + trace.cases, 0),
    events,
    activities,
    arcs,
    of: { activities: names.length, frequency: events },
    shown: rows.map((_, i) => i),
    hidden: names.map(() => ({ inArcs: 0, inFrequency: 0, outArcs: 0, outFrequency: 0 })),
  }
}

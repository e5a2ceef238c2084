import { type LocalGraph, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * Traces of starts and completions: activity a starts as 2a and completes as 2a + 1. Every start has its completion, and
 * an activity does not start again before it completed.
 */
export type LifeCycleTraces = WeightedTraces

export const startOf = (activity: number): number => 2 * activity
export const completionOf = (activity: number): number => 2 * activity + 1
export const activityOf = (event: number): number => event >> 1
const isStart = (event: number) => event % 2 === 0

/**
 * A trace of such events put right: what starts again while it runs completes first, and the completion that is then one
 * too many goes; a completion without a start is an instance without duration, and so is a start without a completion.
 */
export function paired(events: readonly number[]): number[] {
  const open = new Map<number, number>()
  const closed = new Map<number, number>()
  const trace: number[] = []
  for (const event of events) {
    const activity = activityOf(event)
    if (isStart(event)) {
      if (open.has(activity)) {
        trace.push(completionOf(activity))
        closed.set(activity, (closed.get(activity) ?? 0) + 1)
      }
      open.set(activity, trace.push(event) - 1)
    } else if (open.delete(activity)) trace.push(event)
    else if ((closed.get(activity) ?? 0) > 0) closed.set(activity, closed.get(activity)! - 1)
    else trace.push(startOf(activity), event)
  }
  return withoutDuration(trace, open)
}

/** Starts that are still open complete at once. */
function withoutDuration(trace: readonly number[], open: ReadonlyMap<number, number>): number[] {
  if (open.size === 0) return [...trace]
  const left = new Set(open.values())
  return trace.flatMap((event, i) => (left.has(i) ? [event, event + 1] : [event]))
}

export function pairedTraces({ traces, cases }: WeightedTraces): LifeCycleTraces {
  const bag = new TraceBag()
  traces.forEach((trace, t) => {
    bag.add(paired(trace), cases[t]!)
  })
  return bag
}

export interface LifeCycleGraph extends LocalGraph {
  /** Pairs of activities of which instances overlapped: `a,b` with a < b. */
  readonly overlaps: ReadonlySet<string>
}

interface Instance {
  readonly activity: number
  readonly start: number
  readonly end: number
}

/**
 * b follows a where an instance of b starts after one of a completed and no whole instance lies between; instances that
 * overlap follow each other both ways. What starts before anything completed is a start, what completes after the last
 * start an end. O(events + arcs found).
 */
export function lifeCycleGraph({ traces, cases }: LifeCycleTraces): LifeCycleGraph {
  const successors = new Map<number, Map<number, number>>()
  const starts = new Map<number, number>()
  const ends = new Map<number, number>()
  const overlaps = new Set<string>()
  const activities = new Set<number>()
  const follow = (a: number, b: number, weight: number) => {
    let row = successors.get(a)
    if (row === undefined) {
      row = new Map()
      successors.set(a, row)
    }
    row.set(b, (row.get(b) ?? 0) + weight)
  }
  traces.forEach((trace, t) => {
    const weight = cases[t]!
    const instances = instancesOf(trace)
    const earliestEnd = suffixMinimum(instances.map(({ end }) => end))
    const firstEnd = earliestEnd[0] ?? 0
    const lastStart = instances.at(-1)?.start ?? 0
    instances.forEach(({ activity, start, end }, i) => {
      activities.add(activity)
      if (start < firstEnd) starts.set(activity, (starts.get(activity) ?? 0) + weight)
      if (end > lastStart) ends.set(activity, (ends.get(activity) ?? 0) + weight)
      let next = i + 1
      for (; next < instances.length && instances[next]!.start < end; next++) {
        const other = instances[next]!.activity
        overlaps.add(overlapKey(activity, other))
        follow(activity, other, weight)
        follow(other, activity, weight)
      }
      const bound = earliestEnd[next] ?? 0
      for (; next < instances.length && instances[next]!.start < bound; next++)
        follow(activity, instances[next]!.activity, weight)
    })
  })
  return { activities: [...activities].sort((a, b) => a - b), successors, starts, ends, overlaps }
}

export const overlapKey = (a: number, b: number): string => `${Math.min(a, b)},${Math.max(a, b)}`

/** By their start. */
function instancesOf(trace: readonly number[]): Instance[] {
  const instances: { activity: number; start: number; end: number }[] = []
  const open = new Map<number, { end: number }>()
  trace.forEach((event, at) => {
    const activity = activityOf(event)
    if (!isStart(event)) open.get(activity)!.end = at
    else {
      const instance = { activity, start: at, end: at }
      open.set(activity, instance)
      instances.push(instance)
    }
  })
  return instances
}

function suffixMinimum(values: readonly number[]): number[] {
  const least = [...values]
  for (let i = least.length - 2; i >= 0; i--) least[i] = Math.min(least[i]!, least[i + 1]!)
  return least
}

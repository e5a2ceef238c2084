import type { VariantLog } from '../log/variant-log.ts'
import { type LogSkeleton, type SkeletonRelation, skeletonRelations } from '../model/log-skeleton.ts'

/** A statement of a skeleton that a trace breaks; `second` is null where it is about how often `first` may occur. */
export interface SkeletonViolation {
  readonly relation: SkeletonRelation | 'frequency'
  readonly first: string
  readonly second: string | null
}

export interface SkeletonConformance {
  /** By variant of the log. */
  readonly violations: readonly (readonly SkeletonViolation[])[]
  readonly fittingCases: number
}

/**
 * Which statements of the skeleton each variant breaks. An activity that the skeleton does not know may not occur.
 * O(symbols · activities + variants · pairs).
 */
export function checkSkeleton(log: VariantLog, skeleton: LogSkeleton): SkeletonConformance {
  const code = new Map(skeleton.activities.map((name, activity) => [name, activity]))
  const unknown = skeleton.activities.length
  // activities that the skeleton does not know get numbers behind its own
  const numbers = log.activities.map((name, i) => code.get(name) ?? unknown + i)
  let fittingCases = 0
  const violations = Array.from(log.cases, (cases, v) => {
    const trace = Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), symbol => numbers[symbol]!)
    const name = (activity: number) => skeleton.activities[activity] ?? log.activities[activity - unknown]!
    const found = violationsOf(trace, skeleton, name)
    if (found.length === 0) fittingCases += cases
    return found
  })
  return { violations, fittingCases }
}

function violationsOf(
  trace: readonly number[],
  skeleton: LogSkeleton,
  name: (activity: number) => string,
): SkeletonViolation[] {
  const times = new Map<number, number>()
  const firstAt = new Map<number, number>()
  const lastAt = new Map<number, number>()
  const next = new Map<number, Set<number>>()
  trace.forEach((activity, i) => {
    times.set(activity, (times.get(activity) ?? 0) + 1)
    if (!firstAt.has(activity)) firstAt.set(activity, i)
    lastAt.set(activity, i)
    next.set(activity, (next.get(activity) ?? new Set()).add(trace[i + 1] ?? -1))
  })
  const holds: Readonly<Record<SkeletonRelation, (a: number, b: number) => boolean>> = {
    equivalence: (a, b) => times.get(a) === times.get(b),
    alwaysAfter: (a, b) => lastAt.get(a)! < (lastAt.get(b) ?? -1),
    alwaysBefore: (a, b) => firstAt.get(a)! > (firstAt.get(b) ?? trace.length),
    neverTogether: (_, b) => !times.has(b),
    directlyFollows: (a, b) => next.get(a)!.size === 1 && next.get(a)!.has(b),
  }
  const found: SkeletonViolation[] = []
  for (const relation of skeletonRelations)
    for (const [a, b] of skeleton[relation])
      if (times.has(a) && !holds[relation](a, b)) found.push({ relation, first: name(a), second: name(b) })
  const counted = [...new Set([...skeleton.activities.keys(), ...times.keys()])].sort((a, b) => a - b)
  for (const activity of counted)
    if (!(skeleton.frequencies[activity] ?? [0]).includes(times.get(activity) ?? 0))
      found.push({ relation: 'frequency', first: name(activity), second: null })
  return found
}

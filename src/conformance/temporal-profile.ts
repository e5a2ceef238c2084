import type { Traces } from '../log/engine.ts'
import type { TemporalProfile, TemporalRelation } from '../model/temporal-profile.ts'

/** Two events of a case whose distance in time is unusual. */
export interface TemporalDeviation {
  readonly caseId: string
  readonly from: string
  readonly to: string
  /** Places of the two events in the case, from 0. */
  readonly first: number
  readonly second: number
  /** What passed between them, in ms, and how many standard deviations (> 0) that is from the mean; infinite where all others were equal. */
  readonly passed: number
  readonly deviations: number
}

type TimedCases = Pick<Traces, 'activities' | 'id' | 'offsets' | 'symbols' | 'start' | 'complete'>

/**
 * Pairs of events whose distance is more than `threshold` standard deviations from the mean of the profile.
 * A. Stertz, J. Mangler, S. Rinderle-Ma, Temporal conformance checking at runtime, 2020. Pairs that the profile does not
 * know, overlap, or lack a time are not judged; nor are those known from one pair alone. At most `limit` are listed, the
 * rest is counted.
 */
export function checkTemporalProfile(
  traces: TimedCases,
  profile: TemporalProfile,
  threshold = 6,
  limit = 10_000,
): { readonly deviations: readonly TemporalDeviation[]; readonly omitted: number; readonly fittingCases: number } {
  const deviations: TemporalDeviation[] = []
  let omitted = 0
  let unfitting = 0
  let last = -1
  eachJudgedPair(traces, profile, (relation, c, first, second, passed, far) => {
    if (!(far > threshold)) return
    if (c !== last) unfitting++
    last = c
    if (deviations.length >= limit) {
      omitted++
      return
    }
    const { from, to } = relation
    deviations.push({ caseId: traces.id[c]!, from, to, first, second, passed, deviations: far })
  })
  return { deviations, omitted, fittingCases: traces.id.length - unfitting }
}

/** What a log says of one relation of a profile. */
export interface JudgedRelation {
  readonly relation: TemporalRelation
  /** Cases with a pair of it that is judged. */
  readonly cases: number
  /** Cases, by index ascending, with a pair of it that is too far from the mean. */
  readonly far: readonly number[]
}

/** As `checkTemporalProfile`, by relation of the profile, in its order. */
export function judgeTemporalRelations(
  traces: TimedCases,
  profile: TemporalProfile,
  threshold = 6,
): readonly JudgedRelation[] {
  const judged = new Map(profile.relations.map(relation => [relation, { cases: 0, last: -1, far: [] as number[] }]))
  eachJudgedPair(traces, profile, (relation, c, _first, _second, _passed, far) => {
    const of = judged.get(relation)!
    if (of.last !== c) of.cases++
    of.last = c
    if (far > threshold && of.far.at(-1) !== c) of.far.push(c)
  })
  return Array.from(judged, ([relation, { cases, far }]) => ({ relation, cases, far }))
}

/** `c`: the case by index; `first`, `second`: places of the two events in it; `far`: standard deviations from the mean. */
type VisitPair = (
  relation: TemporalRelation,
  c: number,
  first: number,
  second: number,
  passed: number,
  far: number,
) => void

function eachJudgedPair(traces: TimedCases, profile: TemporalProfile, visit: VisitPair): void {
  const relations = relationTable(traces.activities, profile)
  const n = traces.activities.length
  for (let c = 0; c < traces.id.length; c++) {
    const [from, to] = [traces.offsets[c]!, traces.offsets[c + 1]!]
    for (let i = from; i < to; i++)
      for (let j = i + 1; j < to; j++) {
        const relation = relations[traces.symbols[i]! * n + traces.symbols[j]!]
        if (relation === undefined || relation.standardDeviation === null) continue
        const passed = (traces.start[j] ?? traces.complete[j] ?? Number.NaN) - (traces.complete[i] ?? Number.NaN)
        if (passed >= 0) visit(relation, c, i - from, j - from, passed, deviation(passed, relation))
      }
  }
}

function deviation(passed: number, { mean, standardDeviation }: TemporalRelation): number {
  if (standardDeviation === null) return 0
  const distance = Math.abs(passed - mean)
  // a mean of equal values may be off by rounding
  if (standardDeviation === 0) return distance <= 1e-9 * mean ? 0 : Number.POSITIVE_INFINITY
  return distance / standardDeviation
}

function relationTable(activities: readonly string[], profile: TemporalProfile): (TemporalRelation | undefined)[] {
  const code = new Map(activities.map((name, activity) => [name, activity]))
  const table = new Array<TemporalRelation | undefined>(activities.length ** 2)
  for (const relation of profile.relations) {
    const [a, b] = [code.get(relation.from), code.get(relation.to)]
    if (a !== undefined && b !== undefined) table[a * activities.length + b] = relation
  }
  return table
}

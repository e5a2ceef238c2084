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

/**
 * Pairs of events whose distance is more than `threshold` standard deviations from the mean of the profile.
 * A. Stertz, J. Mangler, S. Rinderle-Ma, Temporal conformance checking at runtime, 2020. Pairs that the profile does not
 * know, overlap, or lack a time are not judged; nor are those known from one pair alone. At most `limit` are listed, the
 * rest is counted.
 */
export function checkTemporalProfile(
  traces: Pick<Traces, 'activities' | 'id' | 'offsets' | 'symbols' | 'start' | 'complete'>,
  profile: TemporalProfile,
  threshold = 6,
  limit = 10_000,
): { readonly deviations: readonly TemporalDeviation[]; readonly omitted: number; readonly fittingCases: number } {
  const relations = relationTable(traces.activities, profile)
  const n = traces.activities.length
  const deviations: TemporalDeviation[] = []
  let omitted = 0
  let fittingCases = 0
  traces.id.forEach((caseId, c) => {
    const [from, to] = [traces.offsets[c]!, traces.offsets[c + 1]!]
    let isFitting = true
    for (let i = from; i < to; i++)
      for (let j = i + 1; j < to; j++) {
        const relation = relations[traces.symbols[i]! * n + traces.symbols[j]!]
        const passed = (traces.start[j] ?? traces.complete[j] ?? Number.NaN) - (traces.complete[i] ?? Number.NaN)
        const far = relation && passed >= 0 ? deviation(passed, relation) : 0
        if (!(far > threshold)) continue
        isFitting = false
        if (deviations.length >= limit) {
          omitted++
          continue
        }
        const { from: first, to: second } = relation!
        deviations.push({ caseId, from: first, to: second, first: i - from, second: j - from, passed, deviations: far })
      }
    if (isFitting) fittingCases++
  })
  return { deviations, omitted, fittingCases }
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

import type { VariantLog } from '../log/variant-log.ts'
import { type ActivityPair, type LogSkeleton, type SkeletonRelation, skeletonRelations } from '../model/log-skeleton.ts'

/**
 * The skeleton of a log: E. Verbeek, R. Medeiros de Carvalho, Log skeletons, 2018. A pair is kept where it is true of at
 * least 1 − `noise` of the occurrences of its first activity; counts are kept, the commonest first, until they cover
 * 1 − `noise` of the cases (equally common ones together). O(variants · activities of one · its length + activities²).
 */
export function logSkeleton(log: VariantLog, noise = 0): LogSkeleton {
  const n = log.activities.length
  const occurrences = new Float64Array(n)
  const holds = Object.fromEntries(skeletonRelations.map(relation => [relation, new Float64Array(n * n)])) as Record<
    SkeletonRelation,
    Float64Array
  >
  const counts: Map<number, number>[] = Array.from({ length: n }, () => new Map())
  let cases = 0
  for (let v = 0; v < log.cases.length; v++) {
    const weight = log.cases[v]!
    cases += weight
    const trace = log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!)
    const times = new Map<number, number>()
    for (const symbol of trace) times.set(symbol, (times.get(symbol) ?? 0) + 1)
    for (const [a, count] of times) {
      occurrences[a]! += weight * count
      counts[a]!.set(count, (counts[a]!.get(count) ?? 0) + weight)
      for (let b = 0; b < n; b++) {
        if (b === a) continue
        const other = times.get(b)
        if (other === undefined) holds.neverTogether[a * n + b]! += weight * count
        else if (other === count) holds.equivalence[a * n + b]! += weight * count
      }
    }
    countOrder(trace, n, weight, holds)
  }
  const pairs = (relation: SkeletonRelation): ActivityPair[] => {
    const kept: ActivityPair[] = []
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++)
        // a relation that nothing shows is none, whatever the noise; of an activity and itself none can hold to the end
        if (a !== b && holds[relation][a * n + b]! > 0 && isEnough(holds[relation][a * n + b]!, occurrences[a]!, noise))
          kept.push([a, b])
    return kept
  }
  return {
    activities: log.activities,
    equivalence: pairs('equivalence'),
    alwaysAfter: pairs('alwaysAfter'),
    alwaysBefore: pairs('alwaysBefore'),
    neverTogether: pairs('neverTogether'),
    directlyFollows: pairs('directlyFollows'),
    frequencies: counts.map(of => frequencies(of, cases, noise)),
  }
}

/** Shares that are equal but for rounding are enough: 0.9 of 10 is 9. */
const isEnough = (count: number, of: number, noise: number) => count >= (1 - noise) * of - 1e-9 * of

/** alwaysAfter, alwaysBefore and directlyFollows, in occurrences of their first activity. */
function countOrder(
  trace: Int32Array,
  n: number,
  weight: number,
  holds: Readonly<Record<SkeletonRelation, Float64Array>>,
): void {
  const seen = new Set<number>()
  trace.forEach((symbol, i) => {
    for (const other of seen) holds.alwaysBefore[symbol * n + other]! += weight
    seen.add(symbol)
    if (i + 1 < trace.length) holds.directlyFollows[symbol * n + trace[i + 1]!]! += weight
  })
  seen.clear()
  for (let i = trace.length - 1; i >= 0; i--) {
    for (const other of seen) holds.alwaysAfter[trace[i]! * n + other]! += weight
    seen.add(trace[i]!)
  }
}

function frequencies(counts: ReadonlyMap<number, number>, cases: number, noise: number): number[] {
  const all = new Map(counts)
  const without = cases - [...counts.values()].reduce((sum, weight) => sum + weight, 0)
  if (without > 0) all.set(0, without)
  const sorted = [...all].sort(([a, x], [b, y]) => y - x || a - b)
  const kept: number[] = []
  let covered = 0
  for (const [s, [count, weight]] of sorted.entries()) {
    if (isEnough(covered, cases, noise) && weight !== sorted[s - 1]?.[1]) break
    kept.push(count)
    covered += weight
  }
  return kept.sort((a, b) => a - b)
}

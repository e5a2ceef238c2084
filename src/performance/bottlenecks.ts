import { type Arcs, FROM_START, TO_END } from '../log/engine.ts'

/** How much of all throughput time one arc takes, and how uneven it is. Times in ms. */
export interface Bottleneck {
  readonly from: string
  readonly to: string
  readonly frequency: number
  readonly caseFrequency: number
  readonly total: number
  readonly mean: number
  readonly median: number | null
  readonly p90: number | null
  /** n · mean wait / Σ throughput times, 0..1 where nothing overlaps. */
  readonly contribution: number
  /** p90 − median: large where most pass quickly and some wait long. */
  readonly percentileGap: number | null
}

/**
 * Arcs by their contribution to the throughput time of all cases (n · mean wait / Σ case durations), descending;
 * ties by from, then to. Arcs without times, or with a negative sum (mostly overlaps), contribute nothing and are left out.
 */
export function bottlenecks(arcs: Arcs, totalThroughput: number): Bottleneck[] {
  const found: Bottleneck[] = []
  for (let i = 0; i < arcs.from.length; i++) {
    const from = arcs.from[i]!
    const to = arcs.to[i]!
    const time = arcs.time[i]
    if (from === FROM_START || to === TO_END || !time || time.n === 0 || time.mean === null || time.total <= 0) continue
    found.push({
      from: arcs.activities[from]!,
      to: arcs.activities[to]!,
      frequency: arcs.frequency[i]!,
      caseFrequency: arcs.caseFrequency[i]!,
      total: time.total,
      mean: time.mean,
      median: time.median,
      p90: time.p90,
      contribution: totalThroughput > 0 ? time.total / totalThroughput : 0,
      percentileGap: time.p90 === null || time.median === null ? null : time.p90 - time.median,
    })
  }
  return found.sort((a, b) => b.contribution - a.contribution || order(a.from, b.from) || order(a.to, b.to))
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

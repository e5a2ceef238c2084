import { type MeanDifference, meanDifference, momentsOf } from '../../base/mean-difference.ts'
import { compareSamples, correctedForMany } from '../../base/significance.ts'
import { quantileSorted } from '../../base/statistics.ts'
import type { CaseColumns } from './conformance-facts.ts'

/** Throughput times of cases with something beside those of all others: medians in ms, null where there are none. */
export interface TimeImpact {
  readonly withMs: number | null
  readonly withoutMs: number | null
  /** `withMs - withoutMs`; null where either is. */
  readonly differenceMs: number | null
  /** Cliff's delta, 1: the cases take longer than every other. */
  readonly delta: number
  /** Mann & Whitney 1947; `q` is corrected for all deviations of the answer (Benjamini & Hochberg 1995). */
  readonly p: number
  readonly q: number
}

/** A number of the cases with something beside that of all others: means, and by how much they differ (Welch 1947). */
export interface MeasureImpact extends MeanDifference {
  readonly withMean: number
  readonly withoutMean: number
  readonly casesWith: number
  readonly casesWithout: number
  /** As of times. */
  readonly q: number
}

export interface Impact {
  /** null where no case with a time is on one of the two sides, or cases are not listed. */
  readonly time: TimeImpact | null
  /** null where no case with a value is on one of the two sides, or none was asked for. */
  readonly measure: MeasureImpact | null
}

/**
 * What it costs to have each of some things, among the cases that have ended (those that still run have no time of theirs yet). Each
 * is told by the units (a variant, ended or running) whose cases have it. O(things × cases).
 */
export function impactsOf(
  columns: CaseColumns,
  unitOf: (variant: number, isRunning: boolean) => number,
  things: readonly ReadonlySet<number>[],
): Impact[] {
  const ended = Array.from(columns.variant.keys()).filter(c => columns.running[c] === 0)
  const take = (values: Float64Array | null) => {
    const known = values === null ? [] : ended.filter(c => !Number.isNaN(values[c]!))
    return {
      values: Float64Array.from(known, c => values![c]!),
      unit: Int32Array.from(known, c => unitOf(columns.variant[c]!, false)),
    }
  }
  const [times, numbers] = [take(columns.throughput), take(columns.measure)]
  const found = things.map(units => ({
    time: timeImpact(...sides(times, units)),
    measure: measureImpact(...sides(numbers, units)),
  }))
  const timeQ = corrected(found.map(({ time }) => time?.p ?? null))
  const measureQ = corrected(found.map(({ measure }) => measure?.p ?? null))
  return found.map(({ time, measure }, i) => ({
    time: time && { ...time, q: timeQ[i]! },
    measure: measure && { ...measure, q: measureQ[i]! },
  }))
}

type Sides = readonly [inside: Float64Array, outside: Float64Array]

function sides(
  { values, unit }: { readonly values: Float64Array; readonly unit: Int32Array },
  units: ReadonlySet<number>,
): Sides {
  const inside = values.filter((_, i) => units.has(unit[i]!))
  return [inside, values.filter((_, i) => !units.has(unit[i]!))]
}

/** Both ascending. */
function timeImpact(...[inside, outside]: Sides): Omit<TimeImpact, 'q'> | null {
  if (inside.length + outside.length === 0) return null
  const median = (values: Float64Array) => (values.length === 0 ? null : quantileSorted(values, 0.5))
  const [withMs, withoutMs] = [median(inside), median(outside)]
  const differenceMs = withMs === null || withoutMs === null ? null : withMs - withoutMs
  return { withMs, withoutMs, differenceMs, ...compareSamples(outside, inside) }
}

function measureImpact(...[inside, outside]: Sides): Omit<MeasureImpact, 'q'> | null {
  const [mine, others] = [momentsOf(inside), momentsOf(outside)]
  const found = meanDifference(others, mine)
  return found && { ...found, withMean: mine.mean, withoutMean: others.mean, casesWith: mine.n, casesWithout: others.n }
}

/** Where there is a p-value. */
function corrected(p: readonly (number | null)[]): (number | null)[] {
  const known = p.flatMap((value, i) => (value === null ? [] : [i]))
  const q = correctedForMany(known.map(i => p[i]!))
  const answer: (number | null)[] = p.map(() => null)
  known.forEach((i, k) => {
    answer[i] = q[k]!
  })
  return answer
}

import { formatDuration } from '../base/time.ts'

/**
 * The usual time from one activity to a later one of the same case, in ms: from complete of the first to start of the
 * second, or to its complete where it has no start.
 */
export interface TemporalRelation {
  readonly from: string
  readonly to: string
  /** Pairs i < j of a case that have both times. */
  readonly pairs: number
  readonly mean: number
  /** n − 1 in the denominator; null for one pair. */
  readonly standardDeviation: number | null
}

/** By from, then to (A. Stertz, J. Mangler, S. Rinderle-Ma, Temporal conformance checking at runtime, 2020). */
export interface TemporalProfile {
  readonly relations: readonly TemporalRelation[]
}

/** `a→b: 5 min ± 1 min (3) | …`. */
export const printTemporalProfile = ({ relations }: TemporalProfile): string =>
  relations
    .map(
      ({ from, to, pairs, mean, standardDeviation }) =>
        `${from}→${to}: ${formatDuration(mean)} ± ${formatDuration(standardDeviation)} (${pairs})`,
    )
    .join(' | ')

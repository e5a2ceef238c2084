import { addExact, exactValue, select } from '../../base/statistics.ts'
import type { Durations } from '../engine.ts'

export const noDurations: Durations = {
  n: 0,
  total: 0,
  mean: null,
  median: null,
  p90: null,
  min: null,
  max: null,
  standardDeviation: null,
}

/**
 * The statistics of values[from..to), which it reorders; no NaN among them. Sums of integers are exact, the deviation
 * is two-pass with n − 1, quantiles are Hyndman & Fan's type 7. Expected O(n).
 */
export function durationsInPlace(values: Float64Array, from = 0, to = values.length): Durations {
  const n = to - from
  if (n === 0) return noDurations
  const sum = { low: 0, high: 0 }
  let min = values[from]!
  let max = min
  for (let i = from; i < to; i++) {
    const value = values[i]!
    addExact(sum, value)
    if (value < min) min = value
    if (value > max) max = value
  }
  const total = exactValue(sum)
  const mean = total / n
  const median = quantileFrom(values, 0.5, from, to, from)
  const p90 = quantileFrom(values, 0.9, from, to, from + Math.floor((n - 1) * 0.5))
  return { n, total, mean, median, p90, min, max, standardDeviation: deviation(values, mean, from, to) }
}

/** The n − 1 deviation around a known mean; null where there are fewer than two. */
export function deviation(values: Float64Array, mean: number, from: number, to: number): number | null {
  const n = to - from
  if (n < 2) return null
  let squares = 0
  for (let i = from; i < to; i++) squares += (values[i]! - mean) ** 2
  return Math.sqrt(squares / (n - 1))
}

/** Type-7 quantile of values[from..to) where everything before `known` is already no larger than what follows. */
export function quantileFrom(values: Float64Array, p: number, from: number, to: number, known: number): number {
  const h = (to - from - 1) * p
  const low = from + Math.floor(h)
  const a = select(values, low, known, to)
  const rest = h - Math.floor(h)
  if (rest === 0) return a
  let b = values[low + 1]!
  for (let i = low + 2; i < to; i++) if (values[i]! < b) b = values[i]!
  return a + rest * (b - a)
}

/** The values that are not NaN, copied. */
export function presentOf(values: Float64Array): Float64Array {
  let n = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) n++
  const present = new Float64Array(n)
  for (let i = 0, at = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) present[at++] = values[i]!
  return present
}

/**
 * Statistics of values by group 0..groups: the group of value i is group[i], or places[group[i]] where given; −1 = none.
 * NaN values are left out. Sorts the values by group, then selects in each: O(n).
 */
export function durationsByGroup(
  values: Float64Array,
  group: Int32Array,
  groups: number,
  places: Int32Array | null = null,
): Durations[] {
  const ends = new Int32Array(groups + 1)
  for (let i = 0; i < values.length; i++) {
    const g = places === null ? group[i]! : places[group[i]!]!
    if (g >= 0 && !Number.isNaN(values[i]!)) ends[g + 1]!++
  }
  for (let g = 0; g < groups; g++) ends[g + 1]! += ends[g]!
  const next = ends.slice(0, groups)
  const sorted = new Float64Array(ends[groups]!)
  for (let i = 0; i < values.length; i++) {
    const g = places === null ? group[i]! : places[group[i]!]!
    if (g >= 0 && !Number.isNaN(values[i]!)) sorted[next[g]!++] = values[i]!
  }
  return Array.from(next, (_, g) => durationsInPlace(sorted, ends[g]!, ends[g + 1]!))
}

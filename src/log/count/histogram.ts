import { RequestError } from '../../base/errors.ts'
import type { Histogram } from '../engine.ts'
import { durationsInPlace, presentOf } from './durations.ts'

const BINS = 20

/** Bins of equal width from min to max over the values that are not NaN; the others are `missing`. O(n). */
export function histogramOf(values: Float64Array, bins = BINS): Histogram {
  if (!Number.isSafeInteger(bins) || bins < 1 || bins > 100_000)
    throw new RequestError('"bins" must be a whole number from 1 to 100000.')
  const present = presentOf(values)
  const missing = values.length - present.length
  const stats = durationsInPlace(present)
  const { min, max } = stats
  if (min === null || max === null) return { edges: [], counts: [], stats, missing }
  if (min === max) return { edges: [min, max], counts: [present.length], stats, missing }
  const edges = Array.from({ length: bins + 1 }, (_, i) => min + ((max - min) * i) / bins)
  const counts = new Array<number>(bins).fill(0)
  const scale = bins / (max - min)
  for (let i = 0; i < present.length; i++) {
    const value = present[i]!
    let bin = Math.min(bins - 1, Math.max(0, Math.floor((value - min) * scale)))
    while (bin > 0 && value < edges[bin]!) bin--
    while (bin < bins - 1 && value >= edges[bin + 1]!) bin++
    counts[bin]!++
  }
  return { edges, counts, stats, missing }
}

import type { Histogram } from '../../log/engine.ts'

/** Values of some bars: from their lower edge on, up to but without their upper one; absent: up to the largest value. */
export interface Stretch {
  readonly from: number
  readonly to?: number
}

/**
 * The bars that a hand marked between two points of the axis: those whose middle lies between them, at least the one in
 * which it began. What they keep is exactly what they count, the largest value of the last one too. null: there is no bar.
 */
export function stretchOf(
  { edges, counts }: Pick<Histogram, 'edges' | 'counts'>,
  a: number,
  b: number,
): Stretch | null {
  if (counts.length === 0) return null
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  const middles = counts.map((_, i) => (edges[i]! + edges[i + 1]!) / 2)
  let first = middles.findIndex(middle => middle >= low)
  let last = middles.findLastIndex(middle => middle <= high)
  if (first < 0 || last < first)
    first = last = Math.max(
      0,
      counts.findLastIndex((_, i) => edges[i]! <= low),
    )
  return last === counts.length - 1 ? { from: edges[first]! } : { from: edges[first]!, to: edges[last + 1]! }
}

/** The same stretch of whole numbers, in whole numbers. */
export const inWholeNumbers = ({ from, to }: Stretch): Stretch =>
  to === undefined ? { from: Math.ceil(from) } : { from: Math.ceil(from), to: Math.ceil(to) }

import { bestArcs, type PrunedGraph } from './concurrency.ts'

/**
 * The arcs that are frequent, and those of the widest way from the start to each activity and from it to the end.
 * Frequent: at least the `eta` quantile of the most frequent arcs into and out of each node (Augusto et al. 2019, section
 * 3.3; the one at place round(eta · n) in their order). As positions in the matrix, ascending.
 */
export function filterArcs(graph: PrunedGraph, eta: number): number[] {
  const { size, frequency } = graph
  const strongest = new Set<number>()
  for (let node = 0; node < size; node++)
    for (const isOut of [true, false]) {
      let best = -1
      for (let other = 0; other < size; other++) {
        const at = isOut ? node * size + other : other * size + node
        if (frequency[at]! > 0 && (best < 0 || frequency[at]! > frequency[best]!)) best = at
      }
      if (best >= 0) strongest.add(best)
    }
  const sorted = Array.from(strongest, at => frequency[at]!).sort((a, b) => a - b)
  const threshold = sorted[Math.min(sorted.length - 1, Math.round(eta * sorted.length))] ?? 0
  const kept = new Set([...bestArcs(frequency, size, true), ...bestArcs(frequency, size, false)])
  frequency.forEach((count, at) => {
    if (count > 0 && count >= threshold) kept.add(at)
  })
  return [...kept].sort((a, b) => a - b)
}

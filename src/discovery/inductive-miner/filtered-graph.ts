import type { LocalGraph } from './traces.ts'

/**
 * Arcs that are frequent beside the most frequent way out of their activity, its end included: those with a frequency above
 * `noise` times that (Leemans 2014, section 4.2). `noise`: 0..1.
 */
export function filteredGraph(graph: LocalGraph, noise: number): LocalGraph {
  const successors = new Map<number, Map<number, number>>()
  for (const [a, row] of graph.successors) {
    const most = Math.max(graph.ends.get(a) ?? 0, ...row.values())
    successors.set(a, new Map([...row].filter(([, frequency]) => frequency > noise * most)))
  }
  // what no arc is left of is no part of a cut found here, unless traces begin or end with it
  const activities = graph.activities.filter(
    symbol =>
      graph.starts.has(symbol) ||
      graph.ends.has(symbol) ||
      (successors.get(symbol)?.size ?? 0) > 0 ||
      [...successors.values()].some(row => row.has(symbol)),
  )
  return { ...graph, activities, successors }
}

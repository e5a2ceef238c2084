/**
 * A directly-follows graph as a dense matrix: frequency[from * size + to], in occurrences, where
 * size = activities.length + 2 and START and END are the last two nodes. For logs of up to some thousand classes;
 * beyond, the engine's sparse arcs.
 */
export interface DirectlyFollowsGraph {
  readonly activities: readonly string[]
  readonly frequency: Float64Array
}

/** Printed form for tests: `{ '▶→a': 6, 'a→b': 3 }`, zero arcs left out. */
export function printArcs(graph: DirectlyFollowsGraph): Record<string, number> {
  const names = [...graph.activities, '▶', '■']
  const size = names.length
  const arcs: Record<string, number> = {}
  for (let from = 0; from < size; from++)
    for (let to = 0; to < size; to++) {
      const frequency = graph.frequency[from * size + to]!
      if (frequency > 0) arcs[`${names[from]}→${names[to]}`] = frequency
    }
  return arcs
}

import type { VariantLog } from '../log/variant-log.ts'
import type { DirectlyFollowsGraph } from '../model/directly-follows-graph.ts'

/**
 * Count how often one activity comes right after another within a case.
 * W. van der Aalst, Process Mining: Data Science in Action, 2016, ch. 6 (a >L b), counting occurrences.
 * START and END are the last two nodes, so an empty trace is START→END. Time O(symbols), space O(activities²).
 */
export function directlyFollows(log: VariantLog): DirectlyFollowsGraph {
  const START = log.activities.length
  const END = START + 1
  const size = START + 2
  const frequency = new Float64Array(size * size)
  for (let v = 0; v < log.cases.length; v++) {
    let from = START
    for (let i = log.offsets[v]!; i < log.offsets[v + 1]!; i++) {
      const to = log.symbols[i]!
      frequency[from * size + to]! += log.cases[v]!
      from = to
    }
    frequency[from * size + END]! += log.cases[v]!
  }
  return { activities: log.activities, frequency }
}

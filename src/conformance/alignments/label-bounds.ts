import type { Pace } from '../../log/count/pace.ts'
import type { MarkingGraph } from '../marking-graph.ts'
import { backwards, type Reachability } from './reachable.ts'

/** No end: the label may come any number of times. */
export const ANY_TIMES = 32767
/** Bounds are kept for graphs of up to so many pairs of marking and label. */
const MAXIMUM_PAIRS = 4e7

/**
 * How often each label comes at least and at most on the ways from each marking to a final one: `[marking * labels + label]`.
 * The distance between a rest of a trace and these counts is a lower bound of what aligning it costs, label by label.
 */
export interface LabelBounds {
  readonly labels: number
  readonly least: Int16Array
  readonly most: Int16Array
}

/** Null where the table would be too large. One pass over the graph a label. */
export async function labelBounds(graph: MarkingGraph, reach: Reachability, pace: Pace): Promise<LabelBounds | null> {
  const labels = graph.index.labels.length
  if (labels * reach.markings > MAXIMUM_PAIRS) return null
  const least = new Int16Array(labels * reach.markings)
  const most = new Int16Array(labels * reach.markings)
  const topological = byComponent(reach)
  for (let label = 0; label < labels; label++) {
    await pace.step()
    const shortest = backwards(graph, reach, reach.markings, other => (other === label ? 1 : 0))
    const longest = longestCounts(graph, reach, topological, label)
    for (let m = 0; m < reach.markings; m++) {
      least[m * labels + label] = Math.min(ANY_TIMES, Math.max(0, shortest[m]!))
      most[m * labels + label] = longest[reach.component[m]!]!
    }
  }
  return { labels, least, most }
}

/** Markings that can end, sinks first. */
function byComponent(reach: Reachability): Int32Array {
  const count = reach.component.reduce((most, component) => Math.max(most, component + 1), 0)
  const start = new Int32Array(count + 1)
  for (let m = 0; m < reach.markings; m++) if (reach.alive[m]) start[reach.component[m]! + 1]!++
  for (let c = 0; c < count; c++) start[c + 1]! += start[c]!
  const sorted = new Int32Array(start[count]!)
  for (let m = 0; m < reach.markings; m++) if (reach.alive[m]) sorted[start[reach.component[m]!]!++] = m
  return sorted
}

/** Most occurrences of the label from each component on; a cycle that holds it has no end. */
function longestCounts(graph: MarkingGraph, reach: Reachability, sorted: Int32Array, label: number): Int16Array {
  const { component, alive } = reach
  const count = component.reduce((most, one) => Math.max(most, one + 1), 0)
  const longest = new Int16Array(count)
  for (const m of sorted) {
    const own = component[m]!
    for (let arc = graph.firstArc(m); arc < graph.endArc(m); arc++) {
      const to = graph.target(arc)
      if (!alive[to]) continue
      const comes = graph.index.labelOf[graph.transition(arc)] === label ? 1 : 0
      const after = component[to] === own ? (comes ? ANY_TIMES : 0) : longest[component[to]!]! + comes
      if (after > longest[own]!) longest[own] = Math.min(ANY_TIMES, after)
    }
  }
  return longest
}

import { compareText } from '../../base/sort.ts'
import type { DirectlyFollowsGraph } from '../../model/directly-follows-graph.ts'
import { leaf, node, type ProcessTree, silent } from '../../model/process-tree.ts'
import { type Growth, grow, unwatched, type Watch } from '../grow.ts'
import { findCut } from './cuts.ts'
import { filteredGraph } from './filtered-graph.ts'
import { type GraphPart, splitGraph } from './split-graph.ts'
import { arcsOf, follows, type LocalGraph } from './traces.ts'

/**
 * A sound process tree from a directly-follows graph alone, for logs of any size: every arc of the graph, its starts and
 * ends are possible in it (IMd); with `noise` (0..1) above 0, but for rare ones where no cut fits otherwise (IMfD).
 * Leemans, Fahland & van der Aalst, Scalable process discovery and conformance checking, 2018. The log itself need not
 * be replayed by it. Ties go by the names of activities. A level of the tree takes O(activities²), whatever the log's size.
 */
export function inductiveMinerDirectlyFollows(
  dfg: DirectlyFollowsGraph,
  noise = 0,
  watch: Watch = unwatched,
): ProcessTree {
  const names = [...dfg.activities].sort(compareText)
  const { graph, empty } = graphOf(dfg, names)
  const whole: GraphPart = { graph, skipped: empty }
  const size = (part: GraphPart) => part.graph.activities.length
  return grow<GraphPart, ProcessTree>(whole, part => mine(part, noise, symbol => names[symbol]!), size, watch)
}

type Grown = Growth<GraphPart, ProcessTree>

function mine({ graph, skipped }: GraphPart, noise: number, name: (symbol: number) => string): Grown {
  if (graph.activities.length === 0) return { model: silent }
  const runs = [...graph.starts.values()].reduce((sum, frequency) => sum + frequency, 0)
  if (skipped > noise * (runs + skipped))
    return { parts: [{ graph, skipped: 0 }], made: ([tree]) => node('×', [silent, tree!]) }
  return mineFilled(graph, noise, name)
}

function mineFilled(graph: LocalGraph, noise: number, name: (symbol: number) => string): Grown {
  const { activities } = graph
  const [first] = activities as [number]
  if (activities.length === 1 && !follows(graph, first, first)) return { model: leaf(name(first)) }
  const cut = findCut(graph) ?? (noise > 0 ? findCut(filteredGraph(graph, noise)) : null)
  if (cut) return { parts: splitGraph(graph, cut), made: trees => node(cut.operator, trees) }
  const leaves = activities.map(symbol => leaf(name(symbol)))
  return { model: node('↺', [leaves.length === 1 ? leaves[0]! : node('×', leaves), silent]) }
}

/** The graph over symbols in the order of names, of the activities that any arc leads to or from. */
function graphOf(dfg: DirectlyFollowsGraph, names: readonly string[]): { graph: LocalGraph; empty: number } {
  const size = dfg.activities.length + 2
  const code = new Map(names.map((name, symbol) => [name, symbol]))
  const symbols = dfg.activities.map(activity => code.get(activity)!)
  const frequency = (from: number, to: number) => dfg.frequency[from * size + to]!
  const counts = (of: (a: number) => number) =>
    new Map(symbols.flatMap((symbol, a) => (of(a) > 0 ? [[symbol, of(a)] as const] : [])))
  const rows = symbols.map((symbol, a) => [symbol, counts(b => frequency(a, b))] as const)
  const graph = {
    successors: new Map(rows.filter(([, row]) => row.size > 0)),
    starts: counts(a => frequency(size - 2, a)),
    ends: counts(a => frequency(a, size - 1)),
  }
  const seen = new Set([...arcsOf({ ...graph, activities: [] })].flat())
  for (const symbol of [...graph.starts.keys(), ...graph.ends.keys()]) seen.add(symbol)
  const activities = [...seen].sort((a, b) => a - b)
  return { graph: { ...graph, activities }, empty: frequency(size - 2, size - 1) }
}

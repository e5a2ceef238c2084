import { leaf, node, type ProcessTree, silent } from '../../model/process-tree.ts'
import { type ArcLists, arcLists } from './arc-lists.ts'
import { splitConcurrency } from './concurrency.ts'
import { leaveOut } from './leave-out.ts'
import { type LocalGraph, TraceBag, type WeightedTraces } from './traces.ts'

/** What is mined further, and how the trees of it stand together. */
export interface FallThrough {
  readonly operator: '∧' | '↺'
  /** In order; a tree stands as it is, traces are mined. */
  readonly parts: readonly (WeightedTraces | ProcessTree)[]
}

/**
 * What is said of traces that no cut fits (Leemans 2017, section 6.1.3), in this order: an activity that every trace has
 * once stands beside the rest; an activity without which a cut fits stands beside the rest; traces that begin again after
 * an end, or at a start, are a loop; else anything goes.
 */
export function fallThrough(
  log: WeightedTraces,
  graph: LocalGraph,
  name: (symbol: number) => string,
  cutFits: (graph: ArcLists) => boolean,
): FallThrough {
  return (
    oncePerTrace(log, graph) ??
    beside(log, graph, cutFits) ??
    loopOf(log, graph, true) ??
    loopOf(log, graph, false) ?? {
      operator: '↺',
      parts: [
        node(
          '×',
          graph.activities.map(symbol => leaf(name(symbol))),
        ),
        silent,
      ],
    }
  )
}

function oncePerTrace(log: WeightedTraces, { activities }: LocalGraph): FallThrough | null {
  if (activities.length < 2) return null
  // how often in the trace that is looked at, and in how many just once
  const size = activities.at(-1)! + 1
  const [times, once] = [new Int32Array(size), new Int32Array(size)]
  for (const trace of log.traces) {
    for (const symbol of trace) {
      const seen = ++times[symbol]!
      if (seen === 1) once[symbol]!++
      else if (seen === 2) once[symbol]!--
    }
    for (const symbol of trace) times[symbol] = 0
  }
  const found = activities.find(symbol => once[symbol] === log.traces.length)
  return found === undefined ? null : apart(log, activities, found)
}

function beside(log: WeightedTraces, graph: LocalGraph, cutFits: (graph: ArcLists) => boolean): FallThrough | null {
  const { activities } = graph
  if (activities.length < 2) return null
  const lists = arcLists(graph)
  const without = leaveOut(log, graph, lists)
  const found = lists.nodes.find(place => cutFits(without(place)))
  return found === undefined ? null : apart(log, activities, activities[found]!)
}

function apart(log: WeightedTraces, activities: readonly number[], symbol: number): FallThrough {
  const [one, rest] = splitConcurrency(log, [[symbol], activities.filter(other => other !== symbol)])
  return { operator: '∧', parts: [one!, rest!] }
}

/** Cut where a start activity comes again; strict: only right after an end activity. */
function loopOf({ traces, cases }: WeightedTraces, { starts, ends }: LocalGraph, strict: boolean): FallThrough | null {
  const bag = new TraceBag()
  let cuts = 0
  traces.forEach((trace, t) => {
    let from = 0
    for (let i = 1; i < trace.length; i++) {
      if (!starts.has(trace[i]!) || (strict && !ends.has(trace[i - 1]!))) continue
      bag.add(trace.slice(from, i), cases[t]!)
      from = i
      cuts++
    }
    bag.add(trace.slice(from), cases[t]!)
  })
  return cuts === 0 ? null : { operator: '↺', parts: [bag, silent] }
}

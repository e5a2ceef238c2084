import { leaf, node, type ProcessTree, silent } from '../../model/process-tree.ts'
import { splitConcurrency } from './concurrency.ts'
import type { Cut } from './cuts.ts'
import { type LocalGraph, localGraph, TraceBag, type WeightedTraces } from './traces.ts'

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
  findCut: (graph: LocalGraph) => Cut | null,
): FallThrough {
  return (
    oncePerTrace(log, graph) ??
    beside(log, graph, findCut) ??
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
  const once = activities.find(symbol =>
    log.traces.every(trace => {
      const first = trace.indexOf(symbol)
      return first >= 0 && trace.indexOf(symbol, first + 1) < 0
    }),
  )
  return once === undefined ? null : apart(log, activities, once)
}

function beside(
  log: WeightedTraces,
  { activities }: LocalGraph,
  findCut: (graph: LocalGraph) => Cut | null,
): FallThrough | null {
  if (activities.length < 2) return null
  for (const symbol of activities) {
    const rest = without(log, symbol)
    if (findCut(localGraph(rest)) !== null) return apart(log, activities, symbol)
  }
  return null
}

function apart(log: WeightedTraces, activities: readonly number[], symbol: number): FallThrough {
  const [one, rest] = splitConcurrency(log, [[symbol], activities.filter(other => other !== symbol)])
  return { operator: '∧', parts: [one!, rest!] }
}

function without({ traces, cases }: WeightedTraces, symbol: number): WeightedTraces {
  const bag = new TraceBag()
  traces.forEach((trace, t) => {
    bag.add(
      trace.filter(other => other !== symbol),
      cases[t]!,
    )
  })
  return bag
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

import { type ArcLists, connectedParts, symbolsOf } from './arc-lists.ts'
import { TraceBag, type WeightedTraces } from './traces.ts'

/** Activities that never meet: connected parts of the graph (Leemans 2013, definition 1). null where there is one part. */
export function exclusiveChoiceCut(graph: ArcLists): number[][] | null {
  const found = connectedParts(graph, graph.inside)
  return found.length > 1 ? found.map(part => symbolsOf(graph, part)) : null
}

/**
 * Each trace goes to the part that has most of its events; the others of it are left out (Leemans 2014, section 4.3). Of
 * parts that have equally many the smaller one: its activities are rarer, and tell more.
 */
export function splitChoice({ traces, cases }: WeightedTraces, cut: readonly (readonly number[])[]): WeightedTraces[] {
  const sets = cut.map(group => new Set(group))
  const bags = cut.map(() => new TraceBag())
  traces.forEach((trace, t) => {
    let best = 0
    let most = -1
    sets.forEach((set, g) => {
      const count = trace.reduce((sum, symbol) => sum + (set.has(symbol) ? 1 : 0), 0)
      if (count > most || (count === most && set.size < sets[best]!.size)) [best, most] = [g, count]
    })
    bags[best]!.add(
      trace.filter(symbol => sets[best]!.has(symbol)),
      cases[t]!,
    )
  })
  return bags
}

import { type ArcLists, connectedParts, symbolsOf } from './arc-lists.ts'
import { partNumbers, TraceBag, type WeightedTraces } from './traces.ts'

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
  const partOf = partNumbers(cut)
  const bags = cut.map(() => new TraceBag())
  traces.forEach((trace, t) => {
    const counts = new Int32Array(cut.length)
    for (const symbol of trace) {
      const part = partOf[symbol] ?? -1
      if (part >= 0) counts[part]!++
    }
    let best = 0
    for (let part = 1; part < cut.length; part++) {
      const more = counts[part]! - counts[best]!
      if (more > 0 || (more === 0 && cut[part]!.length < cut[best]!.length)) best = part
    }
    bags[best]!.add(
      trace.filter(symbol => partOf[symbol] === best),
      cases[t]!,
    )
  })
  return bags
}

import { Groups } from './components.ts'
import { follows, type LocalGraph, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * Activities that follow each other both ways across parts; every part can start and end (Leemans 2013, definition 3).
 * A part that cannot joins the one before it, the smallest first. null where one part is left.
 */
export function concurrencyCut(graph: LocalGraph): number[][] | null {
  const { activities, starts, ends } = graph
  const groups = new Groups(activities)
  for (const a of activities)
    for (const b of activities) if (a < b && !(follows(graph, a, b) && follows(graph, b, a))) groups.join(a, b)
  const parts = groups
    .list()
    .map((part, i) => ({ part, i }))
    .sort((a, b) => a.part.length - b.part.length || a.i - b.i)
    .map(({ part }) => part)
  for (let p = 0; p < parts.length && parts.length > 1; ) {
    const part = parts[p]!
    if (part.some(symbol => starts.has(symbol)) && part.some(symbol => ends.has(symbol))) {
      p++
      continue
    }
    parts.splice(p, 1)
    parts[p === 0 ? p : p - 1]!.push(...part)
  }
  if (parts.length < 2) return null
  return parts.map(part => part.sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!)
}

export function splitConcurrency(
  { traces, cases }: WeightedTraces,
  cut: readonly (readonly number[])[],
): WeightedTraces[] {
  return cut.map(group => {
    const set = new Set(group)
    const bag = new TraceBag()
    traces.forEach((trace, t) => {
      bag.add(
        trace.filter(symbol => set.has(symbol)),
        cases[t]!,
      )
    })
    return bag
  })
}

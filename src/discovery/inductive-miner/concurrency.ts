import { type ArcLists, symbolsOf } from './arc-lists.ts'
import { partNumbers, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * Activities that follow each other both ways across parts; every part can start and end (Leemans 2013, definition 3).
 * A part that cannot joins the one before it, the smallest first. null where one part is left. O(activities + arcs) to
 * where parts are joined.
 */
export function concurrencyCut(graph: ArcLists): number[][] | null {
  const { starts, ends } = graph
  const parts = apartParts(graph)
    .map((part, i) => ({ part, i }))
    .sort((a, b) => a.part.length - b.part.length || a.i - b.i)
    .map(({ part }) => part)
  for (let p = 0; p < parts.length && parts.length > 1; ) {
    const part = parts[p]!
    if (part.some(place => starts[place] === 1) && part.some(place => ends[place] === 1)) {
      p++
      continue
    }
    parts.splice(p, 1)
    const joined = parts[p === 0 ? p : p - 1]!
    for (const place of part) joined.push(place)
  }
  if (parts.length < 2) return null
  return parts.map(part => symbolsOf(graph, part)).sort((a, b) => a[0]! - b[0]!)
}

/**
 * Parts of what does not follow each other both ways, by their smallest place: a search that looks only at places not yet
 * reached, so that each step either reaches one or passes an arc.
 */
function apartParts({ nodes, inside, out, into }: ArcLists): number[][] {
  const parts: number[][] = []
  const [after, both] = [new Int32Array(inside.length).fill(-1), new Int32Array(inside.length).fill(-1)]
  let left: readonly number[] = nodes
  while (left.length > 0) {
    const part = [left[0]!]
    left = left.slice(1)
    for (let i = 0; i < part.length && left.length > 0; i++) {
      const at = part[i]!
      for (const to of out[at]!) after[to] = at
      for (const from of into[at]!) if (after[from] === at) both[from] = at
      const still: number[] = []
      for (const place of left) (both[place] === at ? still : part).push(place)
      left = still
    }
    parts.push(part)
  }
  return parts
}

export function splitConcurrency(
  { traces, cases }: WeightedTraces,
  cut: readonly (readonly number[])[],
): WeightedTraces[] {
  const partOf = partNumbers(cut)
  const bags = cut.map(() => new TraceBag())
  traces.forEach((trace, t) => {
    const parts: number[][] = cut.map(() => [])
    for (const symbol of trace) parts[partOf[symbol] ?? -1]?.push(symbol)
    parts.forEach((part, p) => {
      bags[p]!.add(part, cases[t]!)
    })
  })
  return bags
}

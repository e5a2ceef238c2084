import { Groups } from './components.ts'
import { arcsOf, type LocalGraph, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * Activities that come one after the other: those that reach each other, or do not reach each other at all, stand
 * together (Leemans 2013, definition 2); then neighbours of parts that can be skipped are joined where that says more
 * (strict sequence, Leemans 2017, page 233). null where there is one part.
 */
export function sequenceCut(graph: LocalGraph): number[][] | null {
  const reach = reachability(graph)
  const groups = new Groups(graph.activities)
  for (const a of graph.activities)
    for (const b of graph.activities) if (a < b && reach.get(a)!.has(b) === reach.get(b)!.has(a)) groups.join(a, b)
  const parts = joinedUntilOrdered(groups, graph, reach)
  if (parts.length < 2) return null
  const strict = strictParts(parts, graph)
  return strict.length > 1 ? strict : null
}

/** Parts by what reaches what; parts that joining made mutually reachable are joined too. */
function joinedUntilOrdered(
  groups: Groups,
  _graph: LocalGraph,
  reach: ReadonlyMap<number, ReadonlySet<number>>,
): number[][] {
  for (;;) {
    const parts = groups.list()
    const reaches = (a: readonly number[], b: readonly number[]) => a.some(x => b.some(y => reach.get(x)!.has(y)))
    let joined = false
    for (let i = 0; i < parts.length; i++)
      for (let j = i + 1; j < parts.length; j++)
        if (reaches(parts[i]!, parts[j]!) === reaches(parts[j]!, parts[i]!)) {
          groups.join(parts[i]![0]!, parts[j]![0]!)
          joined = true
        }
    if (!joined) return parts.sort((a, b) => (reaches(a, b) ? -1 : 1))
  }
}

function reachability({ activities, successors }: LocalGraph): Map<number, Set<number>> {
  const reach = new Map<number, Set<number>>()
  for (const from of activities) {
    const seen = new Set<number>()
    const open = [from]
    while (open.length > 0)
      for (const next of successors.get(open.pop()!)?.keys() ?? [])
        if (!seen.has(next)) {
          seen.add(next)
          open.push(next)
        }
    reach.set(from, seen)
  }
  return reach
}

function strictParts(parts: readonly (readonly number[])[], graph: LocalGraph): number[][] {
  const { starts, ends } = graph
  const made = parts.map(part => [...part])
  const partOf = new Map(parts.flatMap((part, p) => part.map(symbol => [symbol, p] as const)))
  const earliest = parts.map(part => (part.some(symbol => starts.has(symbol)) ? -1 : Number.POSITIVE_INFINITY))
  const latest = parts.map(part => (part.some(symbol => ends.has(symbol)) ? Number.POSITIVE_INFINITY : -1))
  for (const [a, b] of arcsOf(graph)) {
    const [from, to] = [partOf.get(a)!, partOf.get(b)!]
    earliest[to] = Math.min(earliest[to]!, from)
    latest[from] = Math.max(latest[from]!, to)
  }
  for (let p = 0; p < parts.length; p++) {
    if (!isSkippable(p, made, graph)) continue
    for (let q = p - 1; q >= 0 && latest[q]! <= p; q--) made[p]!.push(...made[q]!.splice(0))
    for (let q = p + 1; q < made.length && earliest[q]! >= p; q++) made[p]!.push(...made[q]!.splice(0))
  }
  return made.filter(part => part.length > 0).map(part => part.sort((a, b) => a - b))
}

/** A trace can pass part p by: an arc jumps over it, or a trace begins behind or ends before it. */
function isSkippable(p: number, parts: readonly (readonly number[])[], graph: LocalGraph): boolean {
  const before = new Set(parts.slice(0, p).flat())
  const after = new Set(parts.slice(p + 1).flat())
  for (const [a, b] of arcsOf(graph)) if (before.has(a) && after.has(b)) return true
  return [...after].some(symbol => graph.starts.has(symbol)) || [...before].some(symbol => graph.ends.has(symbol))
}

/** Each trace is cut where least of it stands in the wrong part; what does is left out (Leemans 2014, section 4.3). */
export function splitSequence(
  { traces, cases }: WeightedTraces,
  cut: readonly (readonly number[])[],
): WeightedTraces[] {
  const sets = cut.map(group => new Set(group))
  const bags = cut.map(() => new TraceBag())
  traces.forEach((trace, t) => {
    const passed = new Set<number>()
    let from = 0
    sets.forEach((set, g) => {
      const to = splitPoint(trace, set, from, passed)
      bags[g]!.add(
        trace.slice(from, to).filter(symbol => set.has(symbol)),
        cases[t]!,
      )
      from = to
      for (const symbol of set) passed.add(symbol)
    })
  })
  return bags
}

function splitPoint(
  trace: readonly number[],
  part: ReadonlySet<number>,
  from: number,
  passed: ReadonlySet<number>,
): number {
  let cost = 0
  let least = 0
  let best = from
  for (let i = from; i < trace.length; i++) {
    if (part.has(trace[i]!)) cost--
    else if (!passed.has(trace[i]!)) cost++
    if (cost < least) [least, best] = [cost, i + 1]
  }
  return best
}

import { type ArcLists, symbolsOf } from './arc-lists.ts'
import { chain } from './chain.ts'
import { partNumbers, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * Activities that come one after the other: those that reach each other, or do not reach each other at all, stand
 * together (Leemans 2013, definition 2); then neighbours of parts that can be skipped are joined where that says more
 * (strict sequence, Leemans 2017, page 233). null where there is one part. O(activities + arcs), and O(arcs) more for
 * every part that others are joined to.
 */
export function sequenceCut(graph: ArcLists): number[][] | null {
  const parts = chain(graph)
  if (parts.length < 2) return null
  const strict = strictParts(parts, graph)
  return strict.length > 1 ? strict.map(part => symbolsOf(graph, part)) : null
}

function strictParts(parts: readonly (readonly number[])[], graph: ArcLists): number[][] {
  const { nodes, inside, out, starts, ends } = graph
  const made = parts.map(part => [...part])
  const partOf = new Int32Array(inside.length)
  parts.forEach((part, p) => {
    for (const place of part) partOf[place] = p
  })
  const earliest = parts.map(part => (part.some(place => starts[place] === 1) ? -1 : Number.POSITIVE_INFINITY))
  const latest = parts.map(part => (part.some(place => ends[place] === 1) ? Number.POSITIVE_INFINITY : -1))
  for (const a of nodes)
    for (const b of out[a]!) {
      if (inside[b] === 0) continue
      const [from, to] = [partOf[a]!, partOf[b]!]
      earliest[to] = Math.min(earliest[to]!, from)
      latest[from] = Math.max(latest[from]!, to)
    }
  let isSkippable = skips(partOf, made.length, graph)
  for (let p = 0; p < parts.length; p++) {
    if (!isSkippable(p)) continue
    let moved = false
    const move = (from: number) => {
      moved ||= made[from]!.length > 0
      for (const place of made[from]!.splice(0)) {
        partOf[place] = p
        made[p]!.push(place)
      }
    }
    for (let q = p - 1; q >= 0 && latest[q]! <= p; q--) move(q)
    for (let q = p + 1; q < made.length && earliest[q]! >= p; q++) move(q)
    if (moved) isSkippable = skips(partOf, made.length, graph)
  }
  return made.filter(part => part.length > 0)
}

/** Whether a trace can pass a part by: an arc jumps over it, or a trace begins behind or ends before it. */
function skips(partOf: Int32Array, parts: number, graph: ArcLists): (part: number) => boolean {
  const { nodes, inside, out, starts, ends } = graph
  const furthest = new Int32Array(parts).fill(-1)
  let [lastStart, firstEnd] = [-1, parts]
  for (const a of nodes) {
    const from = partOf[a]!
    if (starts[a] === 1) lastStart = Math.max(lastStart, from)
    if (ends[a] === 1) firstEnd = Math.min(firstEnd, from)
    for (const b of out[a]!) if (inside[b] === 1) furthest[from] = Math.max(furthest[from]!, partOf[b]!)
  }
  // from any part up to it
  for (let p = 1; p < parts; p++) furthest[p] = Math.max(furthest[p]!, furthest[p - 1]!)
  return p => lastStart > p || firstEnd < p || (p > 0 && furthest[p - 1]! > p)
}

/** Each trace is cut where least of it stands in the wrong part; what does is left out (Leemans 2014, section 4.3). */
export function splitSequence(
  { traces, cases }: WeightedTraces,
  cut: readonly (readonly number[])[],
): WeightedTraces[] {
  const partOf = partNumbers(cut)
  const bags = cut.map(() => new TraceBag())
  traces.forEach((trace, t) => {
    let from = 0
    bags.forEach((bag, part) => {
      const to = splitPoint(trace, partOf, part, from)
      bag.add(
        trace.slice(from, to).filter(symbol => partOf[symbol] === part),
        cases[t]!,
      )
      from = to
    })
  })
  return bags
}

/** Behind which event the part ends that begins at `from`; what is of a part before it counts neither way. */
function splitPoint(trace: readonly number[], partOf: Int32Array, part: number, from: number): number {
  let cost = 0
  let least = 0
  let best = from
  for (let i = from; i < trace.length; i++) {
    const at = partOf[trace[i]!] ?? -1
    if (at === part) cost--
    else if (at < 0 || at > part) cost++
    if (cost < least) [least, best] = [cost, i + 1]
  }
  return best
}

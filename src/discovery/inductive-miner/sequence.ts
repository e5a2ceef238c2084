import { Groups } from './components.ts'
import { arcsOf, type LocalGraph, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * Activities that come one after the other: those that reach each other, or do not reach each other at all, stand
 * together (Leemans 2013, definition 2); then neighbours of parts that can be skipped are joined where that says more
 * (strict sequence, Leemans 2017, page 233). null where there is one part.
 */
export function sequenceCut(graph: LocalGraph): number[][] | null {
  const { activities } = graph
  const reach = reachability(graph)
  const groups = new Groups(activities)
  activities.forEach((a, i) => {
    for (let j = i + 1; j < activities.length; j++)
      if (reach.has(i, j) === reach.has(j, i)) groups.join(a, activities[j]!)
  })
  const parts = joinedUntilOrdered(groups, activities, reach)
  if (parts.length < 2) return null
  const strict = strictParts(parts, graph)
  return strict.length > 1 ? strict : null
}

/** Parts by what reaches what; parts that joining made mutually reachable are joined too. */
function joinedUntilOrdered(groups: Groups, activities: readonly number[], reach: Pairs): number[][] {
  for (;;) {
    const parts = groups.list()
    const reaches = reach.of(parts, activities)
    let joined = false
    for (let i = 0; i < parts.length; i++)
      for (let j = i + 1; j < parts.length; j++)
        if (reaches.has(i, j) === reaches.has(j, i)) {
          groups.join(parts[i]![0]!, parts[j]![0]!)
          joined = true
        }
    if (joined) continue
    const order = [...parts.keys()].sort((i, j) => (reaches.has(i, j) ? -1 : 1))
    return order.map(i => parts[i]!)
  }
}

/** Pairs of numbers below `size`, a byte each: sets of thousands of activities would take seconds and gigabytes. */
class Pairs {
  private readonly size: number
  private readonly cells: Uint8Array
  constructor(size: number) {
    this.size = size
    this.cells = new Uint8Array(size * size)
  }
  add(a: number, b: number): void {
    this.cells[a * this.size + b] = 1
  }
  has(a: number, b: number): boolean {
    return this.cells[a * this.size + b] === 1
  }

  /** Pairs of parts of which an item of one stands in a pair with an item of the other. Items have the numbers of their places. */
  of(parts: readonly (readonly number[])[], items: readonly number[]): Pairs {
    const partOf = new Map(parts.flatMap((part, p) => part.map(item => [item, p] as const)))
    const part = items.map(item => partOf.get(item)!)
    const found = new Pairs(parts.length)
    for (let a = 0; a < this.size; a++)
      for (let b = 0; b < this.size; b++) if (this.has(a, b)) found.add(part[a]!, part[b]!)
    return found
  }
}

/** Which activities, by place, come at some time after each. */
function reachability({ activities, successors }: LocalGraph): Pairs {
  const place = new Map(activities.map((activity, at) => [activity, at]))
  const next = activities.map(activity => Array.from(successors.get(activity)?.keys() ?? [], to => place.get(to)!))
  const reach = new Pairs(activities.length)
  for (const from of activities.keys()) {
    const open = [from]
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const to of next[at]!)
        if (!reach.has(from, to)) {
          reach.add(from, to)
          open.push(to)
        }
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
  const move = (from: number, to: number) => {
    for (const symbol of made[from]!) partOf.set(symbol, to)
    made[to]!.push(...made[from]!.splice(0))
  }
  for (let p = 0; p < parts.length; p++) {
    if (!isSkippable(p, partOf, graph)) continue
    for (let q = p - 1; q >= 0 && latest[q]! <= p; q--) move(q, p)
    for (let q = p + 1; q < made.length && earliest[q]! >= p; q++) move(q, p)
  }
  return made.filter(part => part.length > 0).map(part => part.sort((a, b) => a - b))
}

/** A trace can pass part p by: an arc jumps over it, or a trace begins behind or ends before it. */
function isSkippable(p: number, partOf: ReadonlyMap<number, number>, graph: LocalGraph): boolean {
  for (const [a, b] of arcsOf(graph)) if (partOf.get(a)! < p && partOf.get(b)! > p) return true
  for (const symbol of graph.starts.keys()) if (partOf.get(symbol)! > p) return true
  for (const symbol of graph.ends.keys()) if (partOf.get(symbol)! < p) return true
  return false
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

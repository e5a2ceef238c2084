import { notApplicable, ok, type Result } from '../base/result.ts'
import type { VariantLog } from '../log/variant-log.ts'
import type { Footprints } from '../model/footprints.ts'
import { fire, isEnabled, isFinal, type Marking, type PetriNet } from '../model/petri-net.ts'
import { type ProcessTree, treeActivities } from '../model/process-tree.ts'

/** Footprints of a log: W. van der Aalst, Process Mining: Data Science in Action, 2016, section 6.2. O(symbols + activities²). */
export function logFootprints(log: VariantLog): Footprints {
  const size = log.activities.length
  const follows = new Uint8Array(size * size)
  const starts = new Set<number>()
  const ends = new Set<number>()
  let minTraceLength = Number.POSITIVE_INFINITY
  for (let v = 0; v < log.cases.length; v++) {
    const [from, to] = [log.offsets[v]!, log.offsets[v + 1]!]
    minTraceLength = Math.min(minTraceLength, to - from)
    if (to === from) continue
    starts.add(log.symbols[from]!)
    ends.add(log.symbols[to - 1]!)
    for (let i = from + 1; i < to; i++) follows[log.symbols[i - 1]! * size + log.symbols[i]!] = 1
  }
  return made(log.activities, follows, starts, ends, log.cases.length === 0 ? 0 : minTraceLength)
}

const ascending = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b)

const made = (
  activities: readonly string[],
  follows: Uint8Array,
  starts: ReadonlySet<number>,
  ends: ReadonlySet<number>,
  minTraceLength: number,
): Footprints => ({ activities, follows, starts: ascending(starts), ends: ascending(ends), minTraceLength })

/** What a part of a tree can begin and end with, and the events of its shortest run (0: it can be passed silently). */
interface Ends {
  readonly starts: ReadonlySet<number>
  readonly ends: ReadonlySet<number>
  readonly shortest: number
}

/** Footprints of the tree's language, from its operators alone; it may have no leaf with one name twice to be exact of each. */
export function treeFootprints(tree: ProcessTree): Footprints {
  const activities = treeActivities(tree)
  const size = activities.length
  const code = new Map(activities.map((activity, a) => [activity, a]))
  const follows = new Uint8Array(size * size)
  const join = (from: ReadonlySet<number>, to: ReadonlySet<number>) => {
    for (const a of from) for (const b of to) follows[a * size + b] = 1
  }
  const visit = (part: ProcessTree): Ends & { all: ReadonlySet<number> } => {
    if (part.kind === 'silent') return { starts: new Set(), ends: new Set(), shortest: 0, all: new Set() }
    if (part.kind === 'activity') {
      const one = new Set([code.get(part.activity)!])
      return { starts: one, ends: one, shortest: 1, all: one }
    }
    const parts = part.children.map(visit)
    const all = union(parts.map(child => child.all))
    if (part.operator === '→') return { ...sequenceEnds(parts, join), all }
    if (part.operator === '↺') return { ...loopEnds(parts, join), all }
    const [starts, ends] = [union(parts.map(child => child.starts)), union(parts.map(child => child.ends))]
    const lengths = parts.map(child => child.shortest)
    if (part.operator === '×') return { starts, ends, shortest: Math.min(...lengths), all }
    parts.forEach((child, c) => {
      for (const other of parts.filter((_, o) => o !== c)) join(child.all, other.all)
    })
    return { starts, ends, shortest: lengths.reduce((sum, length) => sum + length, 0), all }
  }
  const { starts, ends, shortest } = visit(tree)
  return made(activities, follows, starts, ends, shortest)
}

type Join = (from: ReadonlySet<number>, to: ReadonlySet<number>) => void

function sequenceEnds(parts: readonly Ends[], join: Join): Ends {
  let ends: ReadonlySet<number> = new Set()
  let starts: ReadonlySet<number> = new Set()
  let shortest = 0
  for (const part of parts) {
    join(ends, part.starts)
    if (shortest === 0) starts = union([starts, part.starts])
    ends = part.shortest === 0 ? union([ends, part.ends]) : part.ends
    shortest += part.shortest
  }
  return { starts, ends, shortest }
}

function loopEnds([body, ...redo]: readonly Ends[], join: Join): Ends {
  const redoStarts = union(redo.map(part => part.starts))
  const redoEnds = union(redo.map(part => part.ends))
  join(body!.ends, redoStarts)
  join(redoEnds, body!.starts)
  if (redo.some(part => part.shortest === 0)) join(body!.ends, body!.starts)
  if (body!.shortest > 0) return body!
  join(redoEnds, redoStarts)
  return { starts: union([body!.starts, redoStarts]), ends: union([body!.ends, redoEnds]), shortest: 0 }
}

const union = (sets: readonly ReadonlySet<number>[]): ReadonlySet<number> => new Set(sets.flatMap(set => [...set]))

/**
 * Footprints of a net, by its reachable markings; refused beyond `limit` of them. Only what lies on a way to a final
 * marking counts; a net that never ends has none.
 */
export function netFootprints(net: PetriNet, limit = 100_000): Result<Footprints> {
  const graph = reachable(net, limit)
  if (graph === null) return notApplicable(`the net has more than ${limit} markings`)
  const live = graph.liveTo(graph.finals)
  if (!live.has(0)) return notApplicable('no final marking of the net can be reached')
  const activities = [...new Set(net.transitions.flatMap(({ label }) => label ?? []))]
  const code = new Map(activities.map((activity, a) => [activity, a]))
  const follows = new Uint8Array(activities.length ** 2)
  const [starts, ends] = [new Set<number>(), new Set<number>()]
  const visible = (state: number) => {
    const next = new Set<number>()
    let canEnd = false
    for (const at of graph.silentFrom(state)) {
      if (!live.has(at)) continue
      canEnd ||= graph.finals.has(at)
      for (const { label, to } of graph.arcs[at]!) if (label !== null && live.has(to)) next.add(code.get(label)!)
    }
    return { next, canEnd }
  }
  const at = graph.arcs.map((_, state) => (live.has(state) ? visible(state) : null))
  for (const b of at[0]!.next) starts.add(b)
  graph.arcs.forEach((arcs, state) => {
    for (const { label, to } of live.has(state) ? arcs : []) {
      if (label === null || !live.has(to)) continue
      const a = code.get(label)!
      for (const b of at[to]!.next) follows[a * activities.length + b] = 1
      if (at[to]!.canEnd) ends.add(a)
    }
  })
  return ok(made(activities, follows, starts, ends, graph.shortest()))
}

class MarkingGraph {
  readonly arcs: { readonly label: string | null; readonly to: number }[][] = []
  readonly finals = new Set<number>()

  silentFrom(state: number): ReadonlySet<number> {
    const seen = new Set([state])
    for (const at of seen) for (const { label, to } of this.arcs[at]!) if (label === null) seen.add(to)
    return seen
  }
  /** States from which one of `goals` can be reached. */
  liveTo(goals: ReadonlySet<number>): ReadonlySet<number> {
    const into: number[][] = this.arcs.map(() => [])
    this.arcs.forEach((arcs, from) => {
      for (const { to } of arcs) into[to]!.push(from)
    })
    const seen = new Set(goals)
    for (const at of seen) for (const from of into[at]!) seen.add(from)
    return seen
  }
  /** Visible arcs of the shortest way to a final marking: breadth first, silent arcs first. */
  shortest(): number {
    let layer = this.silentFrom(0)
    const seen = new Set(layer)
    for (let length = 0; layer.size > 0; length++) {
      if ([...layer].some(state => this.finals.has(state))) return length
      const next = new Set<number>()
      for (const state of layer)
        for (const { label, to } of this.arcs[state]!)
          if (label !== null) for (const reached of this.silentFrom(to)) if (!seen.has(reached)) next.add(reached)
      for (const state of next) seen.add(state)
      layer = next
    }
    return 0
  }
}

function reachable(net: PetriNet, limit: number): MarkingGraph | null {
  const graph = new MarkingGraph()
  const known = new Map<string, number>([[net.initial.join(','), 0]])
  const markings: Marking[] = [net.initial]
  for (let state = 0; state < markings.length; state++) {
    const marking = markings[state]!
    if (isFinal(net, marking)) graph.finals.add(state)
    const arcs: { label: string | null; to: number }[] = []
    for (const transition of net.transitions) {
      if (!isEnabled(transition, marking)) continue
      const after = fire(transition, marking)
      const key = after.join(',')
      let to = known.get(key)
      if (to === undefined) {
        if (markings.length >= limit) return null
        to = markings.push(after) - 1
        known.set(key, to)
      }
      arcs.push({ label: transition.label, to })
    }
    graph.arcs.push(arcs)
  }
  return graph
}

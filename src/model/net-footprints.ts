import { notApplicable, ok, type Result } from '../base/result.ts'
import { type Footprints, footprintsOf } from './footprints.ts'
import type { PetriNet } from './petri-net.ts'
import { DEFAULT_STATES, type ReachabilityGraph, reachabilityGraph } from './reachability-graph.ts'

interface Arc {
  /** Activity; -1 for a silent transition. */
  readonly activity: number
  readonly to: number
}

/**
 * Footprints of a net, by its reachable markings; refused beyond `states` of them. Only what lies on a way to a final
 * marking counts; a net that never ends has none. O(markings × what is reached silently from each).
 */
export function netFootprints(net: PetriNet, { states = DEFAULT_STATES } = {}): Result<Footprints> {
  const found = reachabilityGraph(net, { states })
  if (!found.ok) return found
  const graph = found.value
  const live = liveMarkings(graph)
  if (!live.has(0)) return notApplicable('No final marking of the net can be reached.')
  const activities = [...new Set(net.transitions.flatMap(({ label }) => label ?? []))]
  const arcs = liveArcs(net, graph, activities, live)
  const finals = new Set(graph.final)
  const follows = new Uint8Array(activities.length ** 2)
  const [starts, ends] = [new Set<number>(), new Set<number>()]
  // what is reached by activities alone: whatever happens silently is seen from there
  const reached = new Map<number, Visible>()
  const visible = (marking: number): Visible => {
    let seen = reached.get(marking)
    if (!seen) reached.set(marking, (seen = visibleFrom(arcs, finals, marking)))
    return seen
  }
  for (const { activity } of visible(0).arcs) starts.add(activity)
  for (const [, { arcs: steps }] of reached)
    for (const { activity, to } of steps) {
      const after = visible(to)
      if (after.canEnd) ends.add(activity)
      for (const next of after.arcs) follows[activity * activities.length + next.activity] = 1
    }
  return ok(footprintsOf(activities, follows, starts, ends, shortestRun(arcs, finals)))
}

/** Markings from which a final one can be reached. */
function liveMarkings({ markings, firings, final }: ReachabilityGraph): ReadonlySet<number> {
  const into: number[][] = markings.map(() => [])
  for (const { from, to } of firings) into[to]!.push(from)
  const seen = new Set(final)
  for (const at of seen) for (const from of into[at]!) seen.add(from)
  return seen
}

/** By marking, between live markings. */
function liveArcs(
  net: PetriNet,
  { markings, firings }: ReachabilityGraph,
  activities: readonly string[],
  live: ReadonlySet<number>,
): Arc[][] {
  const code = new Map(activities.map((activity, a) => [activity, a]))
  const arcs: Arc[][] = markings.map(() => [])
  for (const { from, transition, to } of firings) {
    if (!live.has(from) || !live.has(to)) continue
    const { label } = net.transitions[transition]!
    arcs[from]!.push({ activity: label === null ? -1 : code.get(label)!, to })
  }
  return arcs
}

interface Visible {
  /** Activities that can happen next, each with the marking after it. */
  readonly arcs: readonly Arc[]
  readonly canEnd: boolean
}

function visibleFrom(arcs: readonly Arc[][], finals: ReadonlySet<number>, marking: number): Visible {
  const steps: Arc[] = []
  let canEnd = false
  for (const at of silentlyFrom(arcs, [marking])) {
    canEnd ||= finals.has(at)
    for (const arc of arcs[at]!) if (arc.activity >= 0) steps.push(arc)
  }
  return { arcs: steps, canEnd }
}

function silentlyFrom(arcs: readonly Arc[][], markings: Iterable<number>): Set<number> {
  const seen = new Set(markings)
  for (const at of seen) for (const { activity, to } of arcs[at]!) if (activity < 0) seen.add(to)
  return seen
}

/** Activities on the shortest way to a final marking: breadth first, what is silent at once. */
function shortestRun(arcs: readonly Arc[][], finals: ReadonlySet<number>): number {
  let layer = silentlyFrom(arcs, [0])
  const seen = new Set(layer)
  for (let length = 0; ; length++) {
    for (const at of layer) if (finals.has(at)) return length
    const next = new Set<number>()
    for (const at of layer) for (const { activity, to } of arcs[at]!) if (activity >= 0 && !seen.has(to)) next.add(to)
    layer = silentlyFrom(arcs, next)
    for (const at of layer) seen.add(at)
  }
}

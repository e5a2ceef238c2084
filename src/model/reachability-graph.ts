import { notApplicable, ok, type Result } from '../base/result.ts'
import { fire, isEnabled, isFinal, type Marking, type PetriNet } from './petri-net.ts'
import type { TransitionSystem } from './transition-system.ts'

/** A transition that fires in one marking and leads to another; all by number. */
export interface Firing {
  readonly from: number
  readonly transition: number
  readonly to: number
}

/** The markings that can be reached, the initial one first, in order of discovery (breadth first), and what leads from one to another. */
export interface ReachabilityGraph {
  readonly markings: readonly Marking[]
  readonly firings: readonly Firing[]
  /** Markings in which a case has ended. */
  readonly final: readonly number[]
}

/** What was found before the bound was met, or that tokens pile up without end. */
export interface Exploration extends ReachabilityGraph {
  /** Whether these are all markings that can be reached. */
  readonly isComplete: boolean
  /** By marking: the firing that first led to it; -1 for the first. */
  readonly foundBy: Int32Array
  /** A marking that holds all tokens of one on the way to it, and more: nothing bounds the net. */
  readonly growth: { readonly smaller: number; readonly larger: number } | null
}

export const DEFAULT_STATES = 100_000
/** Looks back at earlier markings; behind these only the nearest are looked at, so that a long way takes no square of its length. */
const LOOKS_BACK = 20_000_000
const NEAREST = 1000

/** Markings that can be reached, at most `states` of them: `because` says why not, if there are more. O(markings × arcs). */
export function reachabilityGraph(net: PetriNet, { states = DEFAULT_STATES } = {}): Result<ReachabilityGraph> {
  const found = explore(net, { states })
  if (found.isComplete) return ok({ markings: found.markings, firings: found.firings, final: found.final })
  if (found.growth === null) return notApplicable(`The net can reach more than ${states} markings.`)
  const place = growingPlaces(net, found)[0]!
  return notApplicable(`The net is unbounded: tokens pile up on the place ${place} without end.`)
}

/** Breadth first until all is found, the bound is met, or a marking grows (Karp & Miller, Parallel program schemata, 1969). */
export function explore(net: PetriNet, { states = DEFAULT_STATES } = {}): Exploration {
  const markings: Marking[] = [net.initial]
  const number = new Map([[markingKey(net.initial), 0]])
  const firings: Firing[] = []
  const foundBy: number[] = [-1]
  let looks = 0
  const finish = (isComplete: boolean, growth: Exploration['growth']): Exploration => ({
    markings,
    firings,
    final: [...markings.keys()].filter(m => isFinal(net, markings[m]!)),
    isComplete,
    foundBy: Int32Array.from(foundBy),
    growth,
  })
  for (let from = 0; from < markings.length; from++)
    for (let transition = 0; transition < net.transitions.length; transition++) {
      if (!isEnabled(net.transitions[transition]!, markings[from]!)) continue
      const marking = fire(net.transitions[transition]!, markings[from]!)
      const key = markingKey(marking)
      let to = number.get(key)
      if (to !== undefined) {
        firings.push({ from, transition, to })
        continue
      }
      if (markings.length >= states) return finish(false, null)
      to = markings.push(marking) - 1
      number.set(key, to)
      foundBy.push(firings.push({ from, transition, to }) - 1)
      for (let smaller = from, back = 1; ; smaller = firings[foundBy[smaller]!]!.from, back++) {
        if (isCovered(markings[smaller]!, marking)) return finish(false, { smaller, larger: to })
        if (foundBy[smaller]! < 0 || (looks++ > LOOKS_BACK && back >= NEAREST)) break
      }
    }
  return finish(true, null)
}

/** Transitions that lead from the initial marking to this one, by number. */
export function sequenceTo({ firings, foundBy }: Exploration, marking: number): number[] {
  const sequence: number[] = []
  for (let at = foundBy[marking]!; at >= 0; at = foundBy[firings[at]!.from]!) sequence.push(firings[at]!.transition)
  return sequence.reverse()
}

/** Ids of the places that hold more in the larger marking. */
export function growingPlaces({ places }: PetriNet, { markings, growth }: Exploration): string[] {
  if (growth === null) return []
  const [smaller, larger] = [markings[growth.smaller]!, markings[growth.larger]!]
  return places.filter((_, p) => larger[p]! > smaller[p]!).map(({ id }) => id)
}

/** As a transition system, states named `[p1 2*p2]`. */
export function systemOf(net: PetriNet, { markings, firings, final }: ReachabilityGraph): TransitionSystem {
  return {
    states: markings.map(marking => printMarking(net, marking)),
    steps: firings.map(({ from, transition, to }) => ({ from, label: net.transitions[transition]!.label, to })),
    final,
  }
}

/** `[p1 2*p2]`; Infinity is `ω`. */
export function printMarking({ places }: Pick<PetriNet, 'places'>, marking: Marking): string {
  const marked = places.flatMap(({ id }, p) => {
    const tokens = marking[p]!
    if (tokens === 0) return []
    return tokens === 1 ? [id] : [`${tokens === Number.POSITIVE_INFINITY ? 'ω' : tokens}*${id}`]
  })
  return `[${marked.join(' ')}]`
}

/** Whether the larger marking holds all tokens of the smaller one. */
export const isCovered = (smaller: Marking, larger: Marking): boolean =>
  smaller.every((tokens, place) => tokens <= larger[place]!)

/** Equal for equal markings; short where few places are marked, as they mostly are. */
export function markingKey(marking: Marking): string {
  let key = ''
  for (let place = 0; place < marking.length; place++)
    if (marking[place]! > 0) key += marking[place] === 1 ? `${place},` : `${place}:${marking[place]},`
  return key
}

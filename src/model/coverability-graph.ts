import { notApplicable, ok, type Result } from '../base/result.ts'
import { fire, isEnabled, type Marking, type PetriNet } from './petri-net.ts'
import { isCovered, markingKey } from './reachability-graph.ts'

export interface CoverabilityGraph {
  /** Infinity (ω) where a place can hold any number of tokens. */
  readonly markings: readonly Marking[]
  /** Numbers of places without a bound. */
  readonly unbounded: readonly number[]
  /** Numbers of transitions that can never fire. */
  readonly dead: readonly number[]
}

/**
 * What can be covered, which is finite for every net: where a marking grows from one on the way to it, the places that grew
 * hold ω. Karp & Miller, Parallel program schemata, 1969. It can be very large: more than `states` is no answer.
 */
export function coverabilityGraph(net: PetriNet, { states = 20_000 } = {}): Result<CoverabilityGraph> {
  const markings: Marking[] = [net.initial]
  const parent = [-1]
  const known = new Set([markingKey(net.initial)])
  const fired = new Set<number>()
  for (let from = 0; from < markings.length; from++)
    for (const [t, transition] of net.transitions.entries()) {
      if (!isEnabled(transition, markings[from]!)) continue
      fired.add(t)
      const marking = accelerated(fire(transition, markings[from]!), from, markings, parent)
      const key = markingKey(marking)
      if (known.has(key)) continue
      if (markings.length >= states) return notApplicable(`More than ${states} markings are to be covered.`)
      known.add(key)
      markings.push(marking)
      parent.push(from)
    }
  const holdsAny = (p: number) => markings.some(marking => marking[p] === Number.POSITIVE_INFINITY)
  return ok({
    markings,
    unbounded: [...net.places.keys()].filter(holdsAny),
    dead: [...net.transitions.keys()].filter(t => !fired.has(t)),
  })
}

function accelerated(reached: Marking, from: number, markings: readonly Marking[], parent: readonly number[]): Marking {
  const marking = [...reached]
  for (let at = from; at >= 0; at = parent[at]!) {
    const smaller = markings[at]!
    if (!isCovered(smaller, marking)) continue
    for (let place = 0; place < marking.length; place++)
      if (marking[place]! > smaller[place]!) marking[place] = Number.POSITIVE_INFINITY
  }
  return marking
}

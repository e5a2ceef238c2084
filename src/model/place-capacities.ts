import type { Flow, Marking, PetriNet, Transition } from './petri-net.ts'
import { explore } from './reachability-graph.ts'

/** A net without capacities, and what became of each place that had one, by number. */
export interface Unbounded {
  readonly net: PetriNet
  /** Never holds as many as would matter: nothing had to be done. */
  readonly implied: readonly number[]
  /** Kept by a complementary place. */
  readonly complemented: readonly number[]
  /** Not kept, since the net begins or ends with more, or too many fit to count what is free. */
  readonly dropped: readonly number[]
}

/** Larger capacities make nets whose markings nobody can look through. */
const MOST = 1000
/** Markings looked at to see which capacities never matter. */
const STATES = 20_000

/**
 * A net whose places hold so many tokens at most (a transition is enabled where its inputs hold enough and no place holds more
 * than its capacity after it fired), as one without: each place whose capacity matters gets a complementary place with as many
 * tokens as are free in it. T. Murata, Petri Nets: Properties, Analysis and Applications, 1989, section II.B; arcs to the
 * complement carry the net effect, which is the same for loops too. The same markings are reached, by the same firings.
 */
export function withoutCapacities(net: PetriNet, capacities: ReadonlyMap<number, number>): Unbounded {
  const fits = (marking: Marking, place: number) => marking[place]! <= capacities.get(place)!
  const isKept = (place: number) =>
    capacities.get(place)! <= MOST && [net.initial, ...net.final].every(marking => fits(marking, place))
  const possible = [...capacities.keys()].sort((a, b) => a - b)
  const dropped = possible.filter(place => !isKept(place))
  const free = possible.filter(isKept)
  const { markings, isComplete } =
    free.length > 0 ? explore(net, { states: STATES }) : { markings: [], isComplete: true }
  const implied = isComplete ? free.filter(place => markings.every(marking => fits(marking, place))) : []
  const complemented = free.filter(place => !implied.includes(place))
  return {
    net: complemented.length > 0 ? complement(net, complemented, capacities) : net,
    implied,
    complemented,
    dropped,
  }
}

function complement(net: PetriNet, of: readonly number[], capacities: ReadonlyMap<number, number>): PetriNet {
  const taken = new Set([...net.places, ...net.transitions].map(({ id }) => id))
  const free = of.map(place => {
    let id = `${net.places[place]!.id}_free`
    while (taken.has(id)) id += '_'
    taken.add(id)
    return { id, name: `free in ${net.places[place]!.name}` }
  })
  const more = (marking: Marking): Marking => [...marking, ...of.map(place => capacities.get(place)! - marking[place]!)]
  return {
    places: [...net.places, ...free],
    transitions: net.transitions.map(transition => filling(transition, of, net.places.length)),
    initial: more(net.initial),
    final: net.final.map(more),
  }
}

/** Takes from what is free by as much as it fills, and puts back by as much as it empties. */
function filling(transition: Transition, of: readonly number[], first: number): Transition {
  const tokens = (flows: readonly Flow[], place: number) => flows.find(flow => flow.place === place)?.tokens ?? 0
  const effects = of.map((place, i) => ({
    place: first + i,
    tokens: tokens(transition.outputs, place) - tokens(transition.inputs, place),
  }))
  return {
    ...transition,
    inputs: [...transition.inputs, ...effects.filter(one => one.tokens > 0)],
    outputs: [
      ...transition.outputs,
      ...effects.filter(one => one.tokens < 0).map(({ place, tokens }) => ({ place, tokens: -tokens })),
    ],
  }
}

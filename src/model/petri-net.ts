import { assert } from '../base/errors.ts'

/** Tokens per place, as long as `places`. */
export type Marking = readonly number[]

export interface Place {
  readonly id: string
  readonly name: string
}

/** `tokens` are taken from (or put on) the place when the transition fires; at least 1. One entry a place, by place. */
export interface Flow {
  readonly place: number
  readonly tokens: number
}

/** `label` null: a silent transition. `weight`, at least 0: of a stochastic net, how often it fires beside others that are enabled; absent: 1. */
export interface Transition {
  readonly id: string
  readonly label: string | null
  readonly inputs: readonly Flow[]
  readonly outputs: readonly Flow[]
  readonly weight?: number
}

/**
 * A labelled place/transition net with an initial marking and the markings in which a case has ended (at least one).
 * Places and transitions are named by their index. Murata, Petri Nets: Properties, Analysis and Applications, 1989.
 */
export interface PetriNet {
  readonly places: readonly Place[]
  readonly transitions: readonly Transition[]
  readonly initial: Marking
  readonly final: readonly Marking[]
}

export const isEnabled = (transition: Transition, marking: Marking): boolean =>
  transition.inputs.every(({ place, tokens }) => marking[place]! >= tokens)

/** The marking after the transition fired. It must be enabled. */
export function fire(transition: Transition, marking: Marking): Marking {
  const after = [...marking]
  for (const { place, tokens } of transition.inputs) after[place]! -= tokens
  for (const { place } of transition.inputs) assert(after[place]! >= 0, 'a transition fired that was not enabled')
  for (const { place, tokens } of transition.outputs) after[place]! += tokens
  return after
}

export const isSameMarking = (a: Marking, b: Marking): boolean =>
  a.length === b.length && a.every((tokens, place) => tokens === b[place])

export const isFinal = (net: PetriNet, marking: Marking): boolean => net.final.some(end => isSameMarking(end, marking))

/** The same net with weights of some transitions, by number. */
export const withWeights = (net: PetriNet, weights: ReadonlyMap<number, number>): PetriNet => ({
  ...net,
  transitions: net.transitions.map((transition, t) => {
    const weight = weights.get(t)
    return weight === undefined ? transition : { ...transition, weight }
  }),
})

export const isWeighted = ({ transitions }: PetriNet): boolean => transitions.some(({ weight }) => weight !== undefined)

/** Builds a net by ids; `build` sorts flows by place and adds up arcs between the same two. */
export class PetriNetBuilder {
  private readonly places: Place[] = []
  private readonly placeById = new Map<string, number>()
  private readonly transitions: { id: string; label: string | null }[] = []
  private readonly transitionById = new Map<string, number>()
  private readonly inputs: Map<number, number>[] = []
  private readonly outputs: Map<number, number>[] = []

  /** The place's number. The id must be new. */
  place(id = `p${this.places.length + 1}`, name = id): number {
    assert(!this.placeById.has(id), `place ${id} twice`)
    this.placeById.set(id, this.places.length)
    return this.places.push({ id, name }) - 1
  }

  /** The transition's number. The id must be new; `label` null is silent. */
  transition(label: string | null, id = `t${this.transitions.length + 1}`): number {
    assert(!this.transitionById.has(id), `transition ${id} twice`)
    this.transitionById.set(id, this.transitions.length)
    this.inputs.push(new Map())
    this.outputs.push(new Map())
    return this.transitions.push({ id, label }) - 1
  }

  placeOf = (id: string): number | undefined => this.placeById.get(id)
  transitionOf = (id: string): number | undefined => this.transitionById.get(id)

  takes(transition: number, place: number, tokens = 1): void {
    add(this.inputs[transition]!, place, tokens)
  }
  puts(transition: number, place: number, tokens = 1): void {
    add(this.outputs[transition]!, place, tokens)
  }

  /** `initial` and `final` by place and tokens; places not named are empty. */
  build(initial: Iterable<readonly [number, number]>, final: readonly Iterable<readonly [number, number]>[]): PetriNet {
    assert(final.length > 0, 'a net without a final marking')
    const marking = (tokens: Iterable<readonly [number, number]>): Marking => {
      const all = new Array<number>(this.places.length).fill(0)
      for (const [place, count] of tokens) all[place]! += count
      return all
    }
    return {
      places: this.places,
      transitions: this.transitions.map((transition, t) => ({
        ...transition,
        inputs: flows(this.inputs[t]!),
        outputs: flows(this.outputs[t]!),
      })),
      initial: marking(initial),
      final: final.map(marking),
    }
  }
}

function add(flow: Map<number, number>, place: number, tokens: number): void {
  assert(Number.isSafeInteger(tokens) && tokens > 0, 'an arc carries a whole number of tokens, at least 1')
  flow.set(place, (flow.get(place) ?? 0) + tokens)
}

const flows = (flow: ReadonlyMap<number, number>): Flow[] =>
  Array.from(flow, ([place, tokens]) => ({ place, tokens })).sort((a, b) => a.place - b.place)

import type { Flow, Marking } from '../model/petri-net.ts'
import type { NetIndex } from './net-index.ts'

/**
 * Ways of silent transitions to tokens that are wanted, found without walking over the markings between: on each step tokens are taken
 * to stay where they were (delete relaxation), and the cheapest way there is gone one transition further; J. Hoffmann, B. Nebel, The
 * FF planning system: fast plan generation through heuristic search, 2001. Where silent transitions run beside one another, that takes
 * O(length of the way · arcs of silent transitions), not a marking for every order. A way that is found leads there; one may be
 * overlooked where silent transitions compete for tokens.
 */
export class SilentPlanner {
  private readonly index: NetIndex
  private readonly cost: Float64Array
  private readonly supporter: Int32Array

  constructor(index: NetIndex) {
    this.index = index
    this.cost = new Float64Array(index.net.places.length)
    this.supporter = new Int32Array(index.net.places.length)
  }

  /** Silent transitions in order, and the marking after them, which holds what is wanted; null where no way was found. */
  plan(from: Marking, wanted: readonly Flow[]): { readonly path: readonly number[]; readonly to: Marking } | null {
    const path: number[] = []
    const seen = new Set<string>()
    let marking = [...from]
    while (!wanted.every(({ place, tokens }) => marking[place]! >= tokens)) {
      const key = marking.join()
      if (seen.has(key)) return null
      seen.add(key)
      const next = this.nextOf(marking, wanted)
      if (next < 0) return null
      path.push(next)
      marking = this.after(marking, next)
    }
    return { path, to: marking }
  }

  /** The first transition of the cheapest way; of those that can fire, one that takes no wanted token away before one that does. */
  private nextOf(marking: Marking, wanted: readonly Flow[]): number {
    this.spread(marking)
    const way = new Set<number>()
    const open = wanted.filter(({ place, tokens }) => marking[place]! < tokens).map(({ place }) => place)
    while (open.length > 0) {
      const place = open.pop()!
      const by = this.supporter[place]!
      if (by < 0) {
        if (marking[place] === 0) return -1
        continue
      }
      if (way.has(by)) continue
      way.add(by)
      for (const flow of this.inputs(by)) if (marking[flow.place]! < flow.tokens) open.push(flow.place)
    }
    const held = new Set(wanted.filter(({ place }) => marking[place]! > 0).map(({ place }) => place))
    const ready = [...way]
      .filter(transition => this.inputs(transition).every(({ place, tokens }) => marking[place]! >= tokens))
      .sort((a, b) => a - b)
    return ready.find(transition => !this.inputs(transition).some(({ place }) => held.has(place))) ?? ready[0] ?? -1
  }

  /** What a token on each place costs at least in silent transitions, none being taken away, and the last one of them. */
  private spread(marking: Marking): void {
    const { silent, net } = this.index
    this.supporter.fill(-1)
    marking.forEach((tokens, place) => {
      this.cost[place] = tokens > 0 ? 0 : Number.POSITIVE_INFINITY
    })
    for (let changed = true; changed; ) {
      changed = false
      for (const transition of silent) {
        const { inputs, outputs } = net.transitions[transition]!
        const cost = inputs.reduce((sum, { place }) => sum + this.cost[place]!, 1)
        for (const { place } of outputs) {
          if (!(cost < this.cost[place]!)) continue
          this.cost[place] = cost
          this.supporter[place] = transition
          changed = true
        }
      }
    }
  }

  private inputs(transition: number): readonly Flow[] {
    return this.index.net.transitions[transition]!.inputs
  }

  private after(marking: Marking, transition: number): number[] {
    const after = [...marking]
    for (const { place, tokens } of this.inputs(transition)) after[place]! -= tokens
    for (const { place, tokens } of this.index.net.transitions[transition]!.outputs) after[place]! += tokens
    return after
  }
}

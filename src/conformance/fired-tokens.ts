import type { Flow, PetriNet } from '../model/petri-net.ts'
import type { CountedTrace } from './token-counts.ts'

/** How often each transition fired. */
export type Fired = ReadonlyMap<number, number>

/** What transitions that fired so often do with tokens. */
export class FiredTokens {
  private readonly net: PetriNet
  private readonly takes: Int32Array
  private readonly puts: Int32Array

  constructor(net: PetriNet) {
    const sum = (flows: readonly Flow[]) => flows.reduce((total, { tokens }) => total + tokens, 0)
    this.net = net
    this.takes = Int32Array.from(net.transitions, ({ inputs }) => sum(inputs))
    this.puts = Int32Array.from(net.transitions, ({ outputs }) => sum(outputs))
  }

  /** The tokens of the initial marking are produced, those of the final one, by number, consumed. */
  counts(fired: Fired, missing: number, remaining: number, final: number): CountedTrace {
    let produced = this.net.initial.reduce((sum, tokens) => sum + tokens, 0)
    let consumed = this.net.final[final]!.reduce((sum, tokens) => sum + tokens, 0)
    for (const [transition, times] of fired) {
      produced += this.puts[transition]! * times
      consumed += this.takes[transition]! * times
    }
    return { produced, consumed, missing, remaining, fired: [...fired].sort((a, b) => a[0] - b[0]) }
  }

  /** Which of the final markings they lead to, every token being there. */
  finalAfter(fired: Fired): number {
    const tokens = [...this.net.initial]
    for (const [transition, times] of fired) {
      for (const flow of this.net.transitions[transition]!.inputs) tokens[flow.place]! -= flow.tokens * times
      for (const flow of this.net.transitions[transition]!.outputs) tokens[flow.place]! += flow.tokens * times
    }
    return this.net.final.findIndex(end => end.every((count, place) => count === tokens[place]))
  }
}

import { MarkingGraph } from './marking-graph.ts'
import type { NetIndex } from './net-index.ts'
import { VisibleGraph, type VisibleOptions } from './visible-steps.ts'

/** Silent closures of more markings are refused. */
const CLOSURE = 100_000

/** A sequence that no run begins with. */
export const NOWHERE = -1

/**
 * The visible language of a net as a deterministic automaton, made as far as it is asked for (subset construction; Rabin & Scott
 * 1959): a state is the set of markings that a sequence of labels may lead to, silent transitions left for later.
 */
export class VisibleLanguage {
  readonly index: NetIndex
  readonly visible: VisibleGraph
  private readonly sets: (readonly number[])[] = []
  private readonly numbers = new Map<string, number>()
  private readonly after: (Int32Array | undefined)[] = []

  constructor(index: NetIndex, options: VisibleOptions = { limit: CLOSURE }) {
    this.index = index
    this.visible = new VisibleGraph(new MarkingGraph(index), options)
    this.numberOf([0])
  }

  get states(): number {
    return this.sets.length
  }
  /** The state of the empty sequence. */
  get start(): number {
    return 0
  }

  /** The markings of a state, silent transitions left for later. */
  markings(state: number): readonly number[] {
    return this.sets[state]!
  }

  step(state: number, label: number): number {
    return label < 0 ? NOWHERE : this.row(state)[label]!
  }

  /** Labels that may come next, in order. */
  enabled(state: number): number[] {
    return Array.from(this.row(state).keys()).filter(label => this.row(state)[label] !== NOWHERE)
  }

  /** Whether a run may end here, after silent transitions if need be. */
  isAccepting(state: number): boolean {
    return this.sets[state]!.some(marking => this.visible.steps(marking).finish >= 0)
  }

  private row(state: number): Int32Array {
    let row = this.after[state]
    if (row !== undefined) return row
    row = new Int32Array(this.index.labels.length)
    this.after[state] = row
    for (let label = 0; label < row.length; label++) {
      const targets = new Set<number>()
      for (const marking of this.sets[state]!) {
        const { byLabel, target } = this.visible.steps(marking)
        for (let s = byLabel[label]!; s < byLabel[label + 1]!; s++) targets.add(target[s]!)
      }
      row[label] = targets.size === 0 ? NOWHERE : this.numberOf([...targets].sort((a, b) => a - b))
    }
    return row
  }

  private numberOf(set: readonly number[]): number {
    const key = set.join(' ')
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    this.numbers.set(key, this.sets.length)
    return this.sets.push(set) - 1
  }
}

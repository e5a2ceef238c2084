import { MarkingGraph } from './marking-graph.ts'
import type { NetIndex } from './net-index.ts'
import { ClosureLimit, VisibleGraph, type VisibleOptions } from './visible-steps.ts'

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
  private readonly labels: (readonly number[] | undefined)[] = []

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
  enabled(state: number): readonly number[] {
    this.row(state)
    return this.labels[state]!
  }

  /** Whether a run may end here, after silent transitions if need be. */
  isAccepting(state: number): boolean {
    return this.sets[state]!.some(marking => this.visible.steps(marking).finish >= 0)
  }

  private row(state: number): Int32Array {
    let row = this.after[state]
    if (row !== undefined) return row
    const steps = this.sets[state]!.map(marking => this.visible.steps(marking))
    row = new Int32Array(this.index.labels.length).fill(NOWHERE)
    const enabled: number[] = []
    this.after[state] = row
    this.labels[state] = enabled
    for (let label = 0; label < row.length; label++) {
      if (steps.every(({ byLabel }) => byLabel[label] === byLabel[label + 1])) continue
      const targets = new Set<number>()
      for (const { byLabel, target } of steps)
        for (let s = byLabel[label]!; s < byLabel[label + 1]!; s++) targets.add(target[s]!)
      row[label] = this.numberOf([...targets].sort((a, b) => a - b))
      enabled.push(label)
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

/** What may come after states of a visible language, and whether their sequences can still end. */
export class Future {
  private readonly language: VisibleLanguage
  private readonly most: number
  /** By state: the labels that come on some way to an end; null: no way leads to one. */
  private readonly known = new Map<number, ReadonlySet<number> | null>()

  /** Throws `ClosureLimit` where more than `most` states of the language would have to be made. */
  constructor(language: VisibleLanguage, most: number) {
    this.language = language
    this.most = most
  }

  mayEnd(state: number): boolean {
    return this.labelsAfter(state) !== null
  }
  mayCome(state: number, label: number): boolean {
    return this.labelsAfter(state)?.has(label) === true
  }

  private labelsAfter(state: number): ReadonlySet<number> | null {
    const known = this.known.get(state)
    if (known !== undefined) return known
    const { language } = this
    const steps = new Map<number, readonly (readonly [label: number, to: number])[]>()
    const waiting = [state]
    for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
      if (steps.has(from)) continue
      if (language.states > this.most) throw new ClosureLimit()
      const out = language.enabled(from).map(label => [label, language.step(from, label)] as const)
      steps.set(from, out)
      for (const [, to] of out) waiting.push(to)
    }
    const alive = new Set([...steps.keys()].filter(one => language.isAccepting(one)))
    for (let grows = true; grows; ) {
      grows = false
      for (const [from, out] of steps)
        if (!alive.has(from) && out.some(([, to]) => alive.has(to))) {
          alive.add(from)
          grows = true
        }
    }
    const labels = [...steps].flatMap(([, out]) => out.flatMap(([label, to]) => (alive.has(to) ? [label] : [])))
    const answer = alive.has(state) ? new Set(labels) : null
    this.known.set(state, answer)
    return answer
  }
}

import { growingInts } from '../base/growing.ts'
import { MarkingStore } from './marking-store.ts'
import type { NetIndex } from './net-index.ts'

/**
 * The reachability graph of a net (Murata 1989, section V.A), of which only as much is made as is asked for: the arcs out of a
 * marking are made once, when first wanted. Marking 0 is the initial one.
 */
export class MarkingGraph {
  readonly index: NetIndex
  readonly store: MarkingStore
  readonly finals: ReadonlySet<number>
  private readonly arcTransition = growingInts()
  private readonly arcTarget = growingInts()
  private first = new Int32Array(1024).fill(-1)
  private last = new Int32Array(1024)
  private explored = 0

  constructor(index: NetIndex) {
    this.index = index
    this.store = new MarkingStore(index.net)
    this.store.idOf(index.net.initial)
    this.finals = new Set(index.net.final.map(marking => this.store.idOf(marking)))
  }

  /** Arcs of a marking are the numbers `firstArc(m)` up to `endArc(m)`, by transition. */
  firstArc(marking: number): number {
    if (marking >= this.first.length) this.grow()
    if (this.first[marking]! < 0) this.expand(marking)
    return this.first[marking]!
  }
  /** Only after `firstArc` of the same marking. */
  endArc(marking: number): number {
    return this.last[marking]!
  }
  transition(arc: number): number {
    return this.arcTransition.at(arc)
  }
  target(arc: number): number {
    return this.arcTarget.at(arc)
  }

  /** The marking after the transition by the arcs of the graph; -1 where it is not enabled. */
  after(marking: number, transition: number): number {
    for (let arc = this.firstArc(marking); arc < this.last[marking]!; arc++)
      if (this.arcTransition.at(arc) === transition) return this.arcTarget.at(arc)
    return -1
  }

  /**
   * Makes the arcs of up to `markings` more markings. `complete`: nothing is left; `over`: more than `limit` markings are known
   * and not all are explored. Final markings count as known though they may not be reachable.
   */
  explore(markings: number, limit: number): 'complete' | 'going on' | 'over' {
    for (let i = 0; i < markings; i++) {
      if (this.explored >= this.store.count) return 'complete'
      if (this.store.count > limit) return 'over'
      this.firstArc(this.explored++)
    }
    return this.explored >= this.store.count ? 'complete' : 'going on'
  }

  private expand(marking: number): void {
    this.first[marking] = this.arcTransition.length
    for (const transition of this.mayFire(marking)) {
      const target = this.store.fire(marking, transition)
      if (target < 0) continue
      this.arcTransition.push(transition)
      this.arcTarget.push(target)
    }
    this.last[marking] = this.arcTransition.length
  }

  /** Transitions without an input, and those whose first input holds a token: the others of a large net need no look. */
  private mayFire(marking: number): readonly number[] {
    const found = [...this.index.withoutInput]
    this.store.forEachMarked(marking, place => {
      for (const transition of this.index.byFirstInput[place]!) found.push(transition)
    })
    return found.sort((a, b) => a - b)
  }

  private grow(): void {
    const size = Math.max(this.store.count, this.first.length) * 2
    const first = new Int32Array(size).fill(-1)
    const last = new Int32Array(size)
    first.set(this.first)
    last.set(this.last)
    this.first = first
    this.last = last
  }
}

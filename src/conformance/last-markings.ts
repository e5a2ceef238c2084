import { compareText } from '../base/sort.ts'
import type { VisibleLanguage } from './visible-language.ts'
import { ClosureLimit } from './visible-steps.ts'

/** Firings looked at after one marking: silent transitions may fill a place without end. */
const MOST = 100_000

/**
 * What may come next as pm4py 2.7 sees it: transitions are looked at in a queue, those of a marking by their ids; a silent one is
 * fired from the marking in which it was found enabled last, and not twice from the same. Where silent transitions run beside one
 * another a marking is forgotten before it is followed, so that labels may be missing. Throws `ClosureLimit`.
 */
export class LastMarkings {
  private readonly language: VisibleLanguage
  private readonly rank: Int32Array
  private readonly known: (readonly number[] | undefined)[] = []

  constructor(language: VisibleLanguage) {
    this.language = language
    const { transitions } = language.index.net
    this.rank = new Int32Array(transitions.length)
    const byId = [...transitions.keys()].sort((a, b) => compareText(transitions[a]!.id, transitions[b]!.id) || a - b)
    byId.forEach((transition, rank) => {
      this.rank[transition] = rank
    })
  }

  /** Labels after a state of the language, in order. */
  labels(state: number): readonly number[] {
    let labels = this.known[state]
    if (labels === undefined) {
      const found = new Set(this.language.markings(state).flatMap(marking => [...this.after(marking)]))
      this.known[state] = labels = [...found].sort((a, b) => a - b)
    }
    return labels
  }

  private after(start: number): Set<number> {
    const { index, visible } = this.language
    const labels = new Set<number>()
    const last = new Map<number, number>()
    const queue: number[] = []
    const seen = new Set<string>()
    const find = (marking: number) => {
      for (const transition of this.enabled(marking)) {
        queue.push(transition)
        last.set(transition, marking)
      }
    }
    find(start)
    for (let i = 0; i < queue.length; i++) {
      const transition = queue[i]!
      const marking = last.get(transition)!
      const key = `${transition} ${marking}`
      if (seen.has(key)) continue
      seen.add(key)
      if (seen.size > MOST) throw new ClosureLimit()
      const label = index.labelOf[transition]!
      if (label >= 0) labels.add(label)
      else find(visible.graph.after(marking, transition))
    }
    return labels
  }

  private enabled(marking: number): number[] {
    const { graph } = this.language.visible
    const enabled: number[] = []
    for (let arc = graph.firstArc(marking); arc < graph.endArc(marking); arc++) enabled.push(graph.transition(arc))
    return enabled.sort((a, b) => this.rank[a]! - this.rank[b]!)
  }
}

import { notApplicable, ok, type Result } from '../base/result.ts'
import { compareTexts, type VariantLog, variantRows } from '../log/variant-log.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { NodeHeap } from './alignments/node-heap.ts'
import { MarkingGraph } from './marking-graph.ts'
import { indexNet } from './net-index.ts'

/** Traces with their probabilities, most probable first; the sum may be below 1: what is left out. */
export interface StochasticLanguage {
  readonly traces: readonly { readonly activities: readonly string[]; readonly probability: number }[]
  readonly mass: number
}

/** The share of the cases that follow each variant; the `limit` most frequent variants. */
export function logLanguage(log: VariantLog, limit: number): StochasticLanguage {
  const cases = log.cases.reduce((sum, one) => sum + one, 0)
  const rows = variantRows(log).slice(0, limit)
  return languageOf(rows.map(({ activities, cases: own }) => ({ activities, probability: own / cases })))
}

/** States of runs that are followed. */
const STATES = 200_000

/**
 * The most probable traces of a net, each transition as likely as its weight among those enabled (1 each by default); where a
 * final marking enables transitions still, ending there has the weight 1. Runs are followed most probable first until `limit`
 * traces ended, all but 1 - `mass` of the probability is told, or 200 000 states were looked at.
 */
export function netLanguage(
  net: PetriNet,
  { limit, mass, weights }: { limit: number; mass: number; weights?: ArrayLike<number> },
): Result<StochasticLanguage> {
  const graph = new MarkingGraph(indexNet(net))
  const prefixes = new Prefixes()
  const found = new Map<number, number>()
  const open = new NodeHeap()
  const states: { prefix: number; marking: number; probability: number }[] = []
  /** The state of a prefix and marking that waits to be followed. */
  const waiting = new Map<string, number>()
  const reach = (prefix: number, marking: number, probability: number) => {
    const key = `${prefix} ${marking}`
    const state = waiting.get(key) ?? states.push({ prefix, marking, probability: 0 }) - 1
    waiting.set(key, state)
    states[state]!.probability += probability
    open.push(-states[state]!.probability, 0, state)
  }
  reach(0, 0, 1)
  let told = 0
  while (open.size > 0 && told < mass && states.length < STATES && found.size < limit) {
    const key = -open.topKey()
    const { prefix, marking, probability } = states[open.pop()]!
    // an entry from before more came to the state, or one that was followed already
    if (probability !== key || !waiting.delete(`${prefix} ${marking}`)) continue
    const isFinal = graph.finals.has(marking)
    let sum = isFinal ? 1 : 0
    const [first, end] = [graph.firstArc(marking), graph.endArc(marking)]
    for (let arc = first; arc < end; arc++) sum += weights?.[graph.transition(arc)] ?? 1
    if (isFinal) {
      found.set(prefix, (found.get(prefix) ?? 0) + probability / sum)
      told += probability / sum
    }
    for (let arc = first; arc < end; arc++) {
      const transition = graph.transition(arc)
      const share = (probability * (weights?.[transition] ?? 1)) / sum
      if (share > 0) reach(prefixes.after(prefix, graph.index.labelOf[transition]!), graph.target(arc), share)
    }
  }
  if (found.size === 0) return notApplicable('no run of the net to a final marking was found')
  const traces = Array.from(found, ([prefix, probability]) => ({
    activities: prefixes.labels(prefix).map(label => graph.index.labels[label]!),
    probability,
  }))
  traces.sort((a, b) => b.probability - a.probability || compareTexts(a.activities, b.activities))
  return ok(languageOf(traces))
}

const languageOf = (traces: StochasticLanguage['traces']): StochasticLanguage => ({
  traces,
  mass: traces.reduce((sum, { probability }) => sum + probability, 0),
})

/** Sequences of labels by number: the empty one is 0. */
class Prefixes {
  private readonly parent = [-1]
  private readonly label = [-1]
  private readonly next = new Map<string, number>()

  after(prefix: number, label: number): number {
    if (label < 0) return prefix
    const key = `${prefix} ${label}`
    const known = this.next.get(key) ?? this.parent.push(prefix) - 1
    if (!this.next.has(key)) this.label.push(label)
    this.next.set(key, known)
    return known
  }

  labels(prefix: number): number[] {
    const labels: number[] = []
    for (let at = prefix; at > 0; at = this.parent[at]!) labels.push(this.label[at]!)
    return labels.reverse()
  }
}

import { compareText } from '../base/sort.ts'
import type { PetriNet } from '../model/petri-net.ts'

/** A net with its labels numbered by code point: what replay and alignments look up at every step. */
export interface NetIndex {
  readonly net: PetriNet
  readonly labels: readonly string[]
  /** Label of each transition; -1: silent. */
  readonly labelOf: Int32Array
  /** Transitions of each label, in their order. */
  readonly byLabel: readonly (readonly number[])[]
  readonly silent: readonly number[]
  /** Transitions by the first place that they take a token from; and those that take none. */
  readonly byFirstInput: readonly (readonly number[])[]
  readonly withoutInput: readonly number[]
}

export function indexNet(net: PetriNet): NetIndex {
  const visible = net.transitions.flatMap(({ label }) => (label === null ? [] : [label]))
  const labels = [...new Set(visible)].sort(compareText)
  const code = new Map(labels.map((label, i) => [label, i]))
  const labelOf = Int32Array.from(net.transitions, ({ label }) => (label === null ? -1 : code.get(label)!))
  const byLabel: number[][] = labels.map(() => [])
  const silent: number[] = []
  labelOf.forEach((label, transition) => {
    if (label < 0) silent.push(transition)
    else byLabel[label]!.push(transition)
  })
  const byFirstInput: number[][] = net.places.map(() => [])
  const withoutInput: number[] = []
  net.transitions.forEach(({ inputs }, transition) => {
    const [first] = inputs
    if (first === undefined) withoutInput.push(transition)
    else byFirstInput[first.place]!.push(transition)
  })
  return { net, labels, labelOf, byLabel, silent, byFirstInput, withoutInput }
}

/** The label of each activity; -1: no transition carries it. */
export function labelsOfActivities(index: NetIndex, activities: readonly string[]): Int32Array {
  const code = new Map(index.labels.map((label, i) => [label, i]))
  return Int32Array.from(activities, activity => code.get(activity) ?? -1)
}

import { bagKey, EditableNet } from './editable-net.ts'
import type { PetriNet } from './petri-net.ts'

/** The rules of Murata, by the names of his paper; what is fused or left out is silent, or stands there twice. */
export const reductionRules = [
  'series-places',
  'series-transitions',
  'parallel-places',
  'parallel-transitions',
  'self-loop-places',
  'self-loop-transitions',
] as const
export type ReductionRule = (typeof reductionRules)[number]

export interface Reduction {
  readonly net: PetriNet
  /** How often each rule was applied; rules that were not are left out. */
  readonly applied: Readonly<Partial<Record<ReductionRule, number>>>
}

/** What is to be said where a net with weights is reduced. */
export const WEIGHTS_LOST = 'weights: a reduced net has other transitions, and no weights'

/**
 * Fewer silent transitions and places, the same language and soundness, and a workflow net stays one. Murata, Petri Nets:
 * Properties, Analysis and Applications, 1989, section V, with conditions that keep labels: of two transitions in series
 * one is silent, parallel ones have the same label, and only silent ones that change nothing are left out.
 * Until no rule applies; a pass is O(arcs), and every application takes a place or a transition away. Weights are left out.
 */
export function reduceNet(net: PetriNet): Reduction {
  const work = new EditableNet<string | null>(net, label => label)
  const applied: Partial<Record<ReductionRule, number>> = {}
  const told = (rule: ReductionRule, times: number) => {
    if (times > 0) applied[rule] = (applied[rule] ?? 0) + times
    return times > 0
  }
  for (let again = true; again; ) {
    again = false
    for (const rule of reductionRules) again = told(rule, rules[rule](work)) || again
  }
  const found = Object.fromEntries(reductionRules.flatMap(rule => (applied[rule] ? [[rule, applied[rule]]] : [])))
  return { net: work.net(label => label), applied: found }
}

type Work = EditableNet<string | null>
const rules: Record<ReductionRule, (work: Work) => number> = {
  'series-places': seriesPlaces,
  'series-transitions': seriesTransitions,
  'parallel-places': work => parallelPlaces(work),
  'parallel-transitions': work => parallelTransitions(work, label => JSON.stringify(label)),
  'self-loop-places': selfLoopPlaces,
  'self-loop-transitions': selfLoopTransitions,
}

/** The only entry of a bag of one token; null for any other. */
const onlyOne = (bag: ReadonlyMap<number, number>): number | null => {
  if (bag.size !== 1) return null
  const [[place, tokens]] = bag as unknown as [[number, number]]
  return tokens === 1 ? place : null
}

/** A silent transition that only moves a token from p to q: both are one place. */
function seriesPlaces(work: Work): number {
  let times = 0
  for (const [t, { label, inputs, outputs }] of work.transitions) {
    if (label !== null) continue
    const [p, q] = [onlyOne(inputs), onlyOne(outputs)]
    if (p === null || q === null || p === q) continue
    if (!isOnlyWayOn(work, p, q) && !isOnlyWayTo(work, p, q)) continue
    work.removeTransition(t)
    merge(work, p, q)
    times++
  }
  return times
}

/** A token on p must move to q. */
function isOnlyWayOn(work: Work, p: number, q: number): boolean {
  if (work.consumers[p]!.size !== 1 || work.isMarkedAtEnd(p)) return false
  if (work.producers[p]!.size > 0) return true
  // p is a source: q must become one, and what begins with no token must go on doing so
  return work.initial[p]! > 0 && work.producers[q]!.size === 1
}

/** A token on q came from p, and whatever takes it can do so at once. */
function isOnlyWayTo(work: Work, p: number, q: number): boolean {
  if (work.producers[q]!.size !== 1 || work.consumers[q]!.size === 0 || work.isMarked(q)) return false
  if (work.isMarkedAtEnd(p)) return false
  return [...work.consumers[q]!].every(t => onlyOne(work.transitions.get(t)!.inputs) === q)
}

/** Everything of p goes to q, and p is no more. */
function merge(work: Work, p: number, q: number): void {
  for (const t of [...work.producers[p]!]) work.puts(t, q, work.transitions.get(t)!.outputs.get(p)!)
  for (const t of [...work.consumers[p]!]) work.takes(t, q, work.transitions.get(t)!.inputs.get(p)!)
  work.initial[q]! += work.initial[p]!
  work.removePlace(p)
}

/** A place between two transitions of which one is silent: they are one transition. */
function seriesTransitions(work: Work): number {
  let times = 0
  for (const place of [...work.places]) {
    if (work.isMarked(place) || work.producers[place]!.size !== 1 || work.consumers[place]!.size !== 1) continue
    const [[before], [after]] = [work.producers[place]!, work.consumers[place]!] as unknown as [[number], [number]]
    if (before === after) continue
    const [first, second] = [work.transitions.get(before)!, work.transitions.get(after)!]
    if (first.outputs.get(place) !== 1 || second.inputs.get(place) !== 1) continue
    if (second.label === null && onlyOne(second.inputs) === place && second.outputs.size > 0) {
      const outputs = [...second.outputs]
      work.removeTransition(after)
      work.removePlace(place)
      for (const [to, tokens] of outputs) work.puts(before, to, tokens)
    } else if (first.label === null && onlyOne(first.outputs) === place && canWait(work, before, after)) {
      const inputs = [...first.inputs]
      work.removeTransition(before)
      work.removePlace(place)
      for (const [from, tokens] of inputs) work.takes(after, from, tokens)
    } else continue
    times++
  }
  return times
}

/** Whether it makes no difference that the silent transition happens only with the one after it. */
function canWait(work: Work, before: number, after: number): boolean {
  const { inputs } = work.transitions.get(before)!
  if (inputs.size === 0) return false
  if (work.transitions.get(after)!.inputs.size === 1) return true
  return [...inputs.keys()].every(place => work.consumers[place]!.size === 1 && !work.isMarkedAtEnd(place))
}

/** Places with the same arcs and tokens are one. */
export function parallelPlaces<Label>(work: EditableNet<Label>): number {
  const known = new Set<string>()
  let times = 0
  for (const place of [...work.places]) {
    const arcs = (side: 'inputs' | 'outputs', of: ReadonlySet<number>) =>
      bagKey(new Map([...of].map(t => [t, work.transitions.get(t)![side].get(place)!])))
    const tokens = [work.initial, ...work.final].map(marking => marking[place])
    const key = `${arcs('outputs', work.producers[place]!)};${arcs('inputs', work.consumers[place]!)};${tokens}`
    if (known.has(key)) {
      work.removePlace(place)
      times++
    } else known.add(key)
  }
  return times
}

/** Transitions with the same arcs and the same label are one. */
export function parallelTransitions<Label>(work: EditableNet<Label>, keyOf: (label: Label) => string): number {
  const known = new Set<string>()
  let times = 0
  for (const [t, { label, inputs, outputs }] of [...work.transitions]) {
    const key = `${bagKey(inputs)};${bagKey(outputs)};${keyOf(label)}`
    if (known.has(key)) {
      work.removeTransition(t)
      times++
    } else known.add(key)
  }
  return times
}

/** A place that is only lent from, with tokens enough for any one transition, keeps nothing from happening. */
function selfLoopPlaces(work: Work): number {
  let times = 0
  for (const place of [...work.places]) {
    const isLent = (t: number) => {
      const { inputs, outputs } = work.transitions.get(t)!
      return inputs.get(place) === outputs.get(place) && inputs.get(place)! <= work.initial[place]!
    }
    const tokens = work.initial[place]!
    if (work.places.size === 1 || tokens === 0 || work.final.some(marking => marking[place] !== tokens)) continue
    if (![...work.consumers[place]!, ...work.producers[place]!].every(isLent)) continue
    // a transition without arcs would be one that can always happen, which it is, but no longer says so
    if ([...work.consumers[place]!].some(t => work.transitions.get(t)!.inputs.size === 1)) continue
    work.removePlace(place)
    times++
  }
  return times
}

/** A silent transition that changes nothing, where something else uses its tokens (else it may tell that none come). */
function selfLoopTransitions(work: Work): number {
  let times = 0
  for (const [t, { label, inputs, outputs }] of [...work.transitions]) {
    if (label !== null || bagKey(inputs) !== bagKey(outputs)) continue
    const isUsed = [...work.transitions].some(
      ([other, { inputs: taken }]) =>
        other !== t && [...inputs].every(([place, tokens]) => (taken.get(place) ?? 0) >= tokens),
    )
    const isMarked = [work.initial, ...work.final].some(marking =>
      [...inputs].every(([place, tokens]) => marking[place]! >= tokens),
    )
    // else a place would be left that nothing leads to, or from
    const isBetween = [...inputs.keys()].every(
      place =>
        (work.producers[place]!.size > 1 || work.initial[place]! > 0) &&
        (work.consumers[place]!.size > 1 || work.isMarkedAtEnd(place)),
    )
    if ((!isUsed && !isMarked) || !isBetween) continue
    work.removeTransition(t)
    times++
  }
  return times
}

import { notApplicable, ok, type Result } from '../base/result.ts'
import { noPace, type Pace } from '../log/count/pace.ts'
import type { VariantLog } from '../log/variant-log.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { indexNet, labelsOfActivities } from './net-index.ts'
import { NOWHERE, VisibleLanguage } from './visible-language.ts'
import { ClosureLimit } from './visible-steps.ts'

/** 0..1 each. */
export interface EntropyMeasures {
  /** Of what the net allows, how much was seen. */
  readonly precision: number
  /** Of the distinct traces that were seen, how much the net allows. */
  readonly recall: number
}

/** Automata of more states are refused. */
const STATES = 20_000
/** Rounds of the power iteration, and the relative width of the bounds at which it ends. */
const ROUNDS = 20_000
const PRECISE = 1e-10

/**
 * Precision and recall as quotients of how fast languages grow: that of the traces both log and net have by that of the net (of the
 * log). The growth of a language is the largest eigenvalue of its deterministic automaton after its ends are joined to its
 * start by a sign of their own. Exact, monotone, and free of how a net is drawn: A. Polyvyanyy et al., Monotone precision and recall
 * measures for comparing executions and specifications of dynamic systems, 2020. Cases do not count, distinct traces do.
 */
export async function entropyMeasures(log: VariantLog, net: PetriNet, pace = noPace): Promise<Result<EntropyMeasures>> {
  const language = new VisibleLanguage(indexNet(net))
  try {
    const automaton = await trimmed(language, pace)
    if (automaton === null)
      return notApplicable(
        `the net has more than ${STATES} states once it is made deterministic, too many for its entropy`,
      )
    if (automaton.length === 0) return notApplicable('the net has no run to a final marking')
    const codes = labelsOfActivities(language.index, log.activities)
    const all = new Map<number, number>()
    const shared = new Map<number, number>()
    for (let v = 0; v < log.cases.length; v++) {
      const labels = log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!).map(symbol => codes[symbol]!)
      all.set(labels.length, (all.get(labels.length) ?? 0) + 1)
      if (accepts(language, labels)) shared.set(labels.length, (shared.get(labels.length) ?? 0) + 1)
    }
    const both = growthOfTraces(shared)
    const ofLog = growthOfTraces(all)
    const ofNet = await growthOf(automaton, pace)
    // the bounds of the eigenvalue are a hair apart
    return ok({ precision: Math.min(1, both / ofNet), recall: ofLog > 0 ? both / ofLog : 1 })
  } catch (error) {
    if (!(error instanceof ClosureLimit)) throw error
    return notApplicable(
      'from one marking of the net silent transitions lead to too many others; does it fill a place?',
    )
  }
}

export function accepts(language: VisibleLanguage, labels: ArrayLike<number>): boolean {
  let state = language.start
  for (let i = 0; i < labels.length; i++) {
    state = language.step(state, labels[i]!)
    if (state === NOWHERE) return false
  }
  return language.isAccepting(state)
}

/** Successors of each state from which an end is reached, ends joined to the start (state 0); null: too many states. */
async function trimmed(language: VisibleLanguage, pace: Pace): Promise<number[][] | null> {
  const successors: number[][] = []
  for (let state = 0; state < language.states; state++) {
    if (language.states > STATES) return null
    await pace.step()
    successors.push(language.enabled(state).map(label => language.step(state, label)))
  }
  const sources: number[][] = successors.map(() => [])
  successors.forEach((targets, state) => {
    for (const target of targets) sources[target]!.push(state)
  })
  const isAlive = successors.map((_, state) => language.isAccepting(state))
  const open = [...isAlive.keys()].filter(state => isAlive[state])
  for (let state = open.pop(); state !== undefined; state = open.pop())
    for (const source of sources[state]!)
      if (!isAlive[source]) {
        isAlive[source] = true
        open.push(source)
      }
  if (!isAlive[0]) return []
  return successors.map((targets, state) => {
    if (!isAlive[state]) return []
    const kept = targets.filter(target => isAlive[target])
    return language.isAccepting(state) ? [...kept, 0] : kept
  })
}

/**
 * Largest eigenvalue by power iteration between the bounds of Collatz and Wielandt. The states with successors are strongly
 * connected through state 0; the matrix is shifted by one, so that it is aperiodic.
 */
async function growthOf(successors: readonly (readonly number[])[], pace: Pace): Promise<number> {
  const states = [...successors.keys()].filter(state => successors[state]!.length > 0)
  let vector = new Float64Array(successors.length)
  for (const state of states) vector[state] = 1
  let value = 1
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(successors.length)
    await pace.step()
    let [least, most, largest] = [Number.POSITIVE_INFINITY, 0, 0]
    for (const state of states) {
      let sum = vector[state]!
      for (const target of successors[state]!) sum += vector[target]!
      next[state] = sum
      const ratio = sum / vector[state]!
      least = Math.min(least, ratio)
      most = Math.max(most, ratio)
      largest = Math.max(largest, sum)
    }
    value = (least + most) / 2 - 1
    if (most - least <= PRECISE * most) break
    for (const state of states) next[state]! /= largest
    vector = next
  }
  return value
}

/**
 * The same of a finite language by the number of its traces of each length: traces with one sign after each are a code, which grows
 * by the x > 0 with sum of x^-(length + 1) = 1. 0 for no traces.
 */
function growthOfTraces(byLength: ReadonlyMap<number, number>): number {
  if (byLength.size === 0) return 0
  const sum = (inverse: number) =>
    Array.from(byLength, ([length, traces]) => traces * inverse ** (length + 1)).reduce((total, one) => total + one, 0)
  let [low, high] = [0, 1]
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (sum(middle) < 1) low = middle
    else high = middle
  }
  return 1 / high
}

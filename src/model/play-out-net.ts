import { notApplicable, ok, type Result } from '../base/result.ts'
import { compareText } from '../base/sort.ts'
import { fire, isEnabled, isFinal, type Marking, type PetriNet } from './petri-net.ts'
import { markingKey } from './reachability-graph.ts'

export type Trace = readonly string[]

export interface LanguageBounds {
  /** Longest trace. */
  readonly length: number
  /** Traces, and markings looked at, beyond which there is no answer. */
  readonly traces?: number
  readonly states?: number
}
export const DEFAULT_TRACES = 100_000
const DEFAULT_STATES = 1_000_000

/**
 * All distinct traces of the net up to a length, shorter ones first, then by the names of their activities. Breadth first
 * over sets of markings (subset construction), so that each trace is met once. `because` where there are too many.
 */
export function netLanguage(net: PetriNet, bounds: LanguageBounds): Result<readonly Trace[]> {
  const budget = { states: bounds.states ?? DEFAULT_STATES }
  const traces: Trace[] = []
  const first = closure(net, [net.initial], budget)
  let level: { trace: Trace; markings: readonly Marking[] }[] = [{ trace: [], markings: first ?? [] }]
  for (let length = 0; level.length > 0 && budget.states > 0; length++) {
    for (const { trace, markings } of level) if (markings.some(marking => isFinal(net, marking))) traces.push(trace)
    if (traces.length > (bounds.traces ?? DEFAULT_TRACES))
      return notApplicable(
        `There are more than ${bounds.traces ?? DEFAULT_TRACES} traces of at most ${bounds.length} activities.`,
      )
    if (length === bounds.length) break
    const next: typeof level = []
    for (const { trace, markings } of level) {
      for (const [label, reached] of [...afterEach(net, markings)].sort(([a], [b]) => compareText(a, b))) {
        const closed = closure(net, reached, budget)
        if (closed) next.push({ trace: [...trace, label], markings: closed })
      }
      if (budget.states <= 0) break
    }
    level = next
  }
  if (budget.states <= 0)
    return notApplicable(`More than ${bounds.states ?? DEFAULT_STATES} markings had to be looked at.`)
  return ok(traces)
}

/** Markings after each activity that can happen in one of these. */
function afterEach(net: PetriNet, markings: readonly Marking[]): Map<string, Marking[]> {
  const reached = new Map<string, Marking[]>()
  for (const marking of markings)
    for (const transition of net.transitions) {
      if (transition.label === null || !isEnabled(transition, marking)) continue
      const after = fire(transition, marking)
      const others = reached.get(transition.label)
      if (others) others.push(after)
      else reached.set(transition.label, [after])
    }
  return reached
}

/** These and all that silent transitions lead to; null where the budget is used up. */
function closure(net: PetriNet, markings: readonly Marking[], budget: { states: number }): Marking[] | null {
  const silent = net.transitions.filter(({ label }) => label === null)
  const found = new Map(markings.map(marking => [markingKey(marking), marking]))
  for (const marking of found.values()) {
    if (budget.states-- <= 0) return null
    for (const transition of silent) {
      if (!isEnabled(transition, marking)) continue
      const after = fire(transition, marking)
      const key = markingKey(after)
      if (!found.has(key)) found.set(key, after)
    }
  }
  return [...found.values()]
}

export interface DrawnTraces {
  readonly traces: readonly Trace[]
  /** Runs that were stuck or reached `firings` without an end; they are not among the traces. */
  readonly unfinished: number
}

/**
 * So many runs of the net, each firing one of the enabled transitions, all with equal chance; where a case may end, ending
 * is one more choice. `draw` gives numbers in [0, 1); a run ends unfinished after `firings`.
 */
export function drawNetTraces(net: PetriNet, runs: number, draw: () => number, { firings = 10_000 } = {}): DrawnTraces {
  const traces: Trace[] = []
  for (let run = 0; run < runs; run++) {
    const trace = oneRun(net, draw, firings)
    if (trace) traces.push(trace)
  }
  return { traces, unfinished: runs - traces.length }
}

function oneRun(net: PetriNet, draw: () => number, firings: number): Trace | null {
  const trace: string[] = []
  let marking = net.initial
  for (let fired = 0; fired <= firings; fired++) {
    const enabled = net.transitions.filter(transition => isEnabled(transition, marking))
    const choices = enabled.length + (isFinal(net, marking) ? 1 : 0)
    if (choices === 0) return null
    const chosen = enabled[Math.floor(draw() * choices)]
    if (chosen === undefined) return trace
    if (chosen.label !== null) trace.push(chosen.label)
    marking = fire(chosen, marking)
  }
  return null
}

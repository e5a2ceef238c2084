import { notApplicable, ok, type Result } from '../base/result.ts'
import { compareText } from '../base/sort.ts'
import type { VariantLog } from '../log/variant-log.ts'
import type { Step, TransitionSystem } from '../model/transition-system.ts'
import { prefixTree } from './prefix-tree.ts'

/** What of the events before makes a state: their order, how often each happened, or which happened. */
export const abstractions = ['sequence', 'multiset', 'set'] as const
export type Abstraction = (typeof abstractions)[number]

export interface TransitionSystemOptions {
  /** Default `set`. */
  readonly abstraction?: Abstraction
  /** Events before that count; absent: all. */
  readonly horizon?: number | undefined
}

const MOST_STATES = 100_000
/** Characters of the names of all states. */
const MOST_TEXT = 50_000_000

/**
 * The states that cases come through, as what happened before tells them apart, and the events that lead from one to another,
 * with how often. W. van der Aalst, V. Rubin, E. Verbeek, B. van Dongen, E. Kindler, C. Günther, Process mining: a two-step
 * approach to balance between underfitting and overfitting, 2010, section 4 (past, maximal horizon, filter none). Every trace
 * leads from state 0 to a final state. Refused where there are more than 100 000 states. O(symbols · horizon).
 */
export function transitionSystem(
  log: VariantLog,
  { abstraction = 'set', horizon = Number.POSITIVE_INFINITY }: TransitionSystemOptions = {},
): Result<TransitionSystem> {
  const tree = prefixTree(log)
  const states: string[] = []
  const numbers = new Map<string, number>()
  const stateOf = new Int32Array(tree.parent.length)
  const steps = new Map<string, { from: number; label: string; to: number; frequency: number }>()
  const final = new Set<number>()
  let text = 0
  for (let node = 0; node < tree.parent.length; node++) {
    const past: number[] = []
    for (let at = node; at > 0 && past.length < horizon; at = tree.parent[at]!) past.push(tree.activity[at]!)
    const name = nameOf(past.reverse(), tree.activities, abstraction)
    let state = numbers.get(name)
    if (state === undefined) {
      state = states.push(name) - 1
      numbers.set(name, state)
      text += name.length
      if (states.length > MOST_STATES || text > MOST_TEXT)
        return notApplicable(
          'The transition system has too many states: let fewer events count (a horizon), abstract to sets, or filter the log.',
        )
    }
    stateOf[node] = state
    if (tree.ending[node]! > 0) final.add(state)
    if (node === 0) continue
    const from = stateOf[tree.parent[node]!]!
    const label = tree.activities[tree.activity[node]!]!
    const key = `${from} ${state} ${label}`
    const step = steps.get(key)
    if (step) step.frequency += tree.cases[node]!
    else steps.set(key, { from, label, to: state, frequency: tree.cases[node]! })
  }
  return ok({ states, steps: [...steps.values()] satisfies Step[], final: [...final].sort((a, b) => a - b) })
}

/** `⟨a, b⟩`, `[a, 2*b]` or `{a, b}`; multisets and sets in the order of names. */
function nameOf(past: readonly number[], activities: readonly string[], abstraction: Abstraction): string {
  const names = past.map(activity => plain(activities[activity]!))
  if (abstraction === 'sequence') return `⟨${names.join(', ')}⟩`
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const sorted = [...counts].sort(([a], [b]) => compareText(a, b))
  if (abstraction === 'set') return `{${sorted.map(([name]) => name).join(', ')}}`
  return `[${sorted.map(([name, count]) => (count === 1 ? name : `${count}*${name}`)).join(', ')}]`
}

/** A name with signs of the notation stands in JSON quotes, so that no two states have one name. */
const plain = (name: string): string => (name === '' || /[,⟨⟩[\]{}*"]/.test(name) ? JSON.stringify(name) : name)

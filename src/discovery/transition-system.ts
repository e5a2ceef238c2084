import { notApplicable, ok, type Result } from '../base/result.ts'
import { compareText } from '../base/sort.ts'
import type { VariantLog } from '../log/variant-log.ts'
import type { PrefixTree } from '../model/prefix-tree.ts'
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

/** Names as they came, or each once in order of names; with how often. */
type Past = readonly (readonly [name: string, times: number])[]

/**
 * The states that cases come through, as what happened before tells them apart, and the events that lead from one to another,
 * with how often. W. van der Aalst, V. Rubin, E. Verbeek, B. van Dongen, E. Kindler, C. Günther, Process mining: a two-step
 * approach to balance between underfitting and overfitting, 2010, section 4 (past, maximal horizon, filter none). Every trace
 * leads from state 0 to a final state. Refused where there are more than 100 000 states. O(symbols · horizon); where all events
 * count, O(symbols + names of the states).
 */
export function transitionSystem(log: VariantLog, options: TransitionSystemOptions = {}): Result<TransitionSystem> {
  const tree = prefixTree(log)
  const states = new States(tree, options)
  const stateOf = new Int32Array(tree.parent.length)
  const steps = new Map<string, { from: number; label: string; to: number; frequency: number }>()
  const final = new Set<number>()
  for (let node = 0; node < tree.parent.length; node++) {
    const from = node === 0 ? -1 : stateOf[tree.parent[node]!]!
    const state = states.of(node, from)
    if (states.areTooMany)
      return notApplicable(
        'The transition system has too many states: let fewer events count (a horizon), abstract to sets, or filter the log.',
      )
    stateOf[node] = state
    if (tree.ending[node]! > 0) final.add(state)
    if (node === 0) continue
    const label = tree.activities[tree.activity[node]!]!
    const key = `${from} ${state} ${label}`
    const step = steps.get(key)
    if (step) step.frequency += tree.cases[node]!
    else steps.set(key, { from, label, to: state, frequency: tree.cases[node]! })
  }
  return ok({
    states: states.names,
    steps: [...steps.values()] satisfies Step[],
    final: [...final].sort((a, b) => a - b),
  })
}

/** States by number, in order of their first node. */
class States {
  readonly names: string[] = []
  private text = 0
  private readonly tree: PrefixTree
  private readonly abstraction: Abstraction
  private readonly horizon: number
  private readonly plain: readonly string[]
  private readonly pasts: Past[] = []
  private readonly numbers = new Map<string, number>()
  /** Where all events count, the state before and the event tell the state: a long trace does not take its square. */
  private readonly after: Map<string, number> | null

  constructor(tree: PrefixTree, { abstraction = 'set', horizon = Number.POSITIVE_INFINITY }: TransitionSystemOptions) {
    this.tree = tree
    this.abstraction = abstraction
    this.horizon = horizon
    this.plain = tree.activities.map(plain)
    this.after = depthOf(tree) <= horizon ? new Map() : null
  }

  get areTooMany(): boolean {
    return this.names.length > MOST_STATES || this.text > MOST_TEXT
  }

  of(node: number, from: number): number {
    const way = `${from} ${this.tree.activity[node]}`
    const known = this.after?.get(way)
    if (known !== undefined) return known
    const past = this.past(node, from)
    const name = nameOf(past, this.abstraction)
    let state = this.numbers.get(name)
    if (state === undefined) {
      state = this.names.push(name) - 1
      this.pasts.push(past)
      this.numbers.set(name, state)
      this.text += name.length
    }
    this.after?.set(way, state)
    return state
  }

  private past(node: number, from: number): Past {
    const { tree, plain, abstraction } = this
    if (node === 0) return []
    if (this.after !== null) return extended(this.pasts[from]!, plain[tree.activity[node]!]!, abstraction)
    const last: string[] = []
    for (let at = node; at > 0 && last.length < this.horizon; at = tree.parent[at]!)
      last.push(plain[tree.activity[at]!]!)
    last.reverse()
    if (abstraction === 'sequence') return last.map(name => [name, 1])
    return last.reduce<Past>((past, name) => extended(past, name, abstraction), [])
  }
}

/** Events of the longest trace. */
function depthOf({ parent }: PrefixTree): number {
  const depth = new Int32Array(parent.length)
  let most = 0
  for (let node = 1; node < parent.length; node++) most = Math.max(most, (depth[node] = depth[parent[node]!]! + 1))
  return most
}

function extended(past: Past, name: string, abstraction: Abstraction): Past {
  if (abstraction === 'sequence') return [...past, [name, 1]]
  const known = past.findIndex(([one]) => one === name)
  if (known >= 0 && abstraction === 'set') return past
  if (known >= 0) return past.map((entry, i) => (i === known ? [name, entry[1] + 1] : entry))
  const behind = past.findIndex(([one]) => compareText(one, name) > 0)
  return past.toSpliced(behind < 0 ? past.length : behind, 0, [name, 1])
}

/** `⟨a, b⟩`, `[a, 2*b]` or `{a, b}`; multisets and sets in the order of names. */
function nameOf(past: Past, abstraction: Abstraction): string {
  const names = past.map(([name, times]) => (times === 1 ? name : `${times}*${name}`)).join(', ')
  if (abstraction === 'sequence') return `⟨${names}⟩`
  return abstraction === 'set' ? `{${names}}` : `[${names}]`
}

/** A name with signs of the notation stands in JSON quotes, so that no two states have one name. */
const plain = (name: string): string => (name === '' || /[,⟨⟩[\]{}*"]/.test(name) ? JSON.stringify(name) : name)

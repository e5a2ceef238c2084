import type { TransitionSystem } from './transition-system.ts'

/**
 * All prefixes of the traces of a log, each once. Node 0 is the empty prefix; a parent stands before its children, which
 * stand by activity. Columns by node.
 */
export interface PrefixTree {
  readonly activities: readonly string[]
  /** −1 for node 0. */
  readonly parent: Int32Array
  /** The last activity of the prefix, −1 for node 0. */
  readonly activity: Int32Array
  /** Cases that begin with the prefix, and those that are it. */
  readonly cases: Float64Array
  readonly ending: Float64Array
}

/** `a 3 (b 2 (c 2■2) c 1■1)`: activity, cases, `■` and the cases that end there, children in parentheses. As deep as traces are long. */
export function printPrefixTree(tree: PrefixTree): string {
  const children: number[][] = Array.from(tree.cases, () => [])
  for (let node = 1; node < tree.parent.length; node++) children[tree.parent[node]!]!.push(node)
  const end = (node: number) => (tree.ending[node]! > 0 ? `■${tree.ending[node]}` : '')
  const written: string[] = []
  // what is still to be written, the next at the end: a node, or a text
  const open: (number | string)[] = []
  const below = (node: number) => {
    for (const [i, child] of [...children[node]!.entries()].reverse()) open.push(child, ...(i > 0 ? [' '] : []))
  }
  written.push(end(0), tree.ending[0]! > 0 && children[0]!.length > 0 ? ' ' : '')
  below(0)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') written.push(next)
    else {
      written.push(`${tree.activities[tree.activity[next]!]} ${tree.cases[next]}${end(next)}`)
      if (children[next]!.length === 0) continue
      written.push(' (')
      open.push(')')
      below(next)
    }
  }
  return written.join('')
}

/** The tree as states, each named by its number, and the steps between them with the cases that take them. */
export const prefixTreeSystem = ({ activities, parent, activity, cases, ending }: PrefixTree): TransitionSystem => ({
  states: Array.from(parent, (_, node) => String(node)),
  steps: Array.from(parent, (from, node) => ({
    from,
    label: activities[activity[node]!] ?? null,
    to: node,
    frequency: cases[node]!,
  })).slice(1),
  final: [...ending.keys()].filter(node => ending[node]! > 0),
})

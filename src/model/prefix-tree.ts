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

/** `a 3 (b 2 (c 2■2) c 1■1)`: activity, cases, `■` and the cases that end there, children in parentheses. */
export function printPrefixTree(tree: PrefixTree): string {
  const children: number[][] = Array.from(tree.cases, () => [])
  for (let node = 1; node < tree.parent.length; node++) children[tree.parent[node]!]!.push(node)
  const print = (node: number): string => {
    const end = tree.ending[node]! > 0 ? `■${tree.ending[node]}` : ''
    const inner = children[node]!.length > 0 ? ` (${children[node]!.map(print).join(' ')})` : ''
    return `${tree.activities[tree.activity[node]!]} ${tree.cases[node]}${end}${inner}`
  }
  const empty = tree.ending[0]! > 0 ? [`■${tree.ending[0]}`] : []
  return [...empty, ...children[0]!.map(print)].join(' ')
}

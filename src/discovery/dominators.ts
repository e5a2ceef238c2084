/** Immediate dominators by node (the root's is itself, −1 where unreachable) and depth below the root. */
export interface Dominators {
  readonly parent: Int32Array
  readonly depth: Int32Array
}

/** K. Cooper, T. Harvey, K. Kennedy, A simple, fast dominance algorithm, 2001. */
export function dominators(nodes: number, edges: readonly (readonly [number, number])[], root: number): Dominators {
  const out: number[][] = Array.from({ length: nodes }, () => [])
  const into: number[][] = Array.from({ length: nodes }, () => [])
  for (const [from, to] of edges) {
    out[from]!.push(to)
    into[to]!.push(from)
  }
  const order = postOrder(out, root)
  const rank = new Int32Array(nodes).fill(-1)
  order.forEach((node, at) => {
    rank[node] = at
  })
  const parent = new Int32Array(nodes).fill(-1)
  parent[root] = root
  const meet = (a: number, b: number) => {
    let [x, y] = [a, b]
    while (x !== y) {
      while (rank[x]! < rank[y]!) x = parent[x]!
      while (rank[y]! < rank[x]!) y = parent[y]!
    }
    return x
  }
  for (let changed = true; changed; ) {
    changed = false
    for (let at = order.length - 1; at >= 0; at--) {
      const node = order[at]!
      if (node === root) continue
      let found = -1
      for (const from of into[node]!) if (parent[from]! >= 0) found = found < 0 ? from : meet(from, found)
      if (found !== parent[node]) {
        parent[node] = found
        changed = true
      }
    }
  }
  const depth = new Int32Array(nodes).fill(-1)
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at]!
    depth[node] = node === root ? 0 : depth[parent[node]!]! + 1
  }
  return { parent, depth }
}

export function isDominatedBy({ parent, depth }: Dominators, node: number, above: number): boolean {
  let at = node
  while (at >= 0 && depth[at]! > depth[above]!) at = parent[at]!
  return at === above
}

/** The deepest node that dominates both. */
export function commonDominator({ parent, depth }: Dominators, a: number, b: number): number {
  let [x, y] = [a, b]
  while (x !== y) {
    if (depth[x]! >= depth[y]!) x = parent[x]!
    else y = parent[y]!
  }
  return x
}

function postOrder(out: readonly (readonly number[])[], root: number): number[] {
  const order: number[] = []
  const seen = new Uint8Array(out.length)
  seen[root] = 1
  const stack: { node: number; next: number }[] = [{ node: root, next: 0 }]
  while (stack.length > 0) {
    const top = stack.at(-1)!
    const to = out[top.node]![top.next++]
    if (to === undefined) {
      order.push(top.node)
      stack.pop()
    } else if (seen[to] === 0) {
      seen[to] = 1
      stack.push({ node: to, next: 0 })
    }
  }
  return order
}

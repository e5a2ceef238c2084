/** A directed graph over nodes 0..size-1; successors ascending, node `root` reaches all. */
export interface Graph {
  readonly size: number
  readonly root: number
  readonly successors: readonly ReadonlySet<number>[]
}

/** Immediate dominator by node, of the root itself, -1 where the root does not reach. Cooper, Harvey & Kennedy (2001). */
export function dominators({ size, root, successors }: Graph): Int32Array {
  const order: number[] = []
  const seen = new Uint8Array(size)
  const stack: { node: number; next: Iterator<number> }[] = [{ node: root, next: successors[root]!.values() }]
  seen[root] = 1
  while (stack.length > 0) {
    const top = stack.at(-1)!
    const { value, done } = top.next.next()
    if (done) {
      order.push(top.node)
      stack.pop()
    } else if (!seen[value]) {
      seen[value] = 1
      stack.push({ node: value, next: successors[value]!.values() })
    }
  }
  const rank = new Int32Array(size).fill(-1)
  order.forEach((node, k) => {
    rank[node] = k
  })
  const predecessors: number[][] = Array.from({ length: size }, () => [])
  successors.forEach((nodes, a) => {
    if (seen[a]) for (const b of nodes) predecessors[b]!.push(a)
  })
  const idom = new Int32Array(size).fill(-1)
  idom[root] = root
  for (let changed = true; changed; ) {
    changed = false
    for (let k = order.length - 2; k >= 0; k--) {
      const node = order[k]!
      let found = -1
      for (const p of predecessors[node]!) {
        if (idom[p] === -1) continue
        found = found < 0 ? p : meet(found, p)
      }
      if (idom[node] !== found) {
        idom[node] = found
        changed = true
      }
    }
  }
  return idom

  function meet(a: number, b: number): number {
    while (a !== b) {
      while (rank[a]! < rank[b]!) a = idom[a]!
      while (rank[b]! < rank[a]!) b = idom[b]!
    }
    return a
  }
}

/** Strongly connected components with an arc inside, each ascending, by smallest node. Tarjan (1972), without recursion. */
export function cycles(nodes: readonly number[], follow: (node: number) => Iterable<number>): number[][] {
  const index = new Map<number, number>()
  const low = new Map<number, number>()
  const open = new Set<number>()
  const path: number[] = []
  const found: number[][] = []
  for (const start of nodes) {
    if (index.has(start)) continue
    const stack = [visit(start)]
    while (stack.length > 0) {
      const top = stack.at(-1)!
      const { value, done } = top.next.next()
      if (!done) {
        if (!index.has(value)) stack.push(visit(value))
        else if (open.has(value)) low.set(top.node, Math.min(low.get(top.node)!, index.get(value)!))
        continue
      }
      stack.pop()
      const parent = stack.at(-1)?.node
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(top.node)!))
      if (low.get(top.node) === index.get(top.node)) {
        const part = path.splice(path.lastIndexOf(top.node))
        for (const node of part) open.delete(node)
        if (part.length > 1 || [...follow(top.node)].includes(top.node)) found.push(part.sort((a, b) => a - b))
      }
    }
  }
  return found.sort((a, b) => a[0]! - b[0]!)

  function visit(node: number) {
    index.set(node, index.size)
    low.set(node, index.get(node)!)
    open.add(node)
    path.push(node)
    return { node, next: follow(node)[Symbol.iterator]() }
  }
}

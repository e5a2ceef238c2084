import { cycles, dominators } from './graph.ts'
import type { Sequence } from './sequence.ts'

/** A jump back to where a routine begins: from its last class to its first, and the classes in between. */
export interface BackEdge {
  readonly source: number
  readonly target: number
  readonly nodes: ReadonlySet<number>
}

/** Arcs that are looked at, in total; noise makes graphs in which every arc lies on a loop, and then the method says nothing. */
const EFFORT = 2_000_000

/**
 * Back-edges of the directly-follows graph of the whole log, found recursively: where one node of a strongly connected
 * component dominates it, the arcs into that node; else the loop arc that spans the longest path. Leno et al. (2020,
 * section 4: Identifying candidate routines from unsegmented UI logs). Null where the graph is too tangled.
 */
export function backEdges({ size, symbolCount, symbol, starts }: Sequence): BackEdge[] | null {
  const root = symbolCount
  const successors = Array.from({ length: symbolCount + 1 }, () => new Set<number>())
  for (let i = 0; i < size; i++) successors[i === 0 || starts[i] ? root : symbol[i - 1]!]!.add(symbol[i]!)
  const idom = dominators({ size: symbolCount + 1, root, successors })
  const found: BackEdge[] = []
  let effort = EFFORT
  const work = [Array.from({ length: symbolCount }, (_, s) => s)]
  while (work.length > 0) {
    const nodes = work.pop()!
    const within = new Set(nodes)
    for (const part of cycles(nodes, node => [...successors[node]!].filter(next => within.has(next)))) {
      const inside = new Set(part)
      const headers = part.filter(node => !inside.has(idom[node]!))
      const edges = headers.length === 1 ? into(headers[0]!, part) : longestLoop(part, inside)
      for (const { source, target } of edges) {
        successors[source]!.delete(target)
        found.push({ source, target, nodes: inside })
      }
      effort -= part.reduce((sum, node) => sum + successors[node]!.size + 1, 0)
      if (effort < 0) return null
      work.push(part)
    }
  }
  return found

  function into(target: number, part: readonly number[]) {
    return part.filter(source => successors[source]!.has(target)).map(source => ({ source, target }))
  }

  function longestLoop(part: readonly number[], inside: ReadonlySet<number>) {
    const { loops, order } = depthFirst(part, inside)
    const isLoop = new Set(loops.map(({ source, target }) => source * (symbolCount + 1) + target))
    let best = loops[0]!
    let most = -1
    for (const loop of loops) {
      const length = new Map([[loop.target, 0]])
      for (const node of order) {
        const here = length.get(node)
        if (here === undefined) continue
        for (const next of successors[node]!)
          if (inside.has(next) && !isLoop.has(node * (symbolCount + 1) + next))
            length.set(next, Math.max(length.get(next) ?? 0, here + 1))
      }
      effort -= order.length
      if (effort < 0) break
      const spans = length.get(loop.source) ?? 0
      if (spans > most) {
        most = spans
        best = loop
      }
    }
    return [best]
  }

  /** Loop arcs by depth-first search from the first node, and a topological order of the rest. */
  function depthFirst(part: readonly number[], inside: ReadonlySet<number>) {
    const state = new Map<number, 1 | 2>()
    const loops: { source: number; target: number }[] = []
    const order: number[] = []
    const root = part[0]!
    const stack = [{ node: root, next: successors[root]!.values() }]
    state.set(root, 1)
    while (stack.length > 0) {
      const top = stack.at(-1)!
      const { value, done } = top.next.next()
      if (done) {
        state.set(top.node, 2)
        order.push(top.node)
        stack.pop()
      } else if (inside.has(value)) {
        if (state.get(value) === 1) loops.push({ source: top.node, target: value })
        else if (!state.has(value)) {
          state.set(value, 1)
          stack.push({ node: value, next: successors[value]!.values() })
        }
      }
    }
    return { loops, order: order.reverse() }
  }
}

/** Segments of the sequence by its back-edges, as Leno et al. scan for them: where one begins. Null as `backEdges`. */
export function cutsByBackEdges(sequence: Sequence): Uint8Array | null {
  const edges = backEdges(sequence)
  if (edges === null) return null
  const { size, symbol, starts, symbolCount } = sequence
  const byTarget: BackEdge[][] = Array.from({ length: symbolCount }, () => [])
  for (const edge of edges) byTarget[edge.target]!.push(edge)
  const begins = new Uint8Array(size)
  let open: readonly BackEdge[] = []
  for (let i = 0; i < size; i++) {
    if (starts[i]) open = []
    open = open.filter(({ nodes }) => nodes.has(symbol[i]!))
    if (open.length === 0) {
      begins[i] = 1
      open = byTarget[symbol[i]!]!
    }
    if (open.some(({ source, target }) => source === symbol[i] && symbol[i + 1] === target)) open = []
  }
  return begins
}

import { type ArcLayout, type Graph, type Layout, loopBeside, type Point, straight } from './graph.ts'

const GAP = 60
const RISE = 90

/**
 * A plain layout that is always quick: nodes in rows by their longest way from the first one, sorted by the middle of
 * their neighbours, straight arcs. It stands in where the good layouts take too long. O(nodes + arcs).
 */
export function layoutInRows(graph: Graph, order: ArrayLike<number>): Layout {
  const n = graph.nodes.length
  const sequence = graph.nodes.map((_, i) => i).sort((a, b) => order[a]! - order[b]!)
  const forward = graph.arcs.filter(({ from, to }) => order[from]! < order[to]!)
  const next: number[][] = Array.from({ length: n }, () => [])
  const before: number[][] = Array.from({ length: n }, () => [])
  for (const { from, to } of forward) {
    next[from]!.push(to)
    before[to]!.push(from)
  }
  const row = new Int32Array(n)
  for (const node of sequence) for (const to of next[node]!) row[to] = Math.max(row[to]!, row[node]! + 1)
  const rows: number[][] = []
  for (const node of sequence) (rows[row[node]!] ??= []).push(node)
  const at: Point[] = graph.nodes.map(() => ({ x: 0, y: 0 }))
  let y = 0
  let width = 0
  for (const members of rows) {
    if (!members) continue
    const middle = (node: number) => {
      const xs = before[node]!.map(from => at[from]!.x)
      return xs.length ? xs.reduce((sum, x) => sum + x, 0) / xs.length : 0
    }
    const wish = new Map(members.map(node => [node, middle(node)]))
    members.sort((a, b) => wish.get(a)! - wish.get(b)! || order[a]! - order[b]!)
    const total = members.reduce((sum, node) => sum + graph.nodes[node]!.width + GAP, -GAP)
    let x = -total / 2
    const tallest = Math.max(...members.map(node => graph.nodes[node]!.height))
    for (const node of members) {
      at[node] = { x: x + graph.nodes[node]!.width / 2, y: y + tallest / 2 }
      x += graph.nodes[node]!.width + GAP
    }
    y += tallest + RISE
    width = Math.max(width, total)
  }
  const nodes = at.map(({ x, y: top }) => ({ x: x + width / 2, y: top }))
  const arcs = graph.arcs.map((arc): ArcLayout => {
    const a = nodes[arc.from]!
    const b = nodes[arc.to]!
    const { width: w, height: h } = graph.nodes[arc.from]!
    if (arc.from === arc.to) return loopBeside(a, w, h, arc.labelWidth)
    const down = a.y <= b.y ? 1 : -1
    const start = { x: a.x, y: a.y + (down * h) / 2 }
    const end = { x: b.x, y: b.y - (down * graph.nodes[arc.to]!.height) / 2 }
    return { points: straight([start, end]), label: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 } }
  })
  return { width, height: Math.max(0, y - RISE), nodes, arcs, by: 'rows' }
}

import { expect, test } from 'vitest'
import type { Graph, Layout } from './graph.ts'
import { layoutByGraphviz } from './graphviz.ts'
import { flowOrder } from './order.ts'
import { layoutInRows } from './rows.ts'

const size = { width: 184, height: 54 }
const small = { width: 22, height: 22 }
/** Start, three activities with a loop back, a self-loop and a short cut, end. */
const graph: Graph = {
  nodes: [small, size, size, size, small],
  arcs: [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 1],
    [2, 2],
    [1, 3],
    [3, 4],
  ].map(([from, to]) => ({
    from: from!,
    to: to!,
    weight: 0.5,
    labelWidth: 40,
    labelHeight: 21,
  })),
}
const order = Array.from(flowOrder(5, graph.arcs, 0, 4))

const ends = (layout: Layout, arc: number) => {
  const { points } = layout.arcs[arc]!
  return [
    { x: points[0]!, y: points[1]! },
    { x: points.at(-2)!, y: points.at(-1)! },
  ] as const
}
/** Distance of a point from the box of a node; 0 on or inside it. */
const distance = (layout: Layout, node: number, { x, y }: { x: number; y: number }) => {
  const at = layout.nodes[node]!
  const { width, height } = graph.nodes[node]!
  return Math.hypot(Math.max(0, Math.abs(x - at.x) - width / 2), Math.max(0, Math.abs(y - at.y) - height / 2))
}

for (const [name, make] of [
  ['Graphviz', layoutByGraphviz],
  ['plain rows', async (g: Graph, o: readonly number[]) => layoutInRows(g, o)],
] as const) {
  test(`${name}: every arc leads from its tail to its head, against the reading order too`, async () => {
    const layout = await make(graph, order)
    graph.arcs.forEach(({ from, to }, i) => {
      const [start, end] = ends(layout, i)
      expect(distance(layout, from, start)).toBeLessThan(3)
      expect(distance(layout, to, end)).toBeLessThan(3)
      expect((layout.arcs[i]!.points.length - 2) % 6).toBe(0)
    })
  })
  test(`${name}: nodes do not overlap, and the start lies above the end`, async () => {
    const { nodes } = await make(graph, order)
    for (let a = 0; a < nodes.length; a++)
      for (let b = a + 1; b < nodes.length; b++) {
        const apart =
          Math.abs(nodes[a]!.x - nodes[b]!.x) >= (graph.nodes[a]!.width + graph.nodes[b]!.width) / 2 ||
          Math.abs(nodes[a]!.y - nodes[b]!.y) >= (graph.nodes[a]!.height + graph.nodes[b]!.height) / 2
        expect(apart).toBe(true)
      }
    expect(nodes[0]!.y).toBeLessThan(nodes[4]!.y)
  })
}
test('Graphviz: numbers of arcs lie apart from nodes and from one another', async () => {
  const layout = await layoutByGraphviz(graph, order)
  const labels = layout.arcs.map(arc => arc.label)
  labels.forEach((label, i) => {
    for (let node = 0; node < 5; node++) expect(distance(layout, node, label)).toBeGreaterThan(9)
    for (const other of labels.slice(i + 1))
      expect(Math.abs(label.x - other.x) >= 40 || Math.abs(label.y - other.y) >= 20).toBe(true)
  })
})

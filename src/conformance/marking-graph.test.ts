import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaf, node } from '../model/process-tree.ts'
import { treeToNet } from '../model/tree-to-net.ts'
import { MarkingGraph } from './marking-graph.ts'
import { indexNet } from './net-index.ts'
import { randomNet } from './random-net.fixture.ts'

function arcs(graph: MarkingGraph, marking: number): number[] {
  const first = graph.firstArc(marking)
  return Array.from({ length: graph.endArc(marking) - first }, (_, i) => graph.transition(first + i))
}

test('out of every marking lead the transitions that are enabled, in their order', () => {
  fc.assert(
    fc.property(randomNet, net => {
      const graph = new MarkingGraph(indexNet(net))
      for (let marking = 0; marking < Math.min(graph.store.count, 50); marking++) {
        const tokens = graph.store.marking(marking)
        const enabled = net.transitions.flatMap(({ inputs }, t) =>
          inputs.every(({ place, tokens: least }) => tokens[place]! >= least) ? [t] : [],
        )
        expect(arcs(graph, marking)).toEqual(enabled)
      }
    }),
    { numRuns: 100, seed: 21 },
  )
})

test('a long sequence has one arc out of every marking but the last', () => {
  const net = treeToNet(
    node(
      '→',
      Array.from({ length: 3000 }, (_, i) => leaf(`t${i}`)),
    ),
  )
  const graph = new MarkingGraph(indexNet(net))
  expect([graph.explore(10_000, 10_000), graph.store.count]).toEqual(['complete', 3001])
  const counts = Array.from({ length: 3001 }, (_, marking) => arcs(graph, marking).length)
  expect([counts.filter(count => count === 1).length, counts[1]]).toEqual([3000, 0])
})

import { expect, test } from 'vitest'
import { flowOrder } from './order.ts'

/** Places of the nodes; node 0 is the start, node 1 the end; an arc is from, to, weight. */
const places = (nodes: number, ...arcs: readonly (readonly [number, number, number])[]) =>
  flowOrder(
    nodes,
    arcs.map(([from, to, weight]) => ({ from, to, weight })),
    0,
    1,
  )

test('a chain keeps its order whatever the numbering', () => {
  const order = places(5, [0, 3, 1], [3, 2, 1], [2, 4, 1], [4, 1, 1])
  expect([0, 3, 2, 4, 1].map(node => order[node])).toEqual([0, 1, 2, 3, 4])
})
test('of two opposite arcs the heavier one leads forward', () => {
  const order = places(4, [0, 2, 10], [2, 3, 9], [3, 2, 1], [3, 1, 9])
  expect(order[2]! < order[3]!).toBe(true)
})
test('every node gets a place of its own, loops and unconnected nodes included', () => {
  const order = places(6, [0, 2, 1], [2, 2, 5], [2, 3, 1], [3, 2, 1], [3, 1, 1])
  expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5])
  expect([order[0], order[1]]).toEqual([0, 5])
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cycles, dominators } from './graph.ts'

test('dominators of the example of Cooper, Harvey and Kennedy', () => {
  // 5 -> 4, 3; 4 -> 1; 3 -> 2; 2 -> 1; 1 -> 2; node 0 is not reached
  const successors = [[], [2], [1], [2], [1], [4, 3]].map(next => new Set(next))
  expect([...dominators({ size: 6, root: 5, successors })]).toEqual([-1, 5, 5, 5, 5, 5])
})

test('a node without which another is not reached dominates it', () => {
  const graph = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { maxLength: 16 })
  fc.assert(
    fc.property(graph, arcs => {
      const successors = Array.from(
        { length: 7 },
        (_, a) => new Set(arcs.filter(arc => arc[0] === a).map(arc => arc[1])),
      )
      const idom = dominators({ size: 7, root: 0, successors })
      const reached = (without: number) => {
        const seen = new Set(without === 0 ? [] : [0])
        for (const node of seen) for (const next of successors[node]!) if (next !== without) seen.add(next)
        return seen
      }
      const dominates = (a: number, b: number) => {
        for (let at = b; at >= 0; at = at === 0 ? -1 : idom[at]!) if (at === a) return true
        return false
      }
      const all = reached(-1)
      for (let a = 1; a < 7; a++) {
        expect(idom[a]! >= 0).toBe(all.has(a))
        for (const b of all) if (a !== b && all.has(a)) expect(dominates(a, b)).toBe(!reached(a).has(b))
      }
    }),
  )
})

test('components are those with an arc inside', () => {
  const next: Record<number, number[]> = { 0: [1], 1: [2], 2: [1, 3], 3: [3], 4: [0] }
  expect(cycles([0, 1, 2, 3, 4], node => next[node]!)).toEqual([[1, 2], [3]])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { variantLog } from '../log/variant-log.ts'
import { prefixTreeSystem, printPrefixTree } from '../model/prefix-tree.ts'
import { logOf, tracesOf } from './oracle.fixture.ts'
import { prefixTree } from './prefix-tree.ts'

test('prefixes that traces share are one', () => {
  expect(printPrefixTree(prefixTree(variantLog('b a *2 | a b c *2 | a c | a b')))).toBe(
    'a 4 (b 3■1 (c 2■2) c 1■1) b 2 (a 2■2)',
  )
})

test('empty traces end at the root', () => {
  expect(printPrefixTree(prefixTree(variantLog(' | a')))).toBe('■1 a 1■1')
})

test('a trace of 100 000 events is as deep a tree', () => {
  const length = 100_000
  const tree = prefixTree(logOf([[Array.from({ length }, (_, i) => (i % 2 === 0 ? 'a' : 'b')), 1]]))
  const printed = printPrefixTree(tree)
  expect([printed.slice(0, 20), printed.endsWith(`b 1■1${')'.repeat(length - 1)}`)]).toEqual([
    'a 1 (b 1 (a 1 (b 1 (',
    true,
  ])
  const { states, steps, final } = prefixTreeSystem(tree)
  expect([states.length, steps.length, final]).toEqual([length + 1, length, [length]])
})

test('every prefix of every trace is a node with the cases that begin with it', () => {
  const trace = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(trace, { minLength: 1, maxLength: 12 }), traces => {
      const log = logOf(traces.map(one => [one, 1]))
      const tree = prefixTree(log)
      const prefixOf = (node: number): string[] =>
        node === 0 ? [] : [...prefixOf(tree.parent[node]!), tree.activities[tree.activity[node]!]!]
      const found = new Map(Array.from(tree.cases, (cases, node) => [prefixOf(node).join(' '), cases]))
      const expected = new Map<string, number>()
      for (const one of tracesOf(log))
        for (let length = 0; length <= one.length; length++) {
          const prefix = one.slice(0, length).join(' ')
          expected.set(prefix, (expected.get(prefix) ?? 0) + 1)
        }
      expect(found).toEqual(expected)
    }),
    { numRuns: 100, seed: 3 },
  )
})

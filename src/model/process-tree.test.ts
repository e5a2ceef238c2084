import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compactTree } from './bpmn/compact-tree.ts'
import {
  foldTree,
  leaf,
  node,
  normalTree,
  type ProcessTree,
  parseTree,
  printTree,
  silent,
  treeActivities,
} from './process-tree.ts'
import { treeFootprints } from './tree-footprints.ts'
import { canBeEmpty, plainTree } from './tree-to-net.ts'

const tree: fc.Arbitrary<ProcessTree> = fc.letrec<{ tree: ProcessTree }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', 'two words', 'X', '"quoted"').map(leaf),
    fc.constant(silent),
    fc
      .tuple(fc.constantFrom('→', '×', '∧'), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }))
      .map(([operator, children]) => node(operator as '→', children)),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map(children => node('↺', children)),
  ),
})).tree

test('a tree is printed in one line and read again', () => {
  const text = '→(a, ∧(b, c), ×(τ, "two words"), ↺(d, τ))'
  expect(printTree(parseTree(text))).toBe(text)
  fc.assert(
    fc.property(tree, one => {
      expect(parseTree(printTree(one))).toEqual(one)
    }),
    { seed: 1 },
  )
})

test('an activity of a silent word’s name is no silent part', () => {
  const tree = node('×', [leaf('τ'), leaf('tau'), silent, leaf('τx')])
  expect(printTree(tree)).toBe('×("τ", "tau", τ, τx)')
  expect(parseTree(printTree(tree))).toEqual(tree)
})

test('the signs of other tools are understood', () => {
  expect(printTree(parseTree("->( 'a', +( 'b', X( tau, 'c d' ) ), *( 'e', tau ) )"))).toBe(
    '→(a, ∧(b, ×(τ, "c d")), ↺(e, τ))',
  )
})

test('what is no tree is refused with its place', () => {
  expect(() => parseTree('→(a, ')).toThrow('Expected an activity')
  expect(() => parseTree('→(a) b')).toThrow('Expected the end before "b"')
  expect(() => parseTree('↺(a)')).toThrow('a second child of the loop')
  expect(() => parseTree('→('.repeat(100_000))).toThrow('at most 1000 operators within each other')
})

test('the normal form flattens and orders what has no order, and is its own normal form', () => {
  expect(printTree(normalTree(parseTree('→(τ, →(b, a), ×(c, ×(τ, b), τ))')))).toBe('→(b, a, ×(b, c, τ))')
  expect(printTree(normalTree(parseTree('↺(a, ×(c, b))')))).toBe('↺(a, b, c)')
  fc.assert(
    fc.property(tree, one => {
      const normal = normalTree(one)
      expect(normalTree(normal)).toEqual(normal)
      expect(new Set(treeActivities(normal))).toEqual(new Set(treeActivities(one)))
    }),
    { seed: 2 },
  )
})

test('a tree nested very deep is walked without taking the stack', () => {
  const nested = (depth: number, wrap: (part: ProcessTree, i: number) => ProcessTree) => {
    let tree = leaf('a')
    for (let i = 1; i <= depth; i++) tree = wrap(tree, i)
    return tree
  }
  const activity = (i: number) => leaf(`a${i % 7}`)
  const depthOf = (tree: ProcessTree) =>
    foldTree<number>(tree, (_, depths) => depths.reduce((most, depth) => Math.max(most, depth + 1), 0))
  const choices = nested(4000, (part, i) => node(i % 2 === 0 ? '→' : '×', [activity(i), part]))
  expect([depthOf(choices), treeActivities(choices).length, canBeEmpty(choices)]).toEqual([4000, 8, false])
  expect(printTree(choices).endsWith(')'.repeat(4000))).toBe(true)
  const loops = nested(4000, (part, i) => (i % 2 === 0 ? node('→', [activity(i), part]) : node('↺', [part, silent])))
  for (const same of [normalTree, plainTree, compactTree]) expect(depthOf(same(loops))).toBe(4000)
  expect(treeFootprints(loops).activities.length).toBe(8)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printNet } from './net-notation.ts'
import { netToTree } from './net-to-tree.ts'
import type { PetriNet } from './petri-net.ts'
import { netLanguage } from './play-out-net.ts'
import { treeLanguage } from './play-out-tree.ts'
import { leaf, node, normalTree, type ProcessTree, parseTree, printTree, treeOperators } from './process-tree.ts'
import { anyTree, naiveLanguage, printTraces } from './random-tree.fixture.ts'
import { explore } from './reachability-graph.ts'
import { soundness } from './soundness.ts'
import { plainTree, treeToNet } from './tree-to-net.ts'
import { workflowNet } from './workflow-net.ts'

const netOf = (text: string) => printNet(treeToNet(parseTree(text)))
const activities = ['a', 'b', 'c', 'd']
const languageOf = (tree: ProcessTree, length: number) => printTraces(naiveLanguage(tree, length, activities))
const netTraces = (net: PetriNet, length: number) => {
  const found = netLanguage(net, { length })
  return found.ok ? printTraces(found.value) : found.because
}

describe('a process tree becomes a net', () => {
  test('in sequence and choice without silent transitions', () => {
    expect(netOf('→(a, ×(b, c), d)')).toBe(
      'source + sink + p1 + p2; source → a → p1; p1 → b → p2; p1 → c → p2; p2 → d → sink; [source] ⇒ [sink]',
    )
  })
  test('however deep it is nested', () => {
    let tree: ProcessTree = leaf('z')
    for (let depth = 0; depth < 4000; depth++) tree = node(treeOperators[depth % 4]!, [tree, leaf(`a${depth}`)])
    const { places, transitions } = treeToNet(tree)
    expect(transitions.filter(({ label }) => label !== null)).toHaveLength(4001)
    // of every four levels a parallel part makes two places and two silent transitions at most, a loop two and two
    expect(places.length).toBeLessThan(6000)
    expect(transitions.length).toBeLessThan(8000)
  })
  test('parallel parts between activities need no silent transition', () => {
    expect(netOf('→(a, ∧(b, c), d)')).toBe(
      'source + sink + p1 + p2 + p3 + p4; source → a → p1 + p2; p1 → b → p3; p2 → c → p4; p3 + p4 → d → sink; [source] ⇒ [sink]',
    )
  })
  test('a loop between activities neither', () => {
    expect(netOf('→(a, ↺(b, c), d)')).toBe(
      'source + sink + p1 + p2; source → a → p1; p1 → b → p2; p2 → c → p1; p2 → d → sink; [source] ⇒ [sink]',
    )
  })
  test('what need not be done at all loops on one place', () => {
    expect(netOf('→(a, ×(τ, ↺(b, τ)), c)')).toBe(
      'source + sink + p1 + p2; source → a → p1; p1 → b → p1; p1 → τ → p2; p2 → c → sink; [source] ⇒ [sink]',
    )
  })
  test('two loops do not share a place: the second would begin again in the first', () => {
    const traces = netTraces(treeToNet(parseTree('→(↺(a, b), ↺(c, d))')), 4)
    expect(traces).toEqual(['a c', 'a b a c', 'a c d c'])
  })
  test('the empty tree is a silent step', () => {
    expect(netOf('τ')).toBe('source → τ → sink; [source] ⇒ [sink]')
  })
  test('any tree: a sound workflow net with its language, the same for another way of listing it', () => {
    fc.assert(
      fc.property(anyTree(activities), tree => {
        const net = treeToNet(tree)
        expect(workflowNet(net)).toMatchObject({ ok: true })
        const verdict = soundness(net)
        expect([printTree(tree), verdict.verdict, verdict.findings]).toEqual([printTree(tree), 'sound', []])
        expect(explore(net, { states: 5000 }).growth).toBeNull()
        expect([printTree(tree), netTraces(net, 4)]).toEqual([printTree(tree), languageOf(tree, 4)])
      }),
      { numRuns: 400, seed: 21 },
    )
  })
})

describe('what a tree says in fewer parts', () => {
  test('is the same', () => {
    expect(printTree(plainTree(parseTree('↺(↺(a, b), ×(c, τ))')))).toBe('↺(a, b, c, τ)')
    expect(printTree(plainTree(parseTree('×(a, τ, ↺(b, τ))')))).toBe('×(a, ↺(τ, b))')
    expect(printTree(plainTree(parseTree('→(τ, ∧(τ, a), ↺(τ, τ))')))).toBe('a')
    fc.assert(
      fc.property(anyTree(activities), tree => {
        expect([printTree(tree), languageOf(plainTree(tree), 4)]).toEqual([printTree(tree), languageOf(tree, 4)])
      }),
      { numRuns: 300, seed: 22 },
    )
  })
})

describe('a block-structured net becomes a tree', () => {
  test('and back again, with the same language', () => {
    fc.assert(
      fc.property(anyTree(activities), tree => {
        const back = netToTree(treeToNet(tree))
        expect([printTree(tree), back]).toMatchObject([printTree(tree), { ok: true }])
        if (back.ok)
          expect([printTree(tree), languageOf(back.value, 4)]).toEqual([printTree(tree), languageOf(tree, 4)])
      }),
      { numRuns: 400, seed: 23 },
    )
  })
  test('in its normal form', () => {
    const text = '→(a, ↺(→(∧(b, ×(c, d)), e), f), ×(g, h))'
    const back = netToTree(treeToNet(parseTree(text)))
    expect(back).toEqual({ ok: true, value: normalTree(parseTree(text)) })
  })
})

describe('the traces of a tree', () => {
  test('are listed as letter by letter', () => {
    fc.assert(
      fc.property(anyTree(activities), tree => {
        const found = treeLanguage(tree, { length: 4 })
        expect([printTree(tree), found.ok && printTraces(found.value)]).toEqual([printTree(tree), languageOf(tree, 4)])
      }),
      { numRuns: 300, seed: 24 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { random } from '../base/random.ts'
import { parseNet } from './net-notation.ts'
import { drawNetTraces, netLanguage } from './play-out-net.ts'
import { drawTreeTrace, treeLanguage } from './play-out-tree.ts'
import { parseTree, printTree } from './process-tree.ts'
import { anyTree, printTraces } from './random-tree.fixture.ts'
import { treeToNet } from './tree-to-net.ts'

describe('playing out', () => {
  test('lists the traces of a net up to a length, each once', () => {
    const net = parseNet('s → a → p; p → b → p; p → τ → q; p → b → q; q → c → e')
    const found = netLanguage(net, { length: 4 })
    expect(found.ok && printTraces(found.value)).toEqual(['a c', 'a b c', 'a b b c'])
  })
  test('says where there are too many traces or markings', () => {
    const many = treeToNet(parseTree('↺(×(a, b, c, d), τ)'))
    expect(netLanguage(many, { length: 6, traces: 1000 })).toEqual({
      ok: false,
      because: 'There are more than 1000 traces of at most 6 activities.',
    })
    expect(netLanguage(parseNet('s → τ → s + p; [s] ⇒ [p]'), { length: 2, states: 50 })).toEqual({
      ok: false,
      because: 'More than 50 markings had to be looked at.',
    })
    expect(treeLanguage(parseTree('↺(×(a, b, c, d), τ)'), { length: 6, traces: 1000 })).toEqual({
      ok: false,
      because: 'There are more than 1000 traces of at most 6 activities.',
    })
  })
  test('draws runs of a net: the same for the same seed, all in its language', () => {
    const net = treeToNet(parseTree('→(a, ∧(b, ↺(c, τ)), ×(d, τ))'))
    const drawn = drawNetTraces(net, 200, random(7))
    expect(drawn).toEqual(drawNetTraces(net, 200, random(7)))
    expect(drawn.unfinished).toBe(0)
    const all = netLanguage(net, { length: 8 })
    const known = new Set(all.ok ? printTraces(all.value) : [])
    const short = drawn.traces.filter(trace => trace.length <= 8)
    expect(short.length).toBeGreaterThan(100)
    expect(printTraces(short).filter(trace => !known.has(trace))).toEqual([])
  })
  test('counts runs that cannot end', () => {
    expect(drawNetTraces(parseNet('s → a → p; p + q → b → e; [s] ⇒ [e]'), 3, random(1))).toEqual({
      traces: [],
      unfinished: 3,
    })
    expect(drawNetTraces(parseNet('s → a → s; [s] ⇒ [2*s]'), 2, random(1), { firings: 10 }).unfinished).toBe(2)
  })
  test('draws runs of a tree that are in its language', () => {
    fc.assert(
      fc.property(anyTree(), fc.nat(1000), (tree, seed) => {
        const trace = drawTreeTrace(tree, random(seed), { again: 0.3 })
        const all = treeLanguage(tree, { length: 5 })
        if (trace.length > 5 || !all.ok) return
        expect([printTree(tree), printTraces(all.value)]).toEqual([
          printTree(tree),
          expect.arrayContaining([trace.join(' ')]),
        ])
      }),
      { numRuns: 300, seed: 51 },
    )
  })
  test('interleaves parallel parts so that every order comes equally often', () => {
    const draw = random(3)
    const tree = parseTree('∧(→(a, b), c)')
    const times = new Map<string, number>()
    for (let i = 0; i < 3000; i++) {
      const text = drawTreeTrace(tree, draw).join('')
      times.set(text, (times.get(text) ?? 0) + 1)
    }
    expect([...times.keys()].sort()).toEqual(['abc', 'acb', 'cab'])
    for (const n of times.values()) expect(Math.abs(n - 1000)).toBeLessThan(120)
  })
})

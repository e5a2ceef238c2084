import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { removeImplicitPlaces } from './implicit-places.ts'
import { parseNet, printNet } from './net-notation.ts'
import { isSameMarking, type PetriNet } from './petri-net.ts'
import { netLanguage } from './play-out-net.ts'
import { anyNet, flowNet, nearlySoundNet } from './random-net.fixture.ts'
import { explore } from './reachability-graph.ts'
import { reduceNet, reductionRules } from './reduce-net.ts'
import { workflowNet } from './workflow-net.ts'

const reduced = (text: string) => {
  const { net, applied } = reduceNet(parseNet(text))
  return [printNet(net), applied]
}

describe('reduction', () => {
  test('joins places that a silent transition connects', () => {
    expect(reduced('s → a → p; p → τ → q; q → b → e')).toEqual([
      's → a → q; q → b@t3 → e; [s] ⇒ [e]',
      { 'series-places': 1 },
    ])
  })
  test('joins a silent split with what comes before it, and a silent join with what comes after', () => {
    expect(reduced('s → a → p; p → τ → q + r; q → b → x; r → c → y; x + y → τ → z; z → d → e')).toEqual([
      's → a → q + r; q → b@t3 → x; r → c@t4 → y; x + y → d@t6 → e; [s] ⇒ [e]',
      { 'series-transitions': 2 },
    ])
  })
  test('keeps a silent transition that is a choice', () => {
    const text = 's → a → p; p → b → q; p → τ → q; q → c → e; [s] ⇒ [e]'
    expect(reduced(text)).toEqual([text, {}])
  })
  test('keeps one of two places, transitions or self-loops that say the same', () => {
    expect(reduced('s → a → p + q; p + q → b → e; p + q → b → e; e → τ → e; [s] ⇒ [e]')).toEqual([
      's → a → p; p → b → e; [s] ⇒ [e]',
      { 'parallel-places': 1, 'parallel-transitions': 1, 'self-loop-transitions': 1 },
    ])
    expect(reduced('s + key → a → p + key; p → b → e; [s + key] ⇒ [e + key]')).toEqual([
      's → a → p; p → b → e; [s] ⇒ [e]',
      { 'self-loop-places': 1 },
    ])
  })
  test('does not let a silent step towards a dead end vanish', () => {
    const text = 's → a → p; p → b → e; p → τ → q; q + r → c → e; [s] ⇒ [e]'
    expect(reduced(text)[1]).toEqual({})
  })

  const used = new Set<string>()
  const sameLanguage = (net: PetriNet) => {
    const bounds = { length: 4, states: 3000 }
    const before = netLanguage(net, bounds)
    const { net: small, applied } = reduceNet(net)
    for (const rule of Object.keys(applied)) used.add(rule)
    const after = netLanguage(small, bounds)
    if (before.ok && after.ok) expect([printNet(net), after.value]).toEqual([printNet(net), before.value])
    if (workflowNet(net).ok) expect([printNet(net), workflowNet(small).ok]).toEqual([printNet(net), true])
    expect(small.places.length).toBeLessThanOrEqual(net.places.length)
    return before.ok && after.ok
  }
  test('keeps the language of any net, and a workflow net one; all rules are met', () => {
    let compared = 0
    const check = (net: PetriNet) => {
      if (sameLanguage(net)) compared++
    }
    fc.assert(fc.property(anyNet, check), { numRuns: 1500, seed: 31 })
    fc.assert(fc.property(flowNet, check), { numRuns: 1500, seed: 32 })
    fc.assert(fc.property(nearlySoundNet, check), { numRuns: 500, seed: 34 })
    expect(compared).toBeGreaterThan(1500)
    expect([...used].sort()).toEqual([...reductionRules].sort())
  })
})

describe('implicit places', () => {
  test('are taken out', () => {
    const net = parseNet('s → a → p + q; p → b → r; r + q → c → e')
    const found = removeImplicitPlaces(net)
    expect(found.ok && [printNet(found.value.net), found.value.removed]).toEqual([
      's → a → p; p → b → r; r → c → e; [s] ⇒ [e]',
      ['q'],
    ])
  })
  test('and what is left has the same language and as many markings', () => {
    let removed = 0
    const check = (net: PetriNet) => {
      const found = removeImplicitPlaces(net, { states: 500 })
      if (!found.ok) return
      const small = found.value.net
      removed += found.value.removed.length
      const all = explore(net, { states: 600 })
      const rest = explore(small, { states: 600 })
      expect([printNet(net), rest.isComplete]).toEqual([printNet(net), true])
      const kept = net.places.flatMap(({ id }, p) => (found.value.removed.includes(id) ? [] : [p]))
      const seen = all.markings.map(marking => kept.map(p => marking[p]!))
      expect(rest.markings.every(marking => seen.some(other => isSameMarking(marking, other)))).toBe(true)
      const bounds = { length: 4, states: 3000 }
      expect([printNet(net), netLanguage(small, bounds)]).toEqual([printNet(net), netLanguage(net, bounds)])
    }
    fc.assert(fc.property(flowNet, check), { numRuns: 800, seed: 33 })
    expect(removed).toBeGreaterThan(10)
  })
  test('of an unbounded net are not told', () => {
    expect(removeImplicitPlaces(parseNet('s → a → s + p; [s] ⇒ [p]'))).toEqual({
      ok: false,
      because: 'The net is unbounded: tokens pile up on the place p without end.',
    })
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverabilityGraph } from './coverability-graph.ts'
import { parseNet, printNet } from './net-notation.ts'
import { fire, isEnabled, isFinal, type Marking, type PetriNet } from './petri-net.ts'
import { leaf, node } from './process-tree.ts'
import { anyNet, flowNet, nearlySoundNet } from './random-net.fixture.ts'
import { explore, isCovered, markingKey, reachabilityGraph, systemOf } from './reachability-graph.ts'
import { reduceNet } from './reduce-net.ts'
import { soundness } from './soundness.ts'
import { printSystem } from './transition-system.ts'
import { treeToNet } from './tree-to-net.ts'
import { workflowNet } from './workflow-net.ts'

const messages = (text: string) => soundness(parseNet(text)).findings.map(({ message }) => message)

describe('odd nets', () => {
  test('a long way of single steps is walked up to the bound, in time', () => {
    // by the square of its length it would take minutes
    const long = parseNet('s → a → 1000000*p; p → b → q; q + r → c → e; [s] ⇒ [1000000*q]')
    expect(reachabilityGraph(long)).toEqual({ ok: false, because: 'The net can reach more than 100000 markings.' })
  })
  test('growth behind a long way is still found', () => {
    const net = parseNet('s → a → 15000*p; p → b → q; 15000*q → c → r; r → d → r + x; r → f → e; [s] ⇒ [e]')
    expect(reachabilityGraph(net)).toMatchObject({
      ok: false,
      because: expect.stringContaining('pile up on the place x'),
    })
  })
  test('a net without a place is no workflow net', () => {
    expect(workflowNet(parseNet('[] ⇒ []'))).toEqual({
      ok: false,
      because: 'The net has no place: there must be a source and a sink.',
    })
  })
})

describe('soundness', () => {
  test('of a net in which a case always ends, and clean', () => {
    expect(soundness(parseNet('s → a → p; p → b → q; q → c → p; q → d → e'))).toEqual({
      verdict: 'sound',
      findings: [],
    })
  })
  test('is not given where a choice is joined as if both had happened', () => {
    expect(messages('s → a → p; s → b → q; p + q → c → e')).toEqual([
      'The final marking [e] is never reached; no token ever comes to the place e.',
      'After "a" (t1) the case is stuck in [p]: "c" (t3) waits for 1 more on q (2 such markings).',
      'After "b" (t2) the case is stuck in [q]: "c" (t3) waits for 1 more on p.',
      'The transition "c" (t3) can never fire.',
    ])
  })
  test('is not given where both happened and are joined as a choice', () => {
    expect(messages('s → a → p + q; p → b → e; q → c → e; [s] ⇒ [e]')).toEqual([
      'The case ends while tokens are left: "a" (t1), "b" (t2) leads to [q e], with [q] too many.',
      'The case ends while tokens are left: "a" (t1), "c" (t3) leads to [p e], with [p] too many.',
      'The case ends while tokens are left: "a" (t1), "b" (t2), "c" (t3) leads to [2*e], with [e] too many.',
      'The final marking [e] is never reached.',
      'After "a" (t1), "b" (t2), "c" (t3) the case is stuck in [2*e]: nothing takes from there.',
    ])
  })
  test('is not given to an unbounded net, which says where tokens pile up and how', () => {
    const { verdict, findings } = soundness(parseNet('s → a → p; p → b → p + q; p → c → e; [s] ⇒ [e]'))
    expect(verdict).toBe('unsound')
    expect(findings[0]).toEqual({
      kind: 'unbounded',
      message: 'Tokens pile up on the place q: after "a" (t1), "b" (t2) can be repeated without end.',
      places: ['q'],
      transitions: ['t2'],
      sequence: ['t1', 't2'],
    })
  })
  test('is not given where a case goes round for ever', () => {
    expect(messages('s → a → p; s → x → e; p → b → q; q → c → p; [s] ⇒ [e]')).toEqual([
      'After "a" (t1) the case is in [p] and goes on for ever: no final marking can be reached from there.',
    ])
  })
  test('tells of transitions that can never fire, in unbounded nets too', () => {
    expect(messages('s → a → e; e + r → b → e; [s] ⇒ [e]')).toEqual(['The transition "b" (t2) can never fire.'])
    expect(messages('s → a → s + q; q + r → b → s; [s] ⇒ [q]').at(-1)).toBe('The transition "b" (t2) can never fire.')
  })
  test('is not given where more is left than one final marking has, on the way to another', () => {
    expect(messages('s → a → p; p → b → q; [s] ⇒ [] | [q]')[0]).toBe(
      'The case ends while tokens are left: the beginning leads to [s], with [s] too many.',
    )
    expect(messages('s → go → x + p; p → b → q; [s] ⇒ [x] | [x + q]')).toEqual([
      'The case ends while tokens are left: "go" (t1) leads to [x p], with [p] too many.',
    ])
  })
  test('is unknown rather than searched for without end', () => {
    const branches = Array.from({ length: 12 }, (_, i) => `p${i} → a${i} → q${i}; p${i} + x${i} → b${i} → q${i}`)
    const all = (letter: string) => branches.map((_, i) => `${letter}${i}`).join(' + ')
    const net = parseNet(
      `s → go → ${all('p')} + ${all('x')}; ${branches.join('; ')}; ${all('q')} → done → e; [s] ⇒ [e]`,
    )
    expect(soundness(net, { states: 100 })).toEqual({
      verdict: 'unknown',
      findings: [],
      because: 'The net can reach more than 100 markings; nothing was wrong in those seen.',
    })
  })
  test('of many parallel parts is told without listing their markings', () => {
    const wide = node(
      '∧',
      Array.from({ length: 40 }, (_, i) => leaf(`a${i}`)),
    )
    expect(soundness(treeToNet(wide), { states: 100 })).toEqual({ verdict: 'sound', findings: [] })
  })
  test('is what the definition says, for any small net', () => {
    let sound = 0
    let told = 0
    const check = (net: PetriNet) => {
      const expected = byDefinition(net, 400)
      if (expected === null) return
      const { verdict } = soundness(net, { states: 400 })
      told++
      if (expected) sound++
      expect([printNet(net), verdict]).toEqual([printNet(net), expected ? 'sound' : 'unsound'])
    }
    fc.assert(fc.property(anyNet, check), { numRuns: 1500, seed: 41 })
    fc.assert(fc.property(flowNet, check), { numRuns: 3000, seed: 42 })
    fc.assert(fc.property(nearlySoundNet, check), { numRuns: 1500, seed: 43 })
    expect(told).toBeGreaterThan(1000)
    expect(sound).toBeGreaterThan(300)
  })
  test('is not changed by reduction', () => {
    const check = (net: PetriNet) => {
      const [before, after] = [soundness(net, { states: 300 }), soundness(reduceNet(net).net, { states: 300 })]
      if (before.verdict === 'unknown' || after.verdict === 'unknown') return
      expect([printNet(net), after.verdict]).toEqual([printNet(net), before.verdict])
    }
    fc.assert(fc.property(flowNet, check), { numRuns: 1500, seed: 44 })
    fc.assert(fc.property(nearlySoundNet, check), { numRuns: 1500, seed: 46 })
  })
})

/** The definition, by looking at all markings; null where there are more than `states`. Unbounded nets are not sound. */
function byDefinition(net: PetriNet, states: number): boolean | null {
  const markings: Marking[] = [net.initial]
  const next: number[][] = []
  const fired = new Set<string>()
  const known = new Map([[markingKey(net.initial), 0]])
  for (let m = 0; m < markings.length; m++) {
    next.push([])
    for (const transition of net.transitions) {
      if (!isEnabled(transition, markings[m]!)) continue
      fired.add(transition.id)
      const marking = fire(transition, markings[m]!)
      const key = markingKey(marking)
      if (!known.has(key)) known.set(key, markings.push(marking) - 1)
      next[m]!.push(known.get(key)!)
    }
    if (markings.length > states) return explore(net, { states }).growth === null ? null : false
  }
  const canEnd = markings.map(marking => isFinal(net, marking))
  for (let changed = true; changed; ) {
    changed = false
    for (const [m, all] of next.entries()) if (!canEnd[m] && all.some(to => canEnd[to])) changed = canEnd[m] = true
  }
  const isClean = markings.every(
    marking => isFinal(net, marking) || !net.final.some(final => isCovered(final, marking)),
  )
  return canEnd.every(Boolean) && isClean && fired.size === net.transitions.length
}

describe('what can be reached', () => {
  test('is a transition system', () => {
    const net = parseNet('s → a → p + q; p → b → r; q → τ → t; r + t → c → e')
    const graph = reachabilityGraph(net)
    expect(graph.ok && printSystem(systemOf(net, graph.value))).toEqual([
      '[s] –a→ [p q]',
      '[p q] –b→ [q r]',
      '[p q] –τ→ [p t]',
      '[q r] –τ→ [r t]',
      '[p t] –b→ [r t]',
      '[r t] –c→ [e]■',
    ])
  })
  test('is refused beyond the bound', () => {
    expect(reachabilityGraph(parseNet('s → a → p; p → b → q'), { states: 2 })).toEqual({
      ok: false,
      because: 'The net can reach more than 2 markings.',
    })
  })
  test('without a bound is covered', () => {
    const graph = coverabilityGraph(parseNet('s → a → s + p; p → b → q + q; r → c → s; [s] ⇒ [q]'))
    expect(graph.ok && [graph.value.unbounded, graph.value.dead]).toEqual([[1, 2], [2]])
  })
  test('is covered: growth is found exactly where a place has no bound', () => {
    let compared = 0
    fc.assert(
      fc.property(anyNet, net => {
        const found = explore(net, { states: 2000 })
        const covered = coverabilityGraph(net, { states: 2000 })
        if (!covered.ok || (!found.isComplete && found.growth === null)) return
        compared++
        expect([printNet(net), covered.value.unbounded.length > 0]).toEqual([printNet(net), found.growth !== null])
      }),
      { numRuns: 1500, seed: 45 },
    )
    expect(compared).toBeGreaterThan(1000)
  })
})

describe('a workflow net', () => {
  const because = (text: string) => {
    const result = workflowNet(parseNet(text))
    return result.ok ? 'is one' : result.because
  }
  test('has one source, one sink, and all else between them', () => {
    expect(because('s → a → p; p → b → e')).toBe('is one')
    expect(because('s → a → e; r → b → e')).toBe('2 places (s, r) have no incoming arc: one place must be the source.')
    expect(because('s → a → s')).toBe(
      'every place has an incoming arc: one place must be the source; every place has an outgoing arc: one place must be the sink.',
    )
    expect(because('s → a → e; p → b → q; q → c → p; [s] ⇒ [e]')).toBe(
      'place p, place q, transition "b" (t2), transition "c" (t3) are on no way from source to sink.',
    )
    expect(because('s → a → e; [2*s] ⇒ [e] | [s]')).toBe(
      'the net does not begin with one token on the source alone; the net does not end with one token on the sink alone.',
    )
  })
})

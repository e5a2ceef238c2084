import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type VariantLog, variantLog, variantLogOf } from '../../log/variant-log.ts'
import { leaf, node, normalTree, type ProcessTree, printTree } from '../../model/process-tree.ts'
import { replays } from '../../model/random-tree.fixture.ts'
import { inductiveMiner } from './inductive-miner.ts'
import { inductiveMinerLifeCycle } from './life-cycle-miner.ts'
import { completionOf, paired, startOf } from './life-cycle-traces.ts'

/** `a( b( a) b) c`: starts, completions, and c without a duration. */
const events = (notation: string): VariantLog =>
  variantLog(
    notation
      .replace(/(\w+)\(/g, '$1+start')
      .replace(/(\w+)\)/g, '$1+complete')
      .replace(/(^|\s)(\w)(?=\s|$)/g, '$1$2+complete'),
  )
const mined = (notation: string) => printTree(normalTree(inductiveMinerLifeCycle(events(notation))))

describe('the inductive miner with life cycles', () => {
  test('what overlaps is parallel, though one always starts first', () => {
    expect(mined('a( b( a) b) c')).toBe('→(∧(a, b), c)')
    expect(printTree(inductiveMiner(variantLog('a b c')))).toBe('→(a, b, c)')
  })
  test('what happens while another runs is not what follows it', () => {
    expect(mined('a( b b a) c | a( a) c')).toBe('→(∧(a, ×(τ, ↺(b, τ))), c)')
    expect(mined('a( b( b) a) c( c)')).toBe('→(∧(a, b), c)')
  })
  test('without overlap it finds what it would without life cycles', () => {
    const logs = ['a b c d *3 | a c b d *2 | a e d', 'a b c | a b d b c', 'a b c | a c', 'a | a a', 'a b c d | a d']
    // an activity that every case has once, and one without which a cut fits
    const beside = ['a x b a b | b a x a b | x a b b a', 'x a b | a b x x | a x b | b']
    for (const log of [...logs, ...beside])
      expect(mined(log)).toBe(printTree(normalTree(inductiveMiner(variantLog(log)))))
  })
  test('a loop whose parts overlap is none', () => {
    expect(mined('a( a) b( b) a( a) | a( b( a) b) a( a)')).not.toContain('↺(a, b)')
  })
  test('other transitions are left out, and letters may be large', () => {
    const log = variantLog('A+SCHEDULE A+START B+START A+COMPLETE B+COMPLETE')
    expect(printTree(inductiveMinerLifeCycle(log))).toBe('∧(A, B)')
  })
  test('rare behaviour is left out where no cut fits', () => {
    const log = events('a( a) b( c( b) c) d *40 | a( a) c( b( b) c) d *40 | d a( a) b( c( b) c) *1')
    expect(printTree(normalTree(inductiveMinerLifeCycle(log, 0.2)))).toBe('→(a, ∧(b, c), d)')
  })

  test('events are paired: what starts twice completes first, what lacks one part has no duration', () => {
    const [aStart, a, b] = [startOf(0), completionOf(0), completionOf(1)]
    expect(paired([aStart, aStart, a, a])).toEqual([aStart, a, aStart, a])
    expect(paired([b, aStart])).toEqual([startOf(1), b, aStart, a])
  })

  test('the tree replays every start and completion', () => {
    const event = fc
      .tuple(fc.nat(2), fc.boolean())
      .map(([activity, isStart]) => (isStart ? startOf(activity) : completionOf(activity)))
    const traces = fc.array(fc.array(event, { maxLength: 8 }).map(paired), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(traces, all => {
        const named = all.map(trace => trace.map(e => `${'abc'[e >> 1]}+${e % 2 === 0 ? 'start' : 'complete'}`))
        const tree = inductiveMinerLifeCycle(variantLogOf(named.map(activities => ({ activities, cases: 1 }))))
        const whole = withPhases(tree)
        for (const trace of named)
          expect([printTree(tree), trace, replays(whole, trace)]).toEqual([printTree(tree), trace, true])
      }),
      { numRuns: 400, seed: 81 },
    )
  })
})

/** Each activity as its start and its completion. */
function withPhases(tree: ProcessTree): ProcessTree {
  if (tree.kind === 'silent') return tree
  if (tree.kind === 'activity') return node('→', [leaf(`${tree.activity}+start`), leaf(`${tree.activity}+complete`)])
  return node(tree.operator, tree.children.map(withPhases))
}

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { type VariantLog, variantLog, variantLogOf } from '../../log/variant-log.ts'
import { normalTree, parseTree, printTree } from '../../model/process-tree.ts'
import { replays } from '../../model/random-tree.fixture.ts'
import { inductiveMiner, inductiveMinerInfrequent } from './inductive-miner.ts'

const mined = (notation: string) => printTree(normalTree(inductiveMiner(variantLog(notation))))

describe('the inductive miner', () => {
  test('L1 of van der Aalst (2016)', () => {
    expect(mined('a b c d *3 | a c b d *2 | a e d')).toBe('→(a, ×(e, ∧(b, c)), d)')
  })
  test('a loop, and one that begins after an end', () => {
    expect(mined('a b c | a b d b c')).toBe('→(a, ↺(b, d), c)')
    expect(mined('a | a a')).toBe('↺(a, τ)')
  })
  test('a sequence of very many activities', () => {
    const activities = Array.from({ length: 800 }, (_, i) => `a${String(i).padStart(3, '0')}`)
    expect(printTree(inductiveMiner(variantLogOf([{ activities, cases: 2 }])))).toBe(`→(${activities.join(', ')})`)
  })
  test('a skipped part', () => {
    expect(mined('a b c | a c')).toBe('→(a, ×(b, τ), c)')
    expect(mined('a | ')).toBe('×(a, τ)')
    expect(mined('')).toBe('τ')
  })
  test('parts that are skipped together are one part', () => {
    expect(mined('a b c d | a d')).toBe('→(a, ×(τ, →(b, c)), d)')
    expect(mined('a b c | c')).toBe('→(×(τ, →(a, b)), c)')
    expect(mined('a b c | a')).toBe('→(a, ×(τ, →(b, c)))')
    expect(mined('a b c d e | a e | a b c d')).toBe('→(a, ×(τ, →(b, c, d)), ×(e, τ))')
    // b and c are skipped each alone too
    expect(mined('a b c d | a d | a b d | a c d')).toBe('→(a, ×(b, τ), ×(c, τ), d)')
  })
  test('an activity without which a cut fits stands beside the rest', () => {
    expect(mined('x a b | a b x x | a x b | b')).toBe('∧(×(τ, ↺(x, τ)), →(×(a, τ), b))')
  })
  test('an activity that every trace has once stands beside the rest, whatever that is', () => {
    expect(mined('a x b a b | b a x a b | x a b b a')).toBe('∧(x, ↺(a, τ), ↺(b, τ))')
  })
  test('rare arcs are left out where no cut fits', () => {
    const log = variantLog('a b c d *40 | a c b d *40 | a b d c *1 | d a b c *1')
    expect(printTree(normalTree(inductiveMinerInfrequent(log, 0.2)))).toBe('→(a, ∧(b, c), d)')
    expect(inductiveMinerInfrequent(log, 0)).toEqual(inductiveMiner(log))
  })
  test('the tree is the same whatever order activities and traces stand in', () => {
    const log = variantLog('b c a *2 | c b a | d d a')
    const other = variantLog('d d a | c b a | b c a *2')
    expect(inductiveMiner(other)).toEqual(inductiveMiner(log))
  })
})

test('a tree mined without noise replays every trace of its log', () => {
  const trace = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(trace, { minLength: 1, maxLength: 5 }), traces => {
      const tree = inductiveMiner(variantLog(traces.map(one => one.join(' ')).join(' | ')))
      for (const one of traces) expect([printTree(tree), one, replays(tree, one)]).toEqual([printTree(tree), one, true])
    }),
    { numRuns: 300, seed: 11 },
  )
})

/** The published variants of the oracle's log as a variant log. */
function oracleLog(name: string): { log: VariantLog; oracle: Record<string, unknown> } {
  const oracle = JSON.parse(readFileSync(sharedPath('oracle', `${name}.json`), 'utf8')) as Record<string, unknown>
  const variants = oracle['variants'] as [string[], number][]
  return { oracle, log: variantLogOf(variants.map(([activities, cases]) => ({ activities, cases }))) }
}

/**
 * Where our tree is another one, and why. rtfmp: traces of one event of each of two parts of a choice are a tie; the
 * smaller part gets them here (as in bpic20_domestic and receipt), there the order of a set decides.
 */
const DIFFERENCES: Readonly<Record<string, string>> = {
  rtfmp:
    "->('Create Fine', +(X('Insert Date Appeal to Prefecture', tau), X('Send Appeal to Prefecture', tau), ->(+(X('Receive Result Appeal from Prefecture', tau, ->(X('Appeal to Judge', ->('Send Fine', X('Insert Fine Notification', tau))), X('Add penalty', tau))), X(tau, *(Payment, tau))), X('Send for Credit Collection', tau))))",
}

describeShared('trees of other tools on real logs', 'oracle/sepsis.json', () => {
  test.each([
    'running-example',
    'receipt',
    'repairExample',
    'reviewing',
    'roadtraffic100traces',
    'helpdesk',
    'sepsis',
    'rtfmp',
    'bpic2013_closed',
    'bpic13_i',
    'bpic20_domestic',
    'bpic2012',
  ])('%s', name => {
    const { log, oracle } = oracleLog(name)
    const normal = (text: unknown) => printTree(normalTree(parseTree(String(text))))
    expect(printTree(normalTree(inductiveMiner(log)))).toBe(normal(oracle['tree_IM_fix535']))
    expect(printTree(normalTree(inductiveMinerInfrequent(log, 0.2)))).toBe(
      normal(DIFFERENCES[name] ?? oracle['tree_IMf_0.2_fix535']),
    )
  })
})

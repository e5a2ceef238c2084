import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared } from '../../../test/shared.ts'
import { variantLog } from '../../log/variant-log.ts'
import { powlToPetriNet, printPowl } from '../../model/powl.ts'
import { RunFinder } from '../find-run.ts'
import { logOf, readMinedOracle, tracesOf } from '../oracle.fixture.ts'
import { powlMiner } from './powl-miner.ts'

const mined = (notation: string) => printPowl(powlMiner(variantLog(notation)))

describe('the POWL miner', () => {
  test('an order that no process tree has: a before c, b before c and d', () => {
    expect(mined('a b c d | b a c d | b d a c | b a d c | a b d c')).toBe('≺(a, b, c, d; 1≺3, 2≺3, 2≺4)')
  })
  test('sequence, parallel parts and choice', () => {
    expect(mined('a b c d *3 | a c b d *2 | a e d')).toBe('≺(a, ×(≺(b, c), e), d; 1≺2, 2≺3)')
  })
  test('loops and skipped parts', () => {
    expect(mined('a b c | a b d b c')).toBe('≺(a, ↺(b, d), c; 1≺2, 2≺3)')
    expect(mined('a b c | a c')).toBe('≺(a, ×(τ, b), c; 1≺2, 2≺3)')
    expect(mined('a | ')).toBe('×(τ, a)')
    expect(mined('')).toBe('τ')
  })
  test('the model is the same whatever order activities and traces stand in', () => {
    expect(mined('b c a *2 | c b a | d d a')).toBe(mined('d d a | c b a | b c a *2'))
  })
  test('the net of an order shows every trace that keeps it, and no other', () => {
    const finder = new RunFinder(
      powlToPetriNet(powlMiner(variantLog('a b c d | b a c d | b d a c | b a d c | a b d c'))),
    )
    const shown = permutations(['a', 'b', 'c', 'd']).filter(trace => finder.find(trace) !== null)
    expect(shown.map(trace => trace.join('')).sort()).toEqual(['abcd', 'abdc', 'bacd', 'badc', 'bdac'])
  })
  test('replays every trace of its log', () => {
    const trace = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(trace, { minLength: 1, maxLength: 6 }), traces => {
        const model = powlMiner(logOf(traces.map(one => [one, 1])))
        const finder = new RunFinder(powlToPetriNet(model))
        for (const one of traces)
          expect([printPowl(model), one, finder.find(one) !== null]).toEqual([printPowl(model), one, true])
      }),
      { numRuns: 300, seed: 41 },
    )
  })
})

const permutations = (items: readonly string[]): string[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, i) => permutations(items.filter((_, other) => other !== i)).map(rest => [item, ...rest]))

describeShared('models of real logs', 'oracle/sepsis.json', () => {
  test.each(['running-example', 'roadtraffic100traces', 'helpdesk', 'bpic20_domestic', 'receipt'])(
    '%s is replayed by its model',
    name => {
      const log = logOf(readMinedOracle(name).variants)
      const finder = new RunFinder(powlToPetriNet(powlMiner(log)))
      const verdicts = tracesOf(log).map(trace =>
        finder.find(trace) !== null ? 'shown' : finder.gaveUp ? 'open' : 'lost',
      )
      expect(verdicts.filter(verdict => verdict === 'lost')).toEqual([])
      expect(verdicts.filter(verdict => verdict === 'shown').length).toBeGreaterThan(verdicts.length / 2)
    },
  )
})

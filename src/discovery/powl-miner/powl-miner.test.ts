import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared } from '../../../test/shared.ts'
import { variantLog } from '../../log/variant-log.ts'
import { powlToPetriNet, printPowl } from '../../model/powl.ts'
import { RunFinder } from '../find-run.ts'
import { localGraph, TraceBag } from '../inductive-miner/traces.ts'
import { logOf, readMinedOracle, tracesOf } from '../oracle.fixture.ts'
import { partialOrderCut } from './partial-order.ts'
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
    expect(mined('a b |  | a b')).toBe('×(τ, ≺(a, b; 1≺2))')
    expect(mined(' | a a | ')).toBe('×(τ, ↺(a, τ))')
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

describe('partial orders', () => {
  const cutOf = (traces: readonly (readonly number[])[]) => {
    const bag = new TraceBag()
    for (const trace of traces) bag.add(trace, 1)
    return partialOrderCut(bag, localGraph(bag))
  }
  test('are found again from the traces that keep them', () => {
    const n = 5
    const numbers = Array.from({ length: n }, (_, a) => a)
    const all = permutations(numbers.map(String)).map(trace => trace.map(Number))
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: n * n, maxLength: n * n }),
        fc.shuffledSubarray(numbers, { minLength: n }),
        (drawn, order) => {
          const pairs = numbers.flatMap(a =>
            numbers.filter(b => order[a]! < order[b]! && drawn[a * n + b]).map(b => [a, b] as const),
          )
          const leads = (a: number, b: number, over = pairs): boolean =>
            over.some(([from, to]) => from === a && (to === b || leads(to, b, over)))
          const direct = pairs.filter(
            pair =>
              !leads(
                ...pair,
                pairs.filter(other => other !== pair),
              ),
          )
          const traces = all.filter(trace => pairs.every(([a, b]) => trace.indexOf(a) < trace.indexOf(b)))
          const cut = cutOf(traces)
          expect(cut?.parts).toEqual(numbers.map(a => [a]))
          expect(cut?.before).toEqual(direct.map(([a, b]) => [a, b]))
        },
      ),
      { numRuns: 150, seed: 43 },
    )
  })
  test('what never meets is one part, and so is what would make the order none', () => {
    expect(
      cutOf([
        [0, 1, 3],
        [0, 2, 3],
      ]),
    ).toEqual({
      parts: [[0], [1, 2], [3]],
      before: [
        [0, 1],
        [1, 2],
      ],
    })
    // 0 before 1 and 1 before 2, but 2 before 0 as well
    expect(
      cutOf([
        [0, 1],
        [1, 2],
        [2, 0],
      ]),
    ).toBeNull()
    // two of a part stand to 3 in the same way, or they are one part with it
    expect(
      cutOf([
        [0, 3],
        [3, 1],
        [0, 3],
      ]),
    ).toBeNull()
  })
  test('a part that nothing precedes must begin some trace, one that nothing follows must end some', () => {
    expect(
      cutOf([
        [0, 1, 2],
        [0, 2, 1],
      ]),
    ).toEqual({
      parts: [[0], [1], [2]],
      before: [
        [0, 1],
        [0, 2],
      ],
    })
    expect(
      cutOf([
        [0, 1, 0],
        [0, 2, 1, 0],
        [0, 1, 2, 0],
      ]),
    ).toBeNull()
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

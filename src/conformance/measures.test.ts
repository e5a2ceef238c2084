import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Result } from '../base/result.ts'
import { variantLog } from '../log/variant-log.ts'
import { align } from './alignments/align.ts'
import { alignEtcPrecision, etcPrecision, etcPrecisionEveryMarking } from './etc-precision.ts'
import { alignmentFitness } from './fitness.ts'
import { LastMarkings } from './last-markings.ts'
import { logOf } from './log-of.fixture.ts'
import { naiveEtc } from './naive-precision.fixture.ts'
import { indexNet } from './net-index.ts'
import { randomNet, randomTrace } from './random-net.fixture.ts'
import { VisibleLanguage } from './visible-language.ts'

const valueIn = async <T>(asked: Promise<Result<T>>): Promise<T> => {
  const result = await asked
  if (!result.ok) throw new Error(result.because)
  return result.value
}

const anyLog = fc.array(fc.record({ activities: randomTrace, cases: fc.integer({ min: 1, max: 4 }) }), {
  minLength: 1,
  maxLength: 5,
})

test('escaping-edges precision is that of the definition, on nets and logs of every kind', () =>
  fc.assert(
    fc.asyncProperty(randomNet, anyLog, async (net, rows) => {
      const expected = naiveEtc(net, rows)
      if (expected === undefined) return
      const log = logOf(rows)
      expect(await valueIn(etcPrecisionEveryMarking(log, net))).toBeCloseTo(expected, 12)
      // the mode of another tool sees at most as much
      const language = new VisibleLanguage(indexNet(net))
      const seen = new LastMarkings(language).labels(language.start)
      expect(language.enabled(language.start)).toEqual(expect.arrayContaining([...seen]))
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
      if (net.transitions.every(({ label }) => label !== null))
        expect(await valueIn(etcPrecision(log, net))).toBeCloseTo(expected, 12)
    }),
    { numRuns: 200, seed: 7 },
  ))

test('align-ETC and alignment fitness are those of the definitions, over the runs that alignments found', () =>
  fc.assert(
    fc.asyncProperty(randomNet, anyLog, async (net, rows) => {
      const log = logOf(rows)
      const aligned = await align(log, net, { budget: { markings: 200, states: 600 } })
      if (!aligned.ok) return
      const runs = aligned.value.variants.map(({ moves }, v) => ({
        activities: moves.flatMap(move =>
          move.kind === 'synchronous' || move.kind === 'model' ? [move.activity] : [],
        ),
        cases: rows[v]!.cases,
      }))
      const expected = naiveEtc(net, runs)
      if (expected !== undefined)
        expect(await valueIn(alignEtcPrecision(log, net, aligned.value))).toBeCloseTo(expected, 12)

      const fitness = alignmentFitness(log, aligned.value)
      const shortest = aligned.value.shortestRun.cost
      const costs = aligned.value.variants.map(({ cost }) => cost)
      const sum = (value: (v: number) => number) => rows.reduce((all, { cases }, v) => all + cases * value(v), 0)
      const worst = (v: number) => rows[v]!.activities.length + shortest
      const of = (v: number) => (worst(v) === 0 ? 1 : 1 - costs[v]! / worst(v))
      expect(fitness.cases).toBe(sum(() => 1))
      expect(fitness.fittingCases).toBe(sum(v => (costs[v] === 0 ? 1 : 0)))
      expect(fitness.cost).toBe(sum(v => costs[v]!))
      expect(fitness.averageFitness).toBeCloseTo(sum(of) / sum(() => 1), 12)
      expect(fitness.logFitness).toBeCloseTo(sum(worst) === 0 ? 1 : 1 - fitness.cost / sum(worst), 12)
      expect([...fitness.variants].map(value => value.toFixed(9))).toEqual(costs.map((_, v) => of(v).toFixed(9)))
    }),
    { numRuns: 120, seed: 8 },
  ))

test('where a budget ended, fitness is told from what was found and at most from what is possible', () => {
  const alignment = (cost: number, lower: number) => ({ moves: [], cost, lower, silentMoves: 0 })
  const fitness = alignmentFitness(variantLog('a b *3 | a'), {
    variants: [alignment(3, 1), alignment(2, 2)],
    worstCosts: [6, 4],
    shortestRun: alignment(4, 4),
  })
  expect(fitness).toMatchObject({ cases: 4, fittingCases: 0, cost: 11, lowerCost: 5 })
  expect([fitness.averageFitness, fitness.averageFitnessAtMost]).toEqual([0.5, (3 * (5 / 6) + 0.5) / 4])
  expect([fitness.logFitness, fitness.logFitnessAtMost]).toEqual([1 - 11 / 22, 1 - 5 / 22])
})

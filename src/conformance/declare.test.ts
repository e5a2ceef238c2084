import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discoverDeclare } from '../discovery/declare/discover-declare.ts'
import { logOf } from '../discovery/oracle.fixture.ts'
import { variantLog } from '../log/variant-log.ts'
import { holdsNaively, isActivatedNaively } from '../model/declare.fixture.ts'
import { parseDeclare } from '../model/declare.ts'
import { checkDeclare, declareState } from './declare.ts'

describe('a log against Declare constraints', () => {
  test('cases that keep, break and do not touch each constraint', () => {
    const result = checkDeclare(variantLog('a b *3 | a *2 | c'), parseDeclare('Response(a, b); Init(a)'))
    expect(result.constraints.map(({ activated, satisfied, violated }) => [activated, satisfied, violated])).toEqual([
      [5, 3, 2],
      [6, 5, 1],
    ])
    expect(result.violatedBy).toEqual([[], [0], [1]])
    expect(result.fittingCases).toBe(3)
    expect(result.declareFitness).toBeCloseTo((3 + 2 * 0.5 + 0.5) / 6, 12)
  })
  test('a model without constraints is kept by all', () => {
    expect(checkDeclare(variantLog('a | b'), parseDeclare(''))).toMatchObject({ fittingCases: 2, declareFitness: 1 })
  })
  test('an activity that the log does not have counts as never happening', () => {
    const { constraints } = checkDeclare(
      variantLog('a *2'),
      parseDeclare('Response(a, z); Precedence(a, z); Absence(z)'),
    )
    expect(constraints.map(({ activated, violated }) => [activated, violated])).toEqual([
      [2, 2],
      [0, 0],
      [2, 0],
    ])
  })
  test('a running case: pending until it is answered, lost for good, or safe for good', () => {
    const state = (constraint: string, prefix: string) =>
      declareState(parseDeclare(constraint).constraints[0]!, prefix.split(' ').filter(Boolean))
    expect(['', 'a', 'a b', 'a b a'].map(prefix => state('Response(a, b)', prefix))).toEqual([
      'open',
      'pending',
      'open',
      'pending',
    ])
    expect(['', 'a', 'b', 'b a'].map(prefix => state('Precedence(a, b)', prefix))).toEqual([
      'open',
      'satisfied',
      'violated',
      'violated',
    ])
    expect(['', 'x', 'x a'].map(prefix => state('Existence(a)', prefix))).toEqual(['pending', 'pending', 'satisfied'])
  })
  test('equals the definitions on any log, and what was found with confidence 1 fits', () => {
    const trace = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(trace, { minLength: 1, maxLength: 6 }), trace, (given, other) => {
        const log = logOf(given.map(one => [one, 1]))
        const constraints = discoverDeclare(log, { minConfidence: 1, minSupport: 0, withImplied: true })
        const model = { activities: log.activities, constraints }
        expect(checkDeclare(log, model)).toMatchObject({ fittingCases: given.length, declareFitness: 1 })
        const result = checkDeclare(logOf([[other, 1]]), model)
        constraints.forEach(({ template, activities }, c) => {
          const holds = holdsNaively(template, other, activities)
          const activated = isActivatedNaively(template, other, activities)
          const { violated, satisfied } = result.constraints[c]!
          expect([template, violated, satisfied]).toEqual([template, holds ? 0 : 1, holds && activated ? 1 : 0])
        })
      }),
      { numRuns: 100, seed: 6 },
    )
  })
})

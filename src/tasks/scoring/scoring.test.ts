import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { assign } from './assignment.ts'
import { boundaryScore } from './boundaries.ts'
import { categorisation } from './categorisation.ts'
import { matchInstances, routineScore, segmentRecall } from './instances.ts'
import { objectScore } from './objects.ts'
import { editDistance, segmentDistance } from './segment-distance.ts'

const span = (from: number, to: number, routine = 'a') => ({
  rows: Array.from({ length: to - from + 1 }, (_, k) => from + k),
  routine,
})

test('boundaries are the first rows of all segments but the first, matched one-to-one within the tolerance', () => {
  expect(boundaryScore([0, 10, 21], [0, 10, 20], 0)).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 })
  expect(boundaryScore([0, 10, 21], [0, 10, 20], 1).f1).toBe(1)
  expect(boundaryScore([0, 10, 11], [0, 10], 1)).toMatchObject({ precision: 0.5, recall: 1 })
  expect(boundaryScore([0], [0], 0).f1).toBe(1)
})

test('edit distance of kitten and sitting is 3', () => {
  expect(editDistance([...'kitten'], [...'sitting'])).toBe(3)
})

test('edit distance is a metric', () => {
  const word = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 })
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c))
      expect(editDistance(a, b) === 0).toBe(a.join() === b.join())
    }),
  )
})

test('a segment is as far from the truth as from the nearest true segment that it shares a row with', () => {
  expect(segmentDistance([span(0, 9), span(10, 14)], [span(0, 9), span(10, 19)], row => row)).toBe(0.25)
  expect(segmentDistance([span(0, 3)], [span(10, 13)], () => 0)).toBe(1)
})

test('instances match where at least half of their rows are common', () => {
  expect(matchInstances([span(0, 9), span(12, 30)], [span(0, 19), span(20, 29)])).toEqual([0, 1])
  expect(segmentRecall([span(0, 8)], [span(0, 19)])).toBe(0)
})

test('a match counts where its class is the one that the found class stands for', () => {
  const truth = [span(0, 9, 'x'), span(10, 19, 'x'), span(20, 29, 'y')]
  const found = [span(0, 9, '1'), span(10, 19, '1'), span(20, 29, '1')]
  expect(routineScore(found, truth).f1).toBeCloseTo(2 / 3)
  expect(
    routineScore(
      found.map((f, k) => ({ ...f, routine: k < 2 ? '7' : '8' })),
      truth,
    ).f1,
  ).toBe(1)
})

test('categories are compared whatever they are called', () => {
  const truth = ['x', 'x', 'x', 'y', 'y', 'y']
  expect(categorisation(['1', '1', '1', '2', '2', '2'], truth)).toMatchObject({ weightedF1: 1, adjustedRand: 1 })
  const mixed = categorisation(['1', '1', '2', '2', '2', '2'], truth)
  expect(mixed.weightedF1).toBeCloseTo((0.8 + 6 / 7) / 2)
  expect(mixed.weightedJaccard).toBeCloseTo((2 / 3 + 3 / 4) / 2)
})

test('an assignment has the greatest weight of all', () => {
  const matrix = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(matrix, weights => {
      const best = (row: number, free: readonly number[]): number =>
        row === weights.length
          ? 0
          : Math.max(
              best(row + 1, free),
              ...free.map(
                c =>
                  weights[row]![c]! +
                  best(
                    row + 1,
                    free.filter(other => other !== c),
                  ),
              ),
            )
      const assigned = assign(weights, 3)
      expect(new Set(assigned.filter(c => c >= 0)).size).toBe(assigned.filter(c => c >= 0).length)
      expect(assigned.reduce((sum, c, r) => sum + (c < 0 ? 0 : weights[r]![c]!), 0)).toBe(best(0, [0, 1, 2]))
    }),
  )
})

test('an object is right where it shares a word with the true one', () => {
  const found = ['Name first', 'Order no', null, 'City', null]
  const expected = ['first name', 'invoice', 'phone number', null, null]
  expect(objectScore(found, expected)).toEqual({ precision: 1 / 3, recall: 1 / 3, f1: 1 / 3 })
  expect(objectScore([null], [null]).f1).toBe(1)
})

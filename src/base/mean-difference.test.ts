import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meanDifference, momentsOf, studentQuantile, studentTwoSided } from './mean-difference.ts'

describe('Student’s t', () => {
  test('has the quantiles of the tables', () => {
    // Fisher & Yates, Statistical Tables, 5 % two-sided
    const table = [
      [1, 12.7062],
      [2, 4.3027],
      [5, 2.5706],
      [10, 2.2281],
      [30, 2.0423],
      [120, 1.9799],
      [1e6, 1.96],
    ] as const
    for (const [freedom, t] of table) expect(studentQuantile(freedom)).toBeCloseTo(t, 3)
    expect(studentQuantile(10, 0.01)).toBeCloseTo(3.1693, 3)
  })
  test('keeps what little a small t says', () => {
    for (const t of [1e-3, 1e-5, 1e-7, 1.05e-8, 8e-9])
      expect((1 - studentTwoSided(t, 1)) / t).toBeCloseTo(((2 / Math.PI) * Math.atan(t)) / t, 6)
  })
  test('has the closed forms of one and of two degrees of freedom', () =>
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), t => {
        expect(studentTwoSided(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(Math.abs(t)), 8)
        expect(studentTwoSided(t, 2)).toBeCloseTo(1 - Math.abs(t) / Math.sqrt(2 + t * t), 8)
      }),
    ))
})

describe('the difference of means', () => {
  test('is that of Welch: R’s sleep data', () => {
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    // t.test(extra ~ group, sleep): t = -1.8608, df = 17.776, p-value = 0.07939, interval -3.3654832 .. 0.2054832
    const found = meanDifference(momentsOf(first), momentsOf(second))!
    expect(found.difference).toBeCloseTo(1.58, 12)
    expect(found.p).toBeCloseTo(0.07939, 5)
    expect(found.low).toBeCloseTo(-0.2054832, 6)
    expect(found.high).toBeCloseTo(3.3654832, 6)
  })
  test('says nothing of samples that are empty, and nothing of the spread of one value', () => {
    expect(meanDifference(momentsOf([]), momentsOf([1]))).toBeNull()
    expect(meanDifference(momentsOf([1]), momentsOf([3, 4]))).toEqual({ difference: 2.5, low: null, high: null, p: 1 })
    expect(meanDifference(momentsOf([1, 1]), momentsOf([1, 1]))!.p).toBe(1)
    expect(meanDifference(momentsOf([1, 1]), momentsOf([2, 2]))).toEqual({ difference: 1, low: 1, high: 1, p: 0 })
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareProportions, compareSamples, correctedForMany, logGamma, normalUpperTail } from './significance.ts'

test('the normal tail at the usual quantiles', () => {
  expect(normalUpperTail(0)).toBeCloseTo(0.5, 9)
  expect(normalUpperTail(1.959963984540054)).toBeCloseTo(0.025, 9)
  expect(normalUpperTail(-1.2815515655446004)).toBeCloseTo(0.9, 9)
  expect(normalUpperTail(5)).toBeCloseTo(2.866515718791939e-7, 13)
})

test('ln Γ of whole numbers is the log of a factorial', () => {
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 9)
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 9)
})

test("Fisher's lady tasting tea: three of four right has a two-sided p of 34/70", () => {
  expect(compareProportions(3, 4, 1, 4).p).toBeCloseTo(34 / 70, 9)
})

test('a large difference of rates is significant, and its effect has its sign', () => {
  const result = compareProportions(100, 1000, 200, 1000)
  expect(result.difference).toBeCloseTo(0.1)
  expect(result.effect).toBeCloseTo(2 * Math.asin(Math.sqrt(0.2)) - 2 * Math.asin(Math.sqrt(0.1)))
  expect(result.p).toBeLessThan(1e-9)
  expect(compareProportions(0, 0, 1, 10).p).toBe(1)
})

test('samples that do not overlap have a delta of one', () => {
  const low = [1, 2, 3, 4, 5, 6, 7, 8]
  const high = low.map(v => v + 10)
  expect(compareSamples(low, high).delta).toBe(1)
  expect(compareSamples(high, low).delta).toBe(-1)
  expect(compareSamples(low, high).p).toBeLessThan(0.001)
})

test('delta counts the pairs', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ max: 9, min: 0 })), fc.array(fc.integer({ max: 9, min: 0 })), (a, b) => {
      const x = [...a].sort((p, q) => p - q)
      const y = [...b].sort((p, q) => p - q)
      let sum = 0
      for (const v of x) for (const w of y) sum += Math.sign(w - v)
      expect(compareSamples(x, y).delta).toBeCloseTo(x.length && y.length ? sum / (x.length * y.length) : 0, 9)
    }),
  ))

test('the example of Benjamini and Hochberg: four of fifteen stay below 0.05', () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]
  expect(correctedForMany(p).filter(q => q <= 0.05)).toHaveLength(4)
})

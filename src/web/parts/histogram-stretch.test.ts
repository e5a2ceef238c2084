import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inWholeNumbers, stretchOf } from './histogram-stretch.ts'

const histogram = { edges: [0, 10, 20, 30, 40], counts: [5, 4, 0, 1] }

test('marked are the bars whose middle lies in the stretch', () => {
  expect(stretchOf(histogram, 4, 16)).toEqual({ from: 0, to: 20 })
  expect(stretchOf(histogram, 16, 4)).toEqual({ from: 0, to: 20 })
  expect(stretchOf(histogram, 6, 14)).toEqual({ from: 0, to: 10 })
})
test('a click marks the bar under it', () => {
  expect(stretchOf(histogram, 12, 12)).toEqual({ from: 10, to: 20 })
  expect(stretchOf(histogram, -3, -3)).toEqual({ from: 0, to: 10 })
})
test('the last bar keeps the largest value', () => {
  expect(stretchOf(histogram, 32, 45)).toEqual({ from: 30 })
  expect(stretchOf({ edges: [7, 7], counts: [3] }, 7, 7)).toEqual({ from: 7 })
})
test('without bars there is nothing to mark', () => {
  expect(stretchOf({ edges: [], counts: [] }, 1, 2)).toBeNull()
})
test('what is marked begins and ends at edges, in order', () => {
  const point = fc.double({ min: -10, max: 50, noNaN: true })
  fc.assert(
    fc.property(point, point, (a, b) => {
      const { from, to = 40 } = stretchOf(histogram, a, b)!
      expect(histogram.edges).toEqual(expect.arrayContaining([from, to]))
      expect(from).toBeLessThan(to)
    }),
  )
})
test('a stretch of whole numbers keeps the same ones in whole numbers', () => {
  expect(inWholeNumbers({ from: 7.6, to: 8.4 })).toEqual({ from: 8, to: 9 })
  expect(inWholeNumbers({ from: 7.6 })).toEqual({ from: 8 })
})

import { expect, test } from 'vitest'
import type { Arcs, Durations } from '../log/engine.ts'
import { bottlenecks } from './bottlenecks.ts'

const durations = (n: number, mean: number): Durations => ({
  n,
  total: n * mean,
  mean,
  median: mean / 2,
  p90: mean * 2,
  min: 0,
  max: mean * 3,
  standardDeviation: null,
})
const arcs: Arcs = {
  activities: ['a', 'b', 'c'],
  from: [-1, 0, 1, 0, 2],
  to: [0, 1, 2, 2, -2],
  frequency: [10, 8, 8, 2, 10],
  caseFrequency: [10, 8, 8, 2, 10],
  timeMeaning: 'waiting',
  time: [null, durations(8, 100), durations(8, 900), durations(2, -5), null],
  overlaps: [0, 0, 0, 2, 0],
}

test('the arc with the largest share of all throughput time comes first', () => {
  const found = bottlenecks(arcs, 10_000)
  expect(found.map(b => `${b.from}→${b.to} ${b.contribution}`)).toEqual(['b→c 0.72', 'a→b 0.08'])
  expect(found[0]!.percentileGap).toBe(1350)
})

test('without throughput nothing contributes', () => {
  expect(bottlenecks(arcs, 0).map(b => b.contribution)).toEqual([0, 0])
})

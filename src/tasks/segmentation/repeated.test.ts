import { expect, test } from 'vitest'
import { random } from '../../base/random.ts'
import { generateUiLog } from '../generator/generate-ui-log.ts'
import { routineScore } from '../scoring/instances.ts'
import { findRuns } from './find-runs.ts'
import { repeated } from './repeated.ts'
import { rawSequence } from './sequence.ts'

test('of random symbols with a few runs of one routine, the runs stay', () => {
  const draw = random(3)
  const size = 20_000
  const symbol = Int32Array.from({ length: size }, () => 5 + Math.floor(draw() * 40))
  const planted = new Set<number>()
  for (let run = 0; run < 20; run++)
    for (let k = 0; k < 5; k++) {
      symbol[500 + run * 900 + k] = k
      planted.add(500 + run * 900 + k)
    }
  const starts = new Uint8Array(size)
  starts[0] = 1
  const kept = repeated(rawSequence(symbol, 45, starts), new Uint8Array(size).fill(1))
  expect([...planted].every(i => kept[i] === 1)).toBe(true)
  expect(kept.reduce((sum, one) => sum + one, 0)).toBeLessThan(20 * 20)
})

test('where most is done again, all stays', () => {
  const symbol = Int32Array.from({ length: 90 }, (_, i) => i % 3)
  const open = new Uint8Array(90).fill(1)
  expect(repeated(rawSequence(symbol, 3, new Uint8Array(90)), open)).toBe(open)
})

test('routines that are one event in a hundred are found', () => {
  const { log, truth } = generateUiLog({ seed: 11, runs: 30, routines: 2, noise: 0.99 })
  const { runs, items } = findRuns(log)
  expect(log.eventCount).toBeGreaterThan(20_000)
  const found = runs.map(run => ({ rows: run.items.map(i => items.rows[i]!), routine: String(run.class) }))
  expect(routineScore(found, truth).f1).toBeGreaterThan(0.95)
})

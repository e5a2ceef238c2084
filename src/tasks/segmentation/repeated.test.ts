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
  const kept = repeated(rawSequence(symbol, 45, starts), [])
  expect([...planted].every(i => kept[i] === 1)).toBe(true)
  expect(kept.reduce((sum, one) => sum + one, 0)).toBeLessThan(20 * 20)
})

test('where most is done again, all stays', () => {
  const symbol = Int32Array.from({ length: 90 }, (_, i) => i % 3)
  expect(repeated(rawSequence(symbol, 3, new Uint8Array(90)), [])).toEqual(new Uint8Array(90).fill(1))
})

test('what runs explain is out of it, and so are pieces of them that they leave', () => {
  const draw = random(4)
  const symbols: number[] = []
  const runs: { class: number; items: number[] }[] = []
  const noise = () => {
    for (let k = 0; k < 20; k++) symbols.push(10 + Math.floor(draw() * 30))
  }
  for (let k = 0; k < 30; k++) {
    runs.push({ class: 0, items: [0, 1, 2, 3].map(s => symbols.push(s) - 1) })
    noise()
    if (k % 3 === 0) symbols.push(0, 1)
    noise()
    if (k % 3 === 1) symbols.push(5, 6)
  }
  const symbol = Int32Array.from(symbols)
  const kept = repeated(rawSequence(symbol, 40, new Uint8Array(symbol.length)), runs)
  expect(runs.every(({ items }) => items.every(i => kept[i] === 0))).toBe(true)
  const keptOf = (s: number) => symbol.filter((code, i) => code === s && kept[i] === 1).length
  expect([keptOf(0), keptOf(5)]).toEqual([0, 10])
})

test('routines that are one event in a hundred are found', () => {
  const { log, truth } = generateUiLog({ seed: 11, runs: 40, routines: 2, noise: 0.98 })
  const { runs, items } = findRuns(log)
  expect(log.eventCount).toBeGreaterThan(15_000)
  const found = runs.map(run => ({ rows: run.items.map(i => items.rows[i]!), routine: String(run.class) }))
  expect(routineScore(found, truth).f1).toBeGreaterThan(0.95)
})

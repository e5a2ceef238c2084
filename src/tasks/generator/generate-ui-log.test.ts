import { expect, test } from 'vitest'
import { generateUiLog } from './generate-ui-log.ts'

test('the same seed gives the same log, another one another', () => {
  const made = (seed: number) => JSON.stringify([...generateUiLog({ seed, runs: 20, noise: 0.3 }).log.element])
  expect(made(4)).toBe(made(4))
  expect(made(4)).not.toBe(made(5))
})

test('planted runs are apart from each other, and noise is what is left', () => {
  const { log, truth } = generateUiLog({ seed: 1, runs: 50, noise: 0.5, people: 2, interrupted: 0.3, strayed: 0.1 })
  const rows = truth.flatMap(run => run.rows)
  expect(truth).toHaveLength(50)
  expect(new Set(rows).size).toBe(rows.length)
  expect(rows.length / log.eventCount).toBeGreaterThan(0.3)
  expect(rows.length / log.eventCount).toBeLessThan(0.65)
})

test('clocks run forward, and people work at once', () => {
  const { log } = generateUiLog({ seed: 1, runs: 40, people: 2 })
  expect(log.time.every((time, row) => row === 0 || time >= log.time[row - 1]!)).toBe(true)
  const changes = log.user.codes.filter((user, row) => row > 0 && user !== log.user.codes[row - 1]).length
  expect(changes).toBeGreaterThan(log.eventCount / 20)
})

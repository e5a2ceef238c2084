import { expect, test } from 'vitest'
import { parse } from './parse.ts'
import { RunModel } from './run-model.ts'
import { rawSequence } from './sequence.ts'

/** Runs of a symbol of their own between two that all have. */
function model(classes: number, size: number) {
  const symbol = Int32Array.from({ length: size }, (_, i) =>
    i % 3 === 1 ? 2 + (Math.floor(i / 3) % classes) : (i % 3) >> 1,
  )
  const starts = new Uint8Array(size)
  starts[0] = 1
  const sequence = rawSequence(symbol, classes + 2, starts)
  const made = new RunModel(sequence, 1)
  for (let c = 0; c < classes; c++) made.addClass()
  for (let i = 0; i + 3 <= size; i += 3) made.learn(symbol[i + 1]! - 2, [i, i + 1, i + 2])
  return { sequence, made }
}

test('runs are found where each class has a symbol of its own', () => {
  const { sequence, made } = model(5, 60)
  const runs = parse(sequence, made)
  expect(runs.map(({ items }) => items)).toEqual(Array.from({ length: 20 }, (_, k) => [3 * k, 3 * k + 1, 3 * k + 2]))
  expect(new Set(runs.map(run => run.class)).size).toBe(5)
})

test('what lies between two items is told once an item, not once for each class of its symbol', () => {
  const told = (classes: number) => {
    const { sequence, made } = model(classes, 600)
    const bits = made.noiseBits.bind(made)
    let times = 0
    made.noiseBits = (i, place) => {
      times++
      return bits(i, place)
    }
    parse(sequence, made)
    return times / sequence.size
  }
  expect(told(40)).toBeLessThanOrEqual(8)
  expect(told(40)).toBe(told(2))
})

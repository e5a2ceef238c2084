import { expect, test } from 'vitest'
import { atOnce } from '../../base/pieces.ts'
import { random } from '../../base/random.ts'
import type { Run } from './code-length.ts'
import { learnLong, type Sampler } from './learn-long.ts'
import { rawSequence, type Sequence } from './sequence.ts'

const NOISE = 30
const SAMPLE = 800

/** Runs of two frequent routines and a rare one, with single items of no routine between them. */
function planted(runs: number, rareEvery: number) {
  const draw = random(7)
  const routines = [
    [0, 1, 2, 3, 4, 5, 6, 7],
    [8, 9, 10, 11, 12, 13],
    [14, 15, 16, 17, 18, 19],
  ]
  const symbols: number[] = []
  const truth: Run[] = []
  const stray = () => symbols.push(20 + Math.floor(draw() * NOISE))
  for (let run = 0; run < runs; run++) {
    const r = run % rareEvery === rareEvery >> 1 ? 2 : draw() < 0.5 ? 0 : 1
    truth.push({ class: r, items: routines[r]!.map((_, k) => symbols.length + k) })
    symbols.push(...routines[r]!)
    do stray()
    while (draw() < 0.5)
  }
  const starts = new Uint8Array(symbols.length)
  starts[0] = 1
  return { sequence: rawSequence(Int32Array.from(symbols), 20 + NOISE, starts), truth }
}

const samplerOf =
  ({ symbol, symbolCount }: Sequence, sizes: number[]): Sampler =>
  (stretches, at) => {
    sizes.push(at.length)
    const starts = new Uint8Array(at.length)
    let first = 0
    for (const [from, to] of stretches) {
      starts[first] = 1
      first += to - from
    }
    return rawSequence(
      Int32Array.from(at, i => symbol[i]!),
      symbolCount,
      starts,
    )
  }

const runsOf = (runs: readonly Run[], r: number) => runs.filter(run => run.class === r).map(({ items }) => items)

test('a routine that is three events in a thousand is found beside frequent ones', () => {
  const { sequence, truth } = planted(1000, 330)
  expect((6 * runsOf(truth, 2).length) / sequence.size).toBeLessThan(0.003)
  const shares: number[] = [0]
  const learned = learnLong(sequence, samplerOf(sequence, []), SAMPLE)
  const found = atOnce(learned, share => {
    expect(share).toBeGreaterThan(shares.at(-1)!)
    expect(share).toBeLessThanOrEqual(1)
    shares.push(share)
  })
  expect(shares.at(-1), 'of a second round').toBeGreaterThan(0.75)
  expect(new Set(found.map(run => run.class)).size).toBe(3)
  const [rare] = runsOf(truth, 2)
  const r = found.find(run => run.items[0] === rare![0])!.class
  expect(runsOf(found, r)).toEqual(runsOf(truth, 2))
})

test('what is searched does not grow with the log', () => {
  const sizes: number[] = []
  const { sequence } = planted(2000, 2001)
  atOnce(learnLong(sequence, samplerOf(sequence, sizes), SAMPLE))
  expect(sequence.size).toBeGreaterThan(15_000)
  expect(sizes.length).toBeLessThanOrEqual(6)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(SAMPLE + 1)
})

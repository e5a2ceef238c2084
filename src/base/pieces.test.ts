import { expect, test } from 'vitest'
import { atOnce, inTurns, type Pieces, part } from './pieces.ts'
import { nodePlatform } from './platform.node.ts'
import { Cancelled, cancellable } from './platform.ts'

function* counted(n: number, done: number[] = []): Pieces<number> {
  for (let i = 0; i < n; i++) {
    yield i / n
    done.push(i)
  }
  return n
}
function* both(): Pieces<number> {
  const first = yield* part(counted(2), 0, 0.5)
  const second = yield* part(counted(5), 0.5, 1)
  yield 1
  return first + second
}

test('parts of a work are shares of the whole, and give what they found', () => {
  const shares: number[] = []
  expect(atOnce(both(), share => shares.push(share))).toBe(7)
  expect(shares).toEqual([0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
})

test('what hears of the shares ends the work by throwing', () => {
  const done: number[] = []
  const stop = (share: number) => {
    if (share >= 0.5) throw new Cancelled()
  }
  expect(() => atOnce(counted(10, done), stop)).toThrow(Cancelled)
  expect(done).toEqual([0, 1, 2, 3, 4])
})

test('in turns other work of the thread runs in between, and what it cancels ends', async () => {
  const shares: number[] = []
  let [now, pauses] = [0, 0]
  const slow = { now: () => (now += 20), pause: async () => void pauses++ }
  expect(await inTurns(both(), slow, { report: share => shares.push(share) })).toBe(7)
  expect([shares.at(-1), pauses > 2]).toEqual([1, true])
  const { cancel, stop } = cancellable()
  const done: number[] = []
  const work = inTurns(counted(1e9, done), nodePlatform, { cancel })
  setTimeout(stop, 1)
  await expect(work).rejects.toThrow(Cancelled)
  expect(done.length).toBeLessThan(1e9)
})

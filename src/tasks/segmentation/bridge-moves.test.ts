import { expect, test } from 'vitest'
import { bridgeMoves } from './bridge-moves.ts'
import { rawSequence } from './sequence.ts'

test('two classes that keep coming around another run become one that was interrupted', () => {
  // 0 1 2 3 interrupted by 4 5 6, twice, and a 4 5 6 by itself
  const symbols = Int32Array.from([0, 1, 4, 5, 6, 2, 3, 4, 5, 6, 0, 1, 4, 5, 6, 2, 3])
  const starts = new Uint8Array(symbols.length)
  starts[0] = 1
  const run = (name: number, ...items: number[]) => ({ class: name, items })
  const runs = [
    run(0, 0, 1),
    run(1, 2, 3, 4),
    run(2, 5, 6),
    run(1, 7, 8, 9),
    run(0, 10, 11),
    run(1, 12, 13, 14),
    run(2, 15, 16),
  ]
  const moves = bridgeMoves(rawSequence(symbols, 7, starts), runs)
  expect(moves.map(({ name }) => name)).toEqual(['bridge 0+2'])
  expect(moves[0]!.runs).toEqual([
    run(0, 0, 1, 5, 6),
    run(1, 2, 3, 4),
    run(1, 7, 8, 9),
    run(0, 10, 11, 15, 16),
    run(1, 12, 13, 14),
  ])
})

test('nothing is bridged from one recording to the next', () => {
  const symbols = Int32Array.from([0, 1, 4, 5, 2, 3, 0, 1, 4, 5, 2, 3])
  const starts = Uint8Array.from([1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0])
  const runs = Array.from({ length: 6 }, (_, r) => ({ class: r % 3, items: [2 * r, 2 * r + 1] }))
  expect(bridgeMoves(rawSequence(symbols, 6, starts), runs)).toEqual([])
})

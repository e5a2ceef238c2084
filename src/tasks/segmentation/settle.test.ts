import { expect, test } from 'vitest'
import { atOnce } from '../../base/pieces.ts'
import type { Run } from './code-length.ts'
import { rawSequence } from './sequence.ts'
import { settle } from './settle.ts'

/** Runs `abcdefgh` and `uvwxyz` in turns; some of the first are told in two parts. */
function torn(runs: number, every: number) {
  const symbols: number[] = []
  const found: Run[] = []
  const add = (c: number, from: number, to: number) => {
    found.push({ class: c, items: Array.from({ length: to - from }, (_, k) => symbols.length + k) })
    for (let s = from; s < to; s++) symbols.push(s)
  }
  for (let k = 0; k < runs; k++) {
    if (k % 2 === 1) add(1, 8, 14)
    else if (k % every !== 0) add(0, 0, 8)
    else {
      add(0, 0, 5)
      add(2, 5, 8)
    }
  }
  const starts = new Uint8Array(symbols.length)
  starts[0] = 1
  return { sequence: rawSequence(Int32Array.from(symbols), 14, starts), found }
}

test('a class of pieces is part of what they are pieces of, and other work stays apart', () => {
  const { sequence, found } = torn(400, 40)
  expect(new Set(found.map(run => run.class)).size).toBe(3)
  const settled = atOnce(settle(sequence, found))
  expect(settled.map(({ items }) => items)).toEqual(found.map(({ items }) => items))
  expect(new Set(settled.map(run => run.class)).size).toBe(2)
})

test('what needs no change is left as it is', () => {
  const { sequence, found } = torn(100, 1000)
  const settled = atOnce(settle(sequence, found.slice(2)))
  expect(settled.map(({ items }) => items)).toEqual(found.slice(2).map(({ items }) => items))
  expect(new Set(settled.map(run => run.class)).size).toBe(2)
})

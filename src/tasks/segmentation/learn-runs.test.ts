import { expect, test } from 'vitest'
import { atOnce } from '../../base/pieces.ts'
import { random } from '../../base/random.ts'
import { learnRuns } from './learn-runs.ts'
import { rawSequence } from './sequence.ts'

test('routines that begin and end alike, in any order, are several and not one that goes on in any way', () => {
  const words = ['pstabcdefxy', 'pstghijklxy', 'pstmnopqrxy']
  const draw = random(1)
  const told = Array.from({ length: 80 }, () => words[Math.floor(draw() * words.length)]!)
  const letters = [...new Set(words.join(''))].sort()
  const symbols = Int32Array.from(told.join(''), letter => letters.indexOf(letter))
  const starts = new Uint8Array(symbols.length)
  starts[0] = 1
  const { runs } = atOnce(learnRuns(rawSequence(symbols, letters.length, starts)))
  expect(runs.map(({ items }) => items.map(i => letters[symbols[i]!]).join(''))).toEqual(told)
  expect(new Set(runs.map((run, r) => `${run.class} ${told[r]}`)).size).toBe(words.length)
})

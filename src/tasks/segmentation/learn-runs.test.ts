import { expect, test } from 'vitest'
import { atOnce } from '../../base/pieces.ts'
import { random } from '../../base/random.ts'
import { learnRuns } from './learn-runs.ts'
import { rawSequence } from './sequence.ts'

/** Runs of some words in any order, each followed by noise with some probability, and what is learned of them. */
function learned(words: readonly string[], runs: number, noise = '', share = 0) {
  const draw = random(1)
  const one = (from: ArrayLike<string>) => from[Math.floor(draw() * from.length)]!
  const told: string[] = []
  let all = ''
  for (let k = 0; k < runs; k++) {
    told.push(one(words))
    all += told.at(-1)
    while (draw() < share) all += one(noise)
  }
  return { told, ...learnedFrom(all) }
}

function learnedFrom(all: string) {
  const letters = [...new Set(all)].sort()
  const symbols = Int32Array.from(all, letter => letters.indexOf(letter))
  const starts = new Uint8Array(symbols.length)
  starts[0] = 1
  const found = atOnce(learnRuns(rawSequence(symbols, letters.length, starts))).runs
  return { found, read: found.map(({ items }) => items.map(i => letters[symbols[i]!]).join('')) }
}

test('routines that begin and end alike, in any order, are several and not one that goes on in any way', () => {
  const words = ['pstabcdefxy', 'pstghijklxy', 'pstmnopqrxy']
  const { told, found, read } = learned(words, 80)
  expect(read).toEqual(told)
  expect(new Set(found.map((run, r) => `${run.class} ${told[r]}`)).size).toBe(words.length)
})

test.each([
  [['abcdefghij'], 100, 0.4],
  [['abc', 'def', 'ghi'], 120, 0.5],
])('noise of few kinds is noise, and no way in which %j go on', (words, runs, share) => {
  const { told, read } = learned(words, runs, 'xyz', share)
  expect(read).toEqual(told)
})

test('what routines have in common ends them where the log begins with something else', () => {
  const { told, read } = learned(['abcdexyz', 'fghixyz', 'jklmnopxyz'], 90)
  expect(read).toEqual(told)
})

test('a routine of few runs that always came behind the same other one is one of its own', () => {
  const draw = random(4)
  let rare = 0
  const told = Array.from({ length: 160 }, (_, k) => {
    if (draw() >= 0.6) return ['hijklmn']
    return rare < Math.floor(k / 32) && ++rare > 0 ? ['abcdefg', 'opqrstuv'] : ['abcdefg']
  }).flat()
  expect(rare).toBe(4)
  expect(learnedFrom(told.join('')).read).toEqual(told)
})

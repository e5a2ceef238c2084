import { expect, test } from 'vitest'
import { atOnce } from '../../base/pieces.ts'
import { random } from '../../base/random.ts'
import { learnRuns } from './learn-runs.ts'
import { rawSequence } from './sequence.ts'
import { shiftMoves } from './shift-moves.ts'

interface Writing {
  /** Symbols that say that something is finished. */
  readonly saves?: string
  /** Share of letters that come twice. */
  readonly doubled?: number
}

/** Runs of some words in any order, without noise. */
function written(words: readonly string[], runs: number, { saves = '', doubled = 0 }: Writing = {}) {
  const draw = random(2)
  const told = Array.from({ length: runs }, () =>
    words[Math.floor(draw() * words.length)]!.replaceAll(/./g, letter => (draw() < doubled ? letter + letter : letter)),
  )
  const letters = [...new Set(words.join(''))].sort()
  const symbols = Int32Array.from(told.join(''), letter => letters.indexOf(letter))
  const starts = new Uint8Array(symbols.length)
  starts[0] = 1
  const sequence = rawSequence(symbols, letters.length, starts)
  for (const letter of saves) sequence.completion[letters.indexOf(letter)] = 1
  const bounds = told.map((_, k) => told.slice(0, k).join('').length)
  return { sequence, told, bounds, read: (items: readonly number[]) => items.map(i => letters[symbols[i]!]).join('') }
}
const span = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k)

test('what always stands behind the runs of a class becomes their end, whoever had it', () => {
  const { sequence, told, bounds, read } = written(['abcdx', 'efghy'], 12)
  const end = sequence.size
  // the last letter of each run was given to the next one, the very last to none
  const late = told.map((word, k) => ({
    class: word === 'abcdx' ? 0 : 1,
    items: span(bounds[k]! - (k === 0 ? 0 : 1), (bounds[k + 1] ?? end) - 1),
  }))
  const [move] = shiftMoves(sequence, late)
  expect(move!.name).toBe('shift ends')
  expect(move!.runs.map(({ items }) => read(items))).toEqual(told)
})

test('what always stands before the runs of a class becomes their beginning', () => {
  const { sequence, told, bounds, read } = written(['xabcd', 'yefgh'], 12)
  const late = told.map((word, k) => ({
    class: word === 'xabcd' ? 0 : 1,
    items: span(bounds[k]! + 1, bounds[k + 1] ?? sequence.size),
  }))
  const move = shiftMoves(sequence, late).find(({ name }) => name === 'shift beginnings')
  expect(move!.runs.map(({ items }) => read(items))).toEqual(told)
})

test('a button behind the one that saves belongs to the run that was saved', () => {
  const words = ['abcd0e0', 'fghijkl1', 'mnopq2x', 'rtuvw3y']
  const { sequence, told, read } = written(words, 120, { saves: '0123', doubled: 0.25 })
  const found = atOnce(learnRuns(sequence)).runs.map(({ items }) => read(items))
  expect(found).toHaveLength(told.length)
  // a letter that comes twice at the end may as well be a run of its own
  expect(found.filter(word => told.includes(word)).length).toBeGreaterThan(0.9 * told.length)
})

test('no item is lost or taken twice', () => {
  const { sequence, told, bounds } = written(['abc', 'abd', 'cab'], 40)
  const runs = told.map((word, k) => ({ class: word.charCodeAt(2) % 3, items: span(bounds[k]!, bounds[k]! + 2) }))
  for (const move of shiftMoves(sequence, runs)) {
    const items = move.runs.flatMap(run => run.items)
    expect(new Set(items).size).toBe(items.length)
    for (const run of move.runs) expect(run.items).toEqual([...run.items].sort((a, b) => a - b))
  }
})

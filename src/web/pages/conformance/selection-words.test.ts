import { expect, test } from 'vitest'
import { parseTree, selectionOf, wholeTree } from '../../../model/index.ts'
import { blocksAround, selectionName } from './selection-words.ts'

const tree = parseTree('→(a, ×(b, c), ×(d, τ), ↺(e, τ), ∧(f, g))')

test('every part of a drawing has a name', () => {
  const name = (...path: number[]) => selectionName(tree, selectionOf(path))
  expect([name(), name(0), name(1), name(2), name(3), name(4), name(9)]).toEqual([
    'The whole model',
    'a',
    'Choice of 2',
    'Optional: d',
    'Repeated: e',
    '2 at the same time',
    'Nothing',
  ])
  expect(selectionName(tree, { path: [0], last: 2 })).toBe('a to Optional: d')
  expect(selectionName(parseTree('→(×(τ, b), ↺(τ, c))'), { path: [0], last: 1 })).toBe(
    'Optional: b to Any number of times: c',
  )
  expect(selectionName(parseTree('τ'), wholeTree)).toBe('Empty model')
})
test('around a part stand the blocks that it is in', () => {
  expect(blocksAround(tree, selectionOf([1, 0]))).toEqual([
    { path: [], name: 'The whole model' },
    { path: [1], name: 'Choice of 2' },
  ])
  expect(blocksAround(tree, wholeTree)).toEqual([])
})

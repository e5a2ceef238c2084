import { expect, test } from 'vitest'
import type { Durations, Variant } from '../../../log/engine.ts'
import { namesByUse, rowsOf } from './rows.ts'

const variant = (id: string, activities: readonly string[], cases: number) => ({ id, activities, cases }) as Variant
const variants = [variant('v1', ['a', 'b', 'a'], 5), variant('v2', ['b', 'c'], 3), variant('v3', ['c', 'b'], 2)]

test('a row covers the cases of all rows up to it, and keeps the number of its variant in the whole log', () => {
  const rows = rowsOf(
    variants,
    new Map([
      ['v3', 1],
      ['v1', 4],
    ]),
    undefined,
  )
  expect(rows.map(({ coverage, number }) => [coverage, number])).toEqual([
    [5, 4],
    [8, null],
    [10, 1],
  ])
})

test('sums and punctuality are looked up by the variant, not by the place', () => {
  const stats = [{ total: 7 }, { total: 9 }] as unknown as Durations[]
  const due = { key: ['v3', 'v1'], stats, onTime: [1, 2], decided: [2, 3] }
  const rows = rowsOf(variants, new Map(), due)
  expect(rows.map(({ measure, onTime }) => [measure?.total ?? null, onTime])).toEqual([
    [9, [2, 3]],
    [null, null],
    [7, [1, 2]],
  ])
})

test('activities are named by the cases with them, each case once, ties by name', () => {
  expect(namesByUse(rowsOf(variants, new Map(), undefined))).toEqual(['b', 'a', 'c'])
})

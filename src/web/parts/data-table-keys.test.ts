import { expect, test } from 'vitest'
import { nextRow } from './data-table-keys.ts'

test('arrows go by one row, pages by ten, and none beyond the ends', () => {
  const go = (key: string, at: number) => nextRow(key, at, 30)
  expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map(key => go(key, 4))).toEqual([
    5, 3, 14, 0, 0, 29,
  ])
  expect([go('ArrowDown', 29), go('ArrowUp', 0), go('ArrowDown', -1), go('ArrowUp', -1)]).toEqual([29, 0, 0, 0])
})
test('other keys, and tables without rows, go nowhere', () => {
  expect([nextRow('Enter', 2, 9), nextRow('a', 2, 9), nextRow('ArrowDown', -1, 0)]).toEqual([null, null, null])
})

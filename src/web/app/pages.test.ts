import { expect, test } from 'vitest'
import { digitOf, pages } from './pages.ts'

const digits = (log: string | null) =>
  pages.flatMap(page => {
    const digit = digitOf(page, log)
    return digit === null ? [] : [`${digit} ${page.id}`]
  })

test('the pages of a log are numbered from 1 to 9 without a gap, those behind have no digit', () => {
  for (const log of [null, 'orders'])
    expect(digits(log)).toEqual([
      '1 map',
      '2 variants',
      '3 model',
      '4 conformance',
      '5 rules',
      '6 cases',
      '7 statistics',
      '8 findings',
      '9 compare',
    ])
})

test('a recording numbers the pages that it has', () => {
  const recording = digits('ui-1')
  expect(recording[0]).toBe('1 recordings')
  expect(recording.map(one => Number(one.split(' ')[0]))).toEqual(recording.map((_, i) => i + 1))
})

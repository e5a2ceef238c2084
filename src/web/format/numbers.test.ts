import { expect, test } from 'vitest'
import { formatDay, formatInstantIn, formatNumber, formatShare, formatShort } from './numbers.ts'

const plain = (text: string) => text.replaceAll('\u202f', ' ')

test('thousands have thin spaces and negative numbers a true minus', () => {
  expect([1234567, 999, -1234.56, 0, null].map(n => plain(formatNumber(n)))).toEqual([
    '1 234 567',
    '999',
    '−1 234.6',
    '0',
    '–',
  ])
})
test('a share that is not all is never 100 %, one that is not nothing never 0 %', () => {
  expect(
    [
      [9999, 10000],
      [10000, 10000],
      [1, 100000],
      [0, 5],
      [1, 3],
      [1, 300],
      [1, 0],
    ].map(([a, b]) => plain(formatShare(a!, b!))),
  ).toEqual(['> 99.9 %', '100 %', '< 0.1 %', '0 %', '33 %', '0.3 %', '–'])
})
test('large numbers are shortened', () => {
  expect([12, 99999, 123456, 2500000, 3e9].map(n => plain(formatShort(n)))).toEqual([
    '12',
    '99 999',
    '123 k',
    '2.5 M',
    '3 G',
  ])
})
test('instants are shown in the time zone asked for', () => {
  const ms = Date.UTC(2024, 2, 31, 23, 30)
  expect([formatInstantIn(ms), formatInstantIn(ms, 'Europe/Berlin'), formatDay(ms, 'Asia/Tokyo')]).toEqual([
    '2024-03-31 23:30',
    '2024-04-01 01:30',
    '2024-04-01',
  ])
  expect([formatInstantIn(null), formatInstantIn(Number.NaN), formatInstantIn(1e18)]).toEqual(['–', '–', '–'])
})

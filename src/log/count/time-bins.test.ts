import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../base/time.ts'
import { binFinder, timeBins } from './time-bins.ts'
import { instantOf, offsetsOf } from './time-zone.ts'

const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16)

test('a zone is asked for its changes once: Berlin in 2024', () => {
  const { starts, offsets } = offsetsOf('Europe/Berlin', Date.UTC(2024, 1, 1), Date.UTC(2024, 11, 1))
  expect(starts.slice(1).map(iso)).toEqual(['2024-03-31T01:00', '2024-10-27T01:00'])
  expect(offsets.map(offset => offset / HOUR)).toEqual([1, 2, 1])
})

test('a reading that the clock skips is the instant of the jump', () => {
  const zone = offsetsOf('Europe/Berlin', Date.UTC(2024, 2, 1), Date.UTC(2024, 3, 30))
  expect(iso(instantOf(zone, Date.UTC(2024, 2, 31, 2, 30)))).toBe('2024-03-31T01:00')
  expect(iso(instantOf(zone, Date.UTC(2024, 2, 31)))).toBe('2024-03-30T23:00')
})

test('days begin at local midnight, and one has 23 hours', () => {
  const { at, end, unit } = timeBins(Date.UTC(2024, 2, 30, 12), Date.UTC(2024, 3, 1, 12), 'Europe/Berlin', 3)
  expect(unit).toBe('day')
  expect(at.map(iso)).toEqual(['2024-03-29T23:00', '2024-03-30T23:00', '2024-03-31T22:00'])
  expect(iso(end)).toBe('2024-04-01T22:00')
  expect(at[2]! - at[1]!).toBe(23 * HOUR)
})

test('the finest unit that needs no more bins than allowed is taken, and years at last', () => {
  const unit = (days: number, bins: number) =>
    timeBins(Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 1) + days * DAY, 'UTC', bins).unit
  expect([unit(1, 100), unit(30, 100), unit(365, 100), unit(1500, 100), unit(100_000, 10)]).toEqual([
    'hour',
    'day',
    'week',
    'month',
    'year',
  ])
})

test('each instant finds the bin that holds it', () => {
  const bins = timeBins(Date.UTC(2020, 0, 31), Date.UTC(2024, 5, 1), 'America/Havana', 100)
  const find = binFinder(bins)
  for (let i = 0; i < bins.at.length; i++) {
    expect(find(bins.at[i]!)).toBe(i)
    expect(find((bins.at[i + 1] ?? bins.end) - 1)).toBe(i)
  }
})

test('no time needs no bin', () => {
  expect(timeBins(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 'UTC')).toEqual({ at: [], end: 0, unit: 'day' })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, WEEK } from '../../base/time.ts'
import { type Calendar, officeHours } from '../calendar.ts'
import { workingTime } from './working-time.ts'

/** Minute by minute: is the wall clock of this minute in a working interval of its date? */
function slowly(calendar: Calendar, from: number, to: number): number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: calendar.timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  let minutes = 0
  for (let at = from; at < to; at += MINUTE) {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    if (calendar.holidays.includes(`${part['year']}-${part['month']}-${part['day']}`)) continue
    const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part['weekday']!)
    const minute = Number(part['hour']) * 60 + Number(part['minute'])
    if (calendar.week[weekday]!.some(([open, close]) => minute >= open && minute < close)) minutes++
  }
  return minutes * MINUTE
}

const week = fc
  .array(fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 6 }), {
    minLength: 7,
    maxLength: 7,
  })
  .map(days =>
    days.map(edges => {
      const sorted = edges.sort((a, b) => a - b)
      return Array.from(
        { length: Math.floor(sorted.length / 2) },
        (_, i) => [sorted[2 * i]!, sorted[2 * i + 1]!] as const,
      )
    }),
  )
/** Zones whose clocks change by an hour, by half an hour, at midnight, not at all, and one that left out a day. */
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Havana',
  'Asia/Kathmandu',
  'UTC',
] as const
/** Around changes of the clock. */
const days = [
  '2024-03-31',
  '2024-10-27',
  '2024-03-10',
  '2024-11-03',
  '2024-04-07',
  '2024-10-06',
  '2024-12-25',
  '1969-12-31',
]
const instant = fc
  .tuple(fc.constantFrom(...days), fc.integer({ min: -2 * 1440, max: 3 * 1440 }))
  .map(([day, minute]) => Date.parse(`${day}T00:00Z`) + minute * MINUTE)
const calendar = fc.record({
  timeZone: fc.constantFrom(...zones),
  week,
  holidays: fc.constantFrom([], ['2024-12-25', '2024-03-31'], ['2024-10-27']),
})

describe('workingTime', () => {
  test('office hours: Friday 16:00 to Monday 10:00 is two hours', () => {
    const working = workingTime(officeHours('UTC'), Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 1))
    expect(working(Date.UTC(2024, 0, 8, 10)) - working(Date.UTC(2024, 0, 5, 16))).toBe(2 * HOUR)
  })

  test('an hour that the clock repeats counts twice, one that it skips not at all', () => {
    const night = {
      timeZone: 'Europe/Berlin',
      week: Array.from({ length: 7 }, () => [[120, 180] as const]),
      holidays: [],
    }
    const working = workingTime(night, Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1))
    const on = (day: number) => working(day + 22 * HOUR) - working(day - 2 * HOUR)
    expect(on(Date.UTC(2024, 2, 30))).toBe(HOUR)
    expect(on(Date.UTC(2024, 2, 31))).toBe(0)
    expect(on(Date.UTC(2024, 9, 27))).toBe(2 * HOUR)
  })

  test('equals a count of minutes, around changes of the clock, holidays and the epoch', () =>
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 0, max: 3000 }), (one, from, minutes) => {
        const to = from + minutes * MINUTE
        const working = workingTime(one, from, to)
        expect(working(to) - working(from)).toBe(slowly(one, from, to))
      }),
      { numRuns: 150 },
    ))

  test('never goes back, and over a week without changes is the sum of its hours', () =>
    fc.assert(
      fc.property(week, fc.array(fc.integer({ min: 0, max: 60 * DAY }), { minLength: 2 }), (hours, offsets) => {
        const start = Date.UTC(2024, 0, 1)
        const working = workingTime({ timeZone: 'Asia/Kathmandu', week: hours, holidays: [] }, start, start + 60 * DAY)
        const times = offsets.map(offset => start + offset).sort((a, b) => a - b)
        for (let i = 1; i < times.length; i++) {
          const worked = working(times[i]!) - working(times[i - 1]!)
          expect(worked).toBeGreaterThanOrEqual(0)
          expect(worked).toBeLessThanOrEqual(times[i]! - times[i - 1]!)
        }
        const perWeek = hours.flat().reduce((sum, [open, close]) => sum + (close - open) * MINUTE, 0)
        expect(working(times[0]! + WEEK) - working(times[0]!)).toBe(perWeek)
      }),
    ))

  test('goes on evenly far outside of the times it was made for', () => {
    const working = workingTime(officeHours('UTC'), Date.UTC(2024, 0, 1), Date.UTC(2024, 11, 31))
    expect(working(Date.UTC(2999, 0, 8)) - working(Date.UTC(2999, 0, 1))).toBe(40 * HOUR)
    expect(working(Date.UTC(1948, 0, 8)) - working(Date.UTC(1948, 0, 1))).toBe(40 * HOUR)
    expect(working(Date.UTC(2024, 0, 1)) - working(Date.UTC(2023, 11, 25))).toBe(40 * HOUR)
    expect(working(Number.NaN)).toBeNaN()
  })
})

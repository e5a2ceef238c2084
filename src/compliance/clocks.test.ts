import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, HOUR } from '../base/time.ts'
import { officeHours } from '../log/calendar.ts'
import { clocksOf } from './clocks.ts'

const from = Date.UTC(2024, 0, 1)
const clock = clocksOf(new Map([['office', officeHours('Europe/Berlin', ['2024-01-02'])]]), from, from + 30 * DAY)

test('a deadline in working hours is the first instant at which they have passed', () => {
  // Monday, 15:00 in Berlin: two hours until five, Tuesday is a holiday, the third ends on Wednesday at ten
  expect(clock('office').after(Date.UTC(2024, 0, 1, 14), 3 * HOUR)).toBe(Date.UTC(2024, 0, 3, 9))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 * DAY }), fc.integer({ min: 1, max: 200 * HOUR }), (offset, ms) => {
      const { after, between } = clock('office')
      const due = after(from + offset, ms)
      expect(between(from + offset, due)).toBeGreaterThanOrEqual(ms)
      expect(between(from + offset, due - 1)).toBeLessThan(ms)
    }),
  )
})

test('a calendar without work never comes to an end', () => {
  const idle = { timeZone: 'UTC', week: [[], [], [], [], [], [], []], holidays: [] }
  expect(clocksOf(new Map([['idle', idle]]), from, from + DAY)('idle').after(from, HOUR)).toBe(Number.POSITIVE_INFINITY)
})

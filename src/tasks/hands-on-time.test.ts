import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uiLog } from '../log/ui-notation.ts'
import { handsOnTime, interruptions } from './hands-on-time.ts'

const log = uiLog(`
ann | Chrome | click button A @0
ann | Chrome | click button B @10s
ann | Chrome | click button C @5m
---
ann | Chrome | click button D @6m
ann | Chrome | click button E @?
ann | Chrome | click button F @6m5s
== second
ann | Chrome | click button G @6m10s`)

test('gaps count up to the idle limit, cuts and missing times not at all', () => {
  expect(handsOnTime(log, [0, 1, 2])).toBe(10_000 + 60_000)
  expect(handsOnTime(log, [0, 1, 2], 120_000)).toBe(10_000 + 120_000)
  expect(handsOnTime(log, [2, 3])).toBe(0)
  expect(handsOnTime(log, [3, 4, 5])).toBe(0)
  expect(handsOnTime(log, [3, 5])).toBe(5000)
  expect(handsOnTime(log, [5, 6])).toBe(0)
  expect(handsOnTime(log, [])).toBe(0)
})

test('work is interrupted by cuts, by idle gaps and at the end of a recording', () => {
  expect([...interruptions(log)]).toEqual([2, 3, 6])
  expect([...interruptions(log, 600_000)]).toEqual([3, 6])
})

test('hands-on time grows with the idle limit and never exceeds the time that passed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 2, maxLength: 20 }), seconds => {
      const times = seconds.toSorted((a, b) => a - b)
      const made = uiLog(
        times.map(time => `ann | Chrome | click button A @${time === 0 ? '0' : `${time}s`}`).join('\n'),
      )
      const rows = times.map((_, row) => row)
      const passed = (times.at(-1)! - times[0]!) * 1000
      expect(handsOnTime(made, rows, 10_000)).toBeLessThanOrEqual(handsOnTime(made, rows, 60_000))
      expect(handsOnTime(made, rows, 60_000)).toBeLessThanOrEqual(passed)
      expect(handsOnTime(made, rows, 1e9)).toBe(passed)
    }),
  )
})

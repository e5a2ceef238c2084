import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeUiLogs } from './merge-ui-logs.ts'
import { plainUiLog, randomUiLog } from './random-ui-log.fixture.ts'
import { textAt, type UiLog } from './ui-log.ts'
import { UiLogBuilder } from './ui-log-builder.ts'

const built = (times: readonly (number | undefined)[], apps: readonly string[] = []) => {
  const builder = new UiLogBuilder()
  times.forEach((time, ordinal) => {
    builder.add({ time, ordinal, action: 'click', element: { application: apps[ordinal] ?? 'A' } })
  })
  return builder.finish({ name: 'built' })
}

test('an event without a time keeps its place behind the one before', () => {
  const log = built([5000, undefined, 1000, 9000], ['A', 'A', 'B', 'A'])
  expect([...log.ordinal]).toEqual([2, 0, 1, 3])
  expect(log.order).toEqual({ by: 'time', moved: 1, ties: 0, withoutTime: 1 })
})

test('times that run back far, or within one application again and again, are no order', () => {
  expect(built([500_000, 1000], ['A', 'B']).order.by).toBe('input')
  expect(built([3000, 4000, 1000, 2000, 3000, 1000]).order.by).toBe('input')
  expect(built([3000, 4000, 3500, 5000]).order.by).toBe('time')
})

test('times are rounded to 100 ms', () => {
  expect([...built([1049, 1051, 1150.5]).time]).toEqual([1000, 1100, 1200])
})

test('rows stand by recording, and a recording without events has none', () =>
  fc.assert(
    fc.property(randomUiLog, log => {
      let next = 0
      for (const [i, { first, last }] of log.recordings.entries()) {
        expect(first).toBe(next)
        for (let r = first; r <= last; r++) expect(log.recording[r]).toBe(i)
        next = last + 1
      }
      expect(next).toBe(log.eventCount)
      expect(new Set(log.recordings.map(({ id }) => id)).size).toBe(log.recordings.length)
      if (log.order.by === 'time') {
        const latest: number[] = []
        log.time.forEach((t, r) => {
          if (Number.isNaN(t)) return
          expect(t).toBeGreaterThanOrEqual(latest[log.recording[r]!] ?? t)
          latest[log.recording[r]!] = t
        })
      }
    }),
  ))

test('one log merged is that log, several have all rows of each', () =>
  fc.assert(
    fc.property(fc.array(randomUiLog, { minLength: 1, maxLength: 3 }), logs => {
      expect(plainUiLog(mergeUiLogs([logs[0]!], 'random'))).toEqual(plainUiLog(logs[0]))
      const merged = mergeUiLogs(logs, 'merged')
      const column = (of: (log: UiLog, r: number) => unknown) => (log: UiLog) =>
        Array.from({ length: log.eventCount }, (_, r) => of(log, r))
      for (const of of [
        column((log, r) => textAt(log.user, r)),
        column((log, r) => log.time[r]),
        column((log, r) => log.ordinal[r]),
        column((log, r) => log.action[r]),
      ])
        expect(of(merged)).toEqual(logs.flatMap(of))
      expect(merged.recordings.length).toBe(logs.reduce((sum, log) => sum + log.recordings.length, 0))
      expect(merged.demonstrations.length).toBe(logs.reduce((sum, log) => sum + log.demonstrations.length, 0))
      expect(merged.cuts.length).toBe(logs.reduce((sum, log) => sum + log.cuts.length, 0))
    }),
  ))

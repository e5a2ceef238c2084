import { expect, test } from 'vitest'
import { HOUR } from '../../../base/time.ts'
import { officeHours } from '../../../log/calendar.ts'
import type { CaseDetail } from '../../../log/engine.ts'
import { courseOf, weekends } from './course.ts'

const at = (text: string) => Date.parse(`${text}Z`)
/** Friday afternoon to Monday morning, then at once. */
const detail: CaseDetail = {
  id: '1',
  activity: ['a', 'b', 'c'],
  start: [at('2024-03-01T15:00'), at('2024-03-04T10:00'), at('2024-03-04T10:30')],
  complete: [at('2024-03-01T16:00'), at('2024-03-04T11:00'), null],
  eventAttributes: {},
  caseAttributes: {},
}

test('waits and service times are those of the clock, and an overlap is a negative wait', () => {
  const course = courseOf(detail, null)
  expect(course.steps.map(step => [step.took, step.gap, step.overlaps])).toEqual([
    [HOUR, null, false],
    [HOUR, 66 * HOUR, false],
    [null, -HOUR / 2, true],
  ])
  expect(course.throughput).toBe(68 * HOUR)
})
test('under a working calendar nights and weekends do not count, as nowhere else', () => {
  const course = courseOf(detail, officeHours('UTC'))
  expect(course.steps.map(step => [step.took, step.gap])).toEqual([
    [HOUR, null],
    [HOUR, 2 * HOUR],
    [null, -HOUR / 2],
  ])
  expect(course.throughput).toBe(4 * HOUR)
})
test('weekends are those of the time zone', () => {
  const [from, to] = [at('2024-03-01T00:00'), at('2024-03-11T00:00')]
  expect(weekends(from, to, 'UTC')).toEqual([
    [at('2024-03-02T00:00'), at('2024-03-04T00:00')],
    [at('2024-03-09T00:00'), to],
  ])
  expect(weekends(from, to, 'Asia/Tokyo')[0]).toEqual([at('2024-03-01T15:00'), at('2024-03-03T15:00')])
  expect(weekends(from, from + HOUR, 'UTC')).toEqual([])
})
test('a case without times has a course without durations', () => {
  const course = courseOf({ ...detail, start: [null, null, null], complete: [null, null, null] }, null)
  expect(course.steps.every(step => step.gap === null && step.took === null)).toBe(true)
  expect(course.throughput).toBe(0)
})

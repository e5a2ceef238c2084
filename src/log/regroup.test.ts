import { expect, test } from 'vitest'
import { RequestError } from '../base/errors.ts'
import { valueAt } from './column.ts'
import type { EventLog } from './event-log.ts'
import { ColumnBuilder, EventLogBuilder } from './event-log-builder.ts'
import { Problems } from './problems.ts'
import { FORMER_CASE, regroup } from './regroup.ts'

/** Orders with their customer; two orders of one customer overlap. */
function orders(sparse = false): EventLog {
  const builder = new EventLogBuilder()
  if (sparse) builder.caseColumns.set('size', new ColumnBuilder('size', { sparse: true }))
  const rows = [
    ['o1', 'create', 1, 'ann'],
    ['o1', 'pay', 5, 'ann'],
    ['o2', 'create', 2, 'bob'],
    ['o3', 'create', 3, 'ann'],
    ['o3', 'pay', 4, null],
  ] as const
  for (const [order, activity, at, customer] of rows) {
    const row = builder.nextEvent(builder.cases.addText(order))
    builder.activity.setText(row, activity)
    builder.setComplete(row, at)
    if (customer) builder.eventColumn('customer').setText(row, customer)
  }
  for (const [c, region, size] of [
    [0, 'North', 1],
    [1, 'South', 2],
    [2, 'North', 3],
  ] as const) {
    builder.caseColumn('region').setText(c, region)
    builder.caseColumn('size').setNumber(c, size, 'int')
  }
  return builder.finish(new Problems())
}

const printed = (log: EventLog) =>
  Array.from({ length: log.caseCount }, (_, c) => {
    const rows = Array.from(
      { length: log.caseOffsets[c + 1]! - log.caseOffsets[c]! },
      (_, i) => log.caseOffsets[c]! + i,
    )
    const events = rows.map(r =>
      [valueAt(log.activity, r), log.complete[r], valueAt(log.eventAttributes.get(FORMER_CASE)!, r)].join('@'),
    )
    return `${log.caseIds.text(c)}: ${events.join(' ')}`
  })

test.each([false, true])(
  'one case a value, its events by time, with the case that they had before (sparse: %s)',
  sparse => {
    const { log, problems } = regroup(orders(sparse), 'customer')
    expect(printed(log)).toEqual(['ann: create@1@o1 create@3@o3 pay@5@o1', 'bob: create@2@o2'])
    expect(problems).toMatchObject([{ kind: 'without-case', count: 1, severity: 'loss' }])
  },
)

test('what is no longer the same throughout a case becomes an attribute of its events', () => {
  const { log } = regroup(orders(), 'customer')
  expect([...log.caseAttributes.keys()]).toEqual(['region'])
  expect([0, 1].map(c => valueAt(log.caseAttributes.get('region')!, c))).toEqual(['North', 'South'])
  expect([0, 1, 2, 3].map(r => valueAt(log.eventAttributes.get('size')!, r))).toEqual([1, 3, 1, 2])
})

test('cases can be told apart by an attribute of cases', () => {
  const { log, problems } = regroup(orders(), 'region')
  expect(printed(log)).toEqual(['North: create@1@o1 create@3@o3 pay@4@o3 pay@5@o1', 'South: create@2@o2'])
  expect(problems).toEqual([])
})

test('an unknown attribute is refused by name', () => {
  expect(() => regroup(orders(), 'colour')).toThrow(RequestError)
  expect(() => regroup(orders(), 'colour')).toThrow('"colour"')
})

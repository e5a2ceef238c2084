import { expect, test } from 'vitest'
import { Bitset } from '../base/bitset.ts'
import { valueAt } from './column.ts'
import type { EventLog } from './event-log.ts'
import { ColumnBuilder, EventLogBuilder } from './event-log-builder.ts'
import { Problems } from './problems.ts'
import { subLog } from './sub-log.ts'

function example(sparse: boolean): EventLog {
  const builder = new EventLogBuilder()
  const add = (id: string, activity: string, at: number, cost?: number, note?: string) => {
    const row = builder.nextEvent(builder.cases.addText(id))
    builder.activity.setText(row, activity)
    if (!Number.isNaN(at)) builder.setComplete(row, at)
    if (cost !== undefined) builder.eventColumn('cost').setNumber(row, cost, 'float')
    if (note !== undefined) builder.eventColumn('note').setText(row, note)
    builder.eventColumn('ok').setBoolean(row, at > 1)
    return row
  }
  if (sparse)
    for (const key of ['cost', 'note']) builder.eventColumns.set(key, new ColumnBuilder(key, { sparse: true }))
  add('1', 'a', 2, 5, 'x')
  add('2', 'a', 1)
  add('1', 'b', 1, 7, 'y')
  add('2', 'c', 1, 9, 'z')
  const row = add('3', 'b', Number.NaN, 1, 'y')
  builder.nestEvent(row, { key: 'list', type: 'list', value: null, children: [] })
  for (const [c, region] of ['North', 'South', 'North'].entries()) builder.caseColumn('region').setText(c, region)
  return builder.finish(new Problems())
}

const setOf = (size: number, ...members: number[]) => {
  const set = new Bitset(size)
  for (const member of members) set.add(member)
  return set
}

/** Every row in print: case, activity, time, attributes. */
function printed(log: EventLog): string[] {
  const rows: string[] = []
  for (let c = 0; c < log.caseCount; c++)
    for (let r = log.caseOffsets[c]!; r < log.caseOffsets[c + 1]!; r++) {
      const attributes = [...log.eventAttributes].map(([key, column]) => `${key}=${valueAt(column, r)}`)
      const region = valueAt(log.caseAttributes.get('region')!, c)
      rows.push([log.caseIds.text(c), region, valueAt(log.activity, r), log.complete[r], ...attributes].join(' '))
    }
  return rows
}

test.each([false, true])(
  'keeps the chosen rows of the chosen cases with all that is theirs (sparse columns: %s)',
  sparse => {
    const log = example(sparse)
    const kept = subLog(log, setOf(3, 1, 2), setOf(5, 0, 3, 4))
    const all = printed(log)
    expect(printed(kept)).toEqual([all[3], all[4]])
    expect(kept.caseCount).toBe(2)
    expect([...kept.nestedOfEvents.rows]).toEqual([1])
    expect(kept.activity.dictionary.size).toBe(2)
    expect(kept.order).toEqual({ moved: 0, ties: 0, withoutTime: 1 })
  },
)

test('with everything kept is the same log', () => {
  const log = example(false)
  const all = subLog(log, setOf(3, 0, 1, 2), setOf(5, 0, 1, 2, 3, 4))
  expect(printed(all)).toEqual(printed(log))
  expect(all.order.ties).toBe(1)
})

test('with nothing kept is empty', () => {
  const none = subLog(example(true), setOf(3), setOf(5, 1))
  expect([none.caseCount, none.eventCount, none.caseIds.size]).toEqual([0, 0, 0])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { officeHours } from '../../log/calendar.ts'
import { type Clause, clauseKinds, type Filter } from '../../log/filter.ts'
import { readCalendar, readFilter, readView } from './read-filter.ts'

/** One of every kind, with every field that it can have. */
const every: readonly Clause[] = [
  { kind: 'activity', activities: ['a'], mode: 'keep', not: true, off: true, label: 'mine' },
  { kind: 'event-attribute', key: 'org:group', mode: 'mandatory', values: ['x', 1, true, null], missing: true },
  { kind: 'case-attribute', key: 'amount', from: 1, to: 2.5 },
  { kind: 'cases', ids: ['1', '2'] },
  { kind: 'time', mode: 'trim', from: 0, to: 10 },
  { kind: 'variant', ids: ['ab'] },
  { kind: 'variant-frequency', from: 2 },
  { kind: 'variant-coverage', share: 0.8 },
  { kind: 'performance', measure: 'throughput', to: 5 },
  { kind: 'endpoints', start: ['a'], end: ['b'], mode: 'longest' },
  { kind: 'follows', from: ['a'], to: ['b'], relation: 'directly', same: 'org:resource', minMs: 1, maxMs: 2 },
  { kind: 'rework', activity: 'a', of: 'loops', atLeast: 2 },
  { kind: 'crop', from: ['a'], to: ['b'], fromWhich: 'first', toWhich: 'last' },
  { kind: 'conflict', first: ['a'], second: ['b'], key: 'org:resource' },
]

test('a clause of every kind is read as it was written', () => {
  expect(every.map(clause => clause.kind)).toEqual([...clauseKinds])
  expect(readFilter(JSON.parse(JSON.stringify(every)))).toEqual({ filter: every, lost: 0 })
})
test('what is no clause is left out and counted, foreign fields are dropped', () => {
  const given = [
    { kind: 'activity', activities: ['a'], mode: 'sometimes' },
    null,
    7,
    { kind: 'nonsense' },
    { ...every[3], evil: 1 },
  ]
  expect(readFilter(given)).toEqual({ filter: [every[3]], lost: 4 })
  expect(readFilter('text')).toEqual({ filter: [], lost: 1 })
})
test('anything at all gives a filter of clauses', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const { filter }: { filter: Filter } = readFilter(value)
      for (const { kind } of filter) expect(clauseKinds).toContain(kind)
      readView(value)
    }),
  )
})
test('a calendar is read only whole', () => {
  const calendar = officeHours('Europe/Berlin', ['2024-12-25'])
  expect(readCalendar(JSON.parse(JSON.stringify(calendar)))).toEqual(calendar)
  expect(readCalendar({ ...calendar, timeZone: 'Mars/Base' })).toBeNull()
  expect(readCalendar({ ...calendar, week: calendar.week.slice(1) })).toBeNull()
  expect(readCalendar({ ...calendar, week: calendar.week.map(() => [[600, 500]]) })).toBeNull()
  expect(readCalendar({ ...calendar, holidays: ['tomorrow'] })).toBeNull()
})

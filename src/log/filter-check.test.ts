import { describe, expect, test } from 'vitest'
import { RequestError } from '../base/errors.ts'
import { officeHours } from './calendar.ts'
import { defaultView } from './engine.ts'
import { type Clause, clauseKinds } from './filter.ts'
import { parseAsk, parseFilter, parseView } from './filter-check.ts'

/** One valid clause of each kind. */
const clauses: { readonly [kind in Clause['kind']]: Clause } = {
  activity: { kind: 'activity', activities: ['a', 'b'], mode: 'mandatory', not: true },
  'event-attribute': { kind: 'event-attribute', key: 'org:resource', mode: 'keep', values: ['x', 1, true, null] },
  'case-attribute': { kind: 'case-attribute', key: 'amount', from: 1, to: 2.5, missing: true },
  cases: { kind: 'cases', ids: ['c1'] },
  time: { kind: 'time', mode: 'trim', from: 0, to: 10, off: true, label: 'first ten' },
  variant: { kind: 'variant', ids: ['cbf29ce484222325'] },
  'variant-frequency': { kind: 'variant-frequency', from: 10 },
  'variant-coverage': { kind: 'variant-coverage', share: 0.8 },
  performance: { kind: 'performance', measure: 'throughput', from: 86_400_000 },
  endpoints: { kind: 'endpoints', start: ['a'], mode: 'discard' },
  follows: {
    kind: 'follows',
    from: ['a'],
    to: ['b'],
    relation: 'eventually',
    same: 'org:resource',
    minMs: 1,
    maxMs: 2,
  },
  rework: { kind: 'rework', of: 'loops', atLeast: 2 },
  crop: { kind: 'crop', from: ['a'], to: ['b'], fromWhich: 'last' },
  conflict: { kind: 'conflict', first: ['a'], second: ['b'], key: 'org:resource' },
}

describe('parseFilter', () => {
  test('lets every kind of clause through unchanged, read from JSON', () => {
    const filter = clauseKinds.map(kind => clauses[kind])
    expect(parseFilter(JSON.parse(JSON.stringify(filter)))).toEqual(filter)
  })

  const refused: [title: string, json: unknown, message: string][] = [
    ['what is no list', { kind: 'cases' }, 'A filter must be a list of clauses, not {"kind":"cases"}.'],
    ['a clause that is no object', [clauses.cases, 'x'], 'Clause 2 must be an object with a "kind", not "x".'],
    ['an unknown kind', [{ kind: 'tiem' }], `Clause 1, "kind" must be one of ${clauseKinds.join(', ')}, not "tiem".`],
    ['a kind of the prototype', [{ kind: 'toString' }], 'not "toString"'],
    ['a missing field', [clauses.cases, { kind: 'cases' }], 'Clause 2 (cases) needs "ids".'],
    [
      'an unknown field',
      [{ kind: 'cases', ids: [], id: 'c' }],
      'Clause 1 (cases) has no field "id". Its fields are kind, not, off, label, ids.',
    ],
    [
      'a value that is not allowed',
      [{ kind: 'time', mode: 'during' }],
      'Clause 1 (time), "mode" must be one of contained, intersecting, started, completed, trim, not "during".',
    ],
    ['a wrong type in a list', [{ kind: 'cases', ids: ['a', 7] }], 'Clause 1 (cases), "ids"[2] must be a text, not 7.'],
    ['a share above 1', [{ kind: 'variant-coverage', share: 80 }], '"share" must be a number from 0 to 1, not 80.'],
    ['no repetition at all', [{ kind: 'rework', of: 'loops', atLeast: 0 }], 'a whole number of at least 1, not 0.'],
    ['a date where ms belong', [{ kind: 'time', mode: 'trim', from: '2024' }], '"from" must be a number, not "2024".'],
    ['a range upside down', [{ kind: 'time', mode: 'trim', from: 5, to: 1 }], '"from" (5) lies behind "to" (1).'],
  ]
  test.each(refused)('refuses %s', (_, json, message) => {
    expect(() => parseFilter(json)).toThrow(RequestError)
    expect(() => parseFilter(json)).toThrow(message)
  })
})

describe('parseView', () => {
  test('fills in what is absent', () => {
    expect(parseView(undefined)).toEqual(defaultView)
    expect(parseView({ level: 'instance' })).toEqual({ ...defaultView, level: 'instance' })
    const calendar = officeHours('Europe/Berlin', ['2026-12-25'])
    expect(parseView({ calendar })).toEqual({ ...defaultView, calendar })
    expect(parseView({ calendar: { timeZone: 'UTC', week: calendar.week } }).calendar?.holidays).toEqual([])
  })

  const week = [[], [], [], [], [], [], []]
  test.each([
    ['an empty classifier', { classifier: [] }, 'a list of at least one event attribute, not [].'],
    ['an unknown level', { level: 'case' }, 'The view, "level" must be one of event, instance, not "case".'],
    ['a zone that is none', { calendar: { timeZone: 'Mars/Olympus', week } }, 'such as "Europe/Berlin"'],
    ['a week of six days', { calendar: { timeZone: 'UTC', week: week.slice(1) } }, 'seven days, Monday first'],
    [
      'hours that overlap',
      {
        calendar: {
          timeZone: 'UTC',
          week: [
            [
              [0, 60],
              [30, 90],
            ],
            ...week.slice(1),
          ],
        },
      },
      '"week", Monday must be sorted, disjoint [from, to] in whole minutes from 0 to 1440, not [30,90].',
    ],
    ['a day that is none', { calendar: { timeZone: 'UTC', week, holidays: ['2026-02-30'] } }, 'not "2026-02-30".'],
  ])('refuses %s', (_, json, message) => {
    expect(() => parseView(json)).toThrow(RequestError)
    expect(() => parseView(json)).toThrow(message)
  })
})

describe('parseAsk', () => {
  test('needs only the log', () => {
    expect(parseAsk({ log: 'l' })).toEqual({ log: 'l', view: defaultView, filter: [] })
    expect(() => parseAsk({})).toThrow('A question, "log" must be a text, not nothing.')
  })
})

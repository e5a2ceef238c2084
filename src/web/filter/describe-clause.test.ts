import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../base/time.ts'
import type { Clause } from '../../log/filter.ts'
import { describeClause } from './describe-clause.ts'

const said = (clause: Clause) => describeClause(clause).replaceAll('\u202f', ' ')
const day = (text: string) => Date.parse(text)

test.each<[Clause, string]>([
  [{ kind: 'activity', activities: ['Pay'], mode: 'mandatory' }, 'Cases with “Pay”'],
  [{ kind: 'activity', activities: ['Pay'], mode: 'mandatory', not: true }, 'Cases without “Pay”'],
  [{ kind: 'activity', activities: ['Pay'], mode: 'forbidden', not: true }, 'Cases with “Pay”'],
  [{ kind: 'activity', activities: ['a', 'b', 'c', 'd', 'e'], mode: 'mandatory' }, 'Cases with “a”, “b” or 3 others'],
  [{ kind: 'activity', activities: ['a', 'b', 'c'], mode: 'keep' }, 'Only the events “a”, “b” and “c”'],
  [
    { kind: 'event-attribute', key: 'team', mode: 'forbidden', values: ['x'] },
    'Cases without any event where team is “x”',
  ],
  [{ kind: 'case-attribute', key: 'amount', from: 10, to: 2000 }, 'Cases where amount is from 10 to under 2 000'],
  [
    { kind: 'case-attribute', key: 'amount', missing: true, not: true },
    'Cases where it is not so that amount is missing',
  ],
  [{ kind: 'cases', ids: ['7'] }, 'Only case 7'],
  [
    { kind: 'time', mode: 'contained', from: day('2024-01-01'), to: day('2024-04-01') },
    'Cases that lie within 2024-01-01 to 2024-03-31',
  ],
  [
    { kind: 'time', mode: 'trim', to: day('2024-01-01T12:00Z') },
    'Only the events in the time before 2024-01-01 12:00 (UTC)',
  ],
  [{ kind: 'variant', ids: ['a', 'b'] }, 'Cases of 2 chosen variants'],
  [{ kind: 'variant-frequency', from: 2 }, 'Cases whose variant is followed by at least 2 cases'],
  [{ kind: 'variant-coverage', share: 0.8 }, 'The most common variants that cover 80 % of cases'],
  [{ kind: 'performance', measure: 'throughput', from: 5 * DAY }, 'Cases with a throughput time of at least 5 d'],
  [{ kind: 'performance', measure: 'events', to: 3, not: true }, 'Cases without a number of events of less than 3'],
  [{ kind: 'endpoints', start: ['a'], end: ['b'], mode: 'discard' }, 'Cases that start with “a” and end with “b”'],
  [{ kind: 'endpoints', end: ['b'], mode: 'first' }, 'Only the stretch from the start to the first “b”'],
  [
    { kind: 'follows', from: ['a'], to: ['b'], relation: 'eventually', same: 'user', minMs: HOUR, not: true },
    'Cases where “a” is never eventually followed by “b” with the same user after 1 h or more',
  ],
  [{ kind: 'rework', of: 'self-loops', atLeast: 1 }, 'Cases where any activity directly repeats at least once'],
  [{ kind: 'crop', from: ['a'], to: ['b'], toWhich: 'last' }, 'Only the stretch from the first “a” to the last “b”'],
  [{ kind: 'conflict', first: ['a'], second: ['b'], key: 'user' }, 'Cases where one user did both “a” and “b”'],
])('%j is said in words', (clause, sentence) => {
  expect(said(clause)).toBe(sentence)
})

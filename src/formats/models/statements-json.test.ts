import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError } from '../../base/errors.ts'
import { logFootprints, logSkeleton, temporalProfile } from '../../discovery/index.ts'
import { variantLogOf } from '../../log/variant-log.ts'
import { holdsStatements, readStatements, type Statements, writeStatements } from './statements-json.ts'

const traces = fc.array(fc.array(fc.constantFrom('a', 'b', 'c d', 'é'), { maxLength: 5 }), {
  minLength: 1,
  maxLength: 6,
})

test('what was written is read again, whatever the log', () =>
  fc.assert(
    fc.property(traces, fc.double({ min: 0, max: 0.4, noNaN: true }), (list, noise) => {
      const log = variantLogOf(list.map(activities => ({ activities, cases: 1 })))
      const symbols = Array.from(log.symbols)
      const complete = symbols.map((symbol, i) => i * 1000 + symbol)
      const timed = { ...log, offsets: Array.from(log.offsets), symbols, start: symbols.map(() => null), complete }
      const all: Statements[] = [
        { kind: 'log-skeleton', skeleton: logSkeleton(log, noise) },
        { kind: 'temporal-profile', profile: temporalProfile([timed]) },
        { kind: 'footprints', footprints: logFootprints(log) },
      ]
      for (const one of all) {
        const text = writeStatements(one)
        expect(holdsStatements(text)).toBe(true)
        expect(readStatements(text)).toEqual(one)
      }
    }),
  ))

test('what is wrong is named', () => {
  const head = { format: 'parfocal-statements', version: 1, kind: 'log-skeleton' }
  const relation = { from: 'a', to: 'b', pairs: 2, mean: -1, standardDeviation: null }
  const prints = { ...head, kind: 'footprints', activities: ['a'], starts: ['a'], ends: ['a'], minTraceLength: 1 }
  const wrong: [object, string][] = [
    [{ ...head, version: 2 }, 'version 1'],
    [{ ...head, kind: 'tree' }, 'known are log-skeleton, temporal-profile and footprints'],
    [head, 'frequencies is not a list'],
    [{ ...head, frequencies: [], alwaysAfter: [['a', 'b']] }, 'alwaysAfter[0] is not an activity'],
    [{ ...head, kind: 'temporal-profile', relations: [relation] }, 'relations[0].mean is not a number of at least 0'],
    [{ ...prints, follows: [['a', 'b']] }, 'follows[0] is not an activity that "activities" names: "b"'],
    [{ ...prints, follows: [['a']] }, 'follows[0] is not a pair'],
  ]
  for (const [value, message] of wrong) {
    expect(() => readStatements(JSON.stringify(value))).toThrow(FormatError)
    expect(() => readStatements(JSON.stringify(value))).toThrow(message)
  }
  expect(() => readStatements('{"parfocal-statements')).toThrow('no JSON')
})

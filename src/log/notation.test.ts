import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError } from '../base/errors.ts'
import { HOUR, MINUTE } from '../base/time.ts'
import { valueAt } from './column.ts'
import { type EventLog, eventColumn } from './event-log.ts'
import { eventLog, NOTATION_EPOCH, printLog } from './notation.ts'

const column = (log: EventLog, key: string) =>
  Array.from({ length: log.eventCount }, (_, row) => valueAt(eventColumn(log, key)!, row))
const hours = (times: Iterable<number>) => Array.from(times, time => (time - NOTATION_EPOCH) / HOUR)

describe('the one-line notation of an event log', () => {
  test('names cases, activities, times, starts, lifecycles, instances, resources and attributes', () => {
    const log = eventLog('c1[vip=true]: a@1h..2h/anna b+start#7@3h{n=5 when=@30m} ?@4h | c2: "x: y" | c3:')
    expect(Array.from({ length: 3 }, (_, c) => log.caseIds.text(c))).toEqual(['c1', 'c2', 'c3'])
    expect([...log.caseOffsets]).toEqual([0, 3, 4, 4])
    expect(column(log, 'concept:name')).toEqual(['a', 'b', null, 'x: y'])
    expect(hours(log.complete)).toEqual([2, 3, 4, Number.NaN])
    expect(hours(log.start!)).toEqual([1, Number.NaN, Number.NaN, Number.NaN])
    expect(column(log, 'org:resource')).toEqual(['anna', null, null, null])
    expect(column(log, 'lifecycle:transition')).toEqual([null, 'start', null, null])
    expect(column(log, 'concept:instance')).toEqual([null, '7', null, null])
    expect(column(log, 'n')).toEqual([null, 5, null, null])
    expect(column(log, 'when')).toEqual([null, NOTATION_EPOCH + 30 * MINUTE, null, null])
    expect(valueAt(log.caseAttributes.get('vip')!, 0)).toBe(true)
  })

  test('sorts by time, ties by input order, and reports it, as every reader does', () => {
    const log = eventLog('c1: b@2h a@1h c@2h')
    expect(column(log, 'concept:name')).toEqual(['a', 'b', 'c'])
    expect(log.order).toEqual({ moved: 1, ties: 1, withoutTime: 0 })
  })

  test('lets cases interleave', () => {
    const log = eventLog('c1: a@1h | c2: b@1h | c1: c@2h')
    expect(printLog(log)).toBe('c1: a@1h c@2h | c2: b@1h')
  })

  test.each([
    '',
    'c1:',
    'c1: a b c | c2: a',
    'c1: a@0 b@10m | c2: a@1d2h3m4s5ms',
    'c1: a@-5m b@1h..2h c@1h..',
    'c1[n=5 x=5.0 t=true d=@0 s="5"]: a+start#7@0/anna{k=v}',
    'c1: ?@0 "a | b"@1m "="/"Ann B"',
  ])('%s is printed as it was read', text => {
    expect(printLog(eventLog(text))).toBe(text)
  })

  test('long logs keep every value', () => {
    const rows = Array.from({ length: 500 }, (_, i) => i)
    const log = eventLog(`c1: ${rows.map(i => `a${i}@${i}m/r${i % 97}{n=${i} t=${i % 3 === 0}}`).join(' ')}`)
    expect(column(log, 'concept:name')).toEqual(rows.map(i => `a${i}`))
    expect(column(log, 'org:resource')).toEqual(rows.map(i => `r${i % 97}`))
    expect(column(log, 'n')).toEqual(rows)
    expect(column(log, 't')).toEqual(rows.map(i => i % 3 === 0))
  })

  test('odd texts survive', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), texts => {
        const source = texts.map(text => `${JSON.stringify(text)}@0`).join(' ')
        const log = eventLog(`${JSON.stringify(texts[0])}: ${source}`)
        expect(column(log, 'concept:name')).toEqual(texts)
        expect(printLog(eventLog(printLog(log)))).toBe(printLog(log))
      }),
    ))

  test.each(['c1', 'c1 a', 'c1: a@', 'c1: a@10x', 'c1: a{n}', 'c1: a{n=', ': a', 'c1: a@1h..2h..3h'])(
    '%s is refused with the place',
    text => {
      expect(() => eventLog(text)).toThrow(FormatError)
    },
  )
})

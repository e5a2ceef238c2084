import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskedAt } from './masked.ts'
import { NOTATION_EPOCH } from './notation.ts'
import { actionAt, elementAt, textAt, type UiLog } from './ui-log.ts'
import { printUiLog, uiLog } from './ui-notation.ts'

const PICTURE = `
ann | Excel | read cell B2 in Orders of book.xlsx = 4711
- | - | copy = 4711
ann | Chrome | enter:editField textbox "Order no." #q3_order on "https://shop.test/new" = 4711 shows 47 @1m
---
ann | Chrome | click button Submit @?
`.trim()

test('a picture is a log, line by line', () => {
  const log = uiLog(PICTURE)
  expect(log.eventCount).toBe(4)
  expect([0, 1, 2, 3].map(row => actionAt(log, row))).toEqual(['read', 'copy', 'enter', 'click'])
  expect([...log.element]).toEqual([0, -1, 1, 2])
  expect(elementAt(log.elements, 1)).toMatchObject({
    application: 'Chrome',
    role: 'textbox',
    name: 'Order no.',
    identifier: 'q3_order',
    page: 'https://shop.test/new',
  })
  expect([log.position.row[0], log.position.column[0]]).toEqual([2, 2])
  expect([...log.time].map(time => time - NOTATION_EPOCH)).toEqual([0, 1000, 60_000, Number.NaN])
  expect([...log.cuts]).toEqual([3])
  expect(log.value[0]).toBe(log.value[2])
  expect(maskedAt(log.values, log.value[0]!)).toMatchObject({ shape: '9999', clear: null })
})

test('ranges, names without a role, recordings and demonstrations', () => {
  const picture = `== monday
ann | Excel | copy cell C2:F3 in Sheet1
ann | Chrome | click ? B2
# "Enter invoice"
bob | Chrome | click ? "B2"
#`
  const log = uiLog(picture)
  expect([log.position.rows[0], log.position.columns[0]]).toEqual([2, 4])
  expect(elementAt(log.elements, log.element[2]!)).toMatchObject({ role: null, name: 'B2' })
  expect(log.demonstrations).toEqual([{ task: 'Enter invoice', first: 2, last: 2 }])
  expect(printUiLog(log)).toBe(picture)
})

const plain = (log: UiLog) => ({
  rows: Array.from({ length: log.eventCount }, (_, row) => ({
    user: textAt(log.user, row),
    action: actionAt(log, row),
    element: elementAt(log.elements, log.element[row]!),
    value: maskedAt(log.values, log.value[row]!),
    time: log.time[row],
    at: [log.position.row[row], log.position.column[row], log.position.rows[row], log.position.columns[row]],
  })),
  cuts: [...log.cuts],
})

test('what it prints is what it reads', () => {
  const text = fc
    .string({ unit: fc.constantFrom(...'aB2 "|#@=-:[in') })
    .map(made => made.trim())
    .filter(made => made !== '')
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
  const quote = (word: string | null, before = '') => (word === null ? '' : ` ${before}${JSON.stringify(word)}`)
  const line = fc
    .record({
      user: maybe(text),
      application: maybe(text),
      name: maybe(text),
      identifier: maybe(text),
      group: maybe(text),
      value: maybe(text),
    })
    .map(
      ({ user, application, name, identifier, group, value }) =>
        `${user === null ? '-' : quote(user)} | ${application === null ? '-' : quote(application)} | enter cell B2${quote(name)}${quote(identifier, '#')}${quote(group, 'in ')}${quote(value, '= ')}`,
    )
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), lines => {
      const log = uiLog(lines.join('\n---\n'))
      expect(plain(uiLog(printUiLog(log)))).toEqual(plain(log))
    }),
  )
})

test('a line that cannot be read says which and what was expected', () => {
  expect(() => uiLog('ann | Chrome | click button\nann | Chrome | clack')).toThrow(
    'line 2: Expected an action, not "clack"',
  )
  expect(() => uiLog('ann Chrome')).toThrow('line 1: Expected "|"')
})

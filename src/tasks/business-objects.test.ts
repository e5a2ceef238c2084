import { expect, test } from 'vitest'
import { Names } from '../log/naming.ts'
import { UiLogBuilder } from '../log/ui-log-builder.ts'
import { uiLog } from '../log/ui-notation.ts'
import { businessObjects, objectsOf } from './business-objects.ts'

test('an event that carries a value has the business object that its element is called by', () => {
  const log = uiLog(`ann | Chrome | click button Submit
ann | Chrome | enter textbox "Order no." = 4711
ann | Chrome | enter textbox ? #delivery_date = 2024-05-01
ann | Excel | copy cell B2 = 4711
ann | Chrome | enter textbox "Order no." = ""
`)
  expect(businessObjects(log)).toEqual([null, 'Order no.', 'Delivery date', null, null])
})

test('words of user interfaces and of signing in name none, unless others stand beside them', () => {
  const names = [
    'User name',
    'Password',
    'SingleLine2',
    'Text field',
    'ID',
    'Untitled question',
    'Student ID',
    'Name',
    'Order form',
    'Phone number',
  ]
  const log = uiLog(names.map(name => `- | Chrome | enter textbox "${name}" = x`).join('\n'))
  expect(businessObjects(log)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    'Student ID',
    'Name',
    'Order form',
    'Phone number',
  ])
})

/** Fields by identifier and name attribute, of one page. */
function fields(all: readonly (readonly [identifier: string, name: string, role?: string])[]) {
  const builder = new UiLogBuilder()
  builder.beginRecording('r', 'test')
  const value = { shape: '9', class: 'number', length: 0, hash: null, keys: [], clear: null } as const
  all.forEach(([identifier, name, role], ordinal) => {
    const element = {
      page: 'https://shop.test',
      role: role ?? 'textbox',
      identifier,
      selectors: [{ kind: 'name', text: name }] as const,
    }
    builder.add({ ordinal, action: 'enter', element, value })
  })
  return builder.finish({ name: 'fields', order: 'input' })
}

test('cells that only numbers tell apart have the name of their table, which is no object; alternatives of one field are one', () => {
  expect(
    businessObjects(
      fields([
        ['input_12_0_1', 'q12_expenses[0][]'],
        ['input_12_0_2', 'q12_expenses[0][]'],
        ['input_9', 'q9_accountHolder'],
        ['input_3_1', 'q3_delivery', 'radio'],
        ['input_3_2', 'q3_delivery', 'radio'],
      ]),
    ),
  ).toEqual([null, null, 'Account holder', 'Delivery', 'Delivery'])
})

test('one field with a number in its identifier keeps its name', () => {
  expect(businessObjects(fields([['field_1234', 'email']]))).toEqual(['Email'])
})

test('what masking left of a name is none, and a word beside it is one', () => {
  const names = ['{text}', '{identifier}', '{Aaa} {9999}', 'Customer {9999}']
  const log = uiLog(names.map(name => `- | Chrome | enter textbox "${name}" = x`).join('\n'))
  expect(businessObjects(log)).toEqual([null, null, null, 'Customer {9999}'])
})

test('a name that a person gave stands before all', () => {
  const log = uiLog('- | Chrome | enter textbox ? #single_line = x')
  expect(businessObjects(log, new Names(new Map([['single_line', 'Invoice no.']])))).toEqual(['Invoice no.'])
})

test('the objects of rows: most rows first, then the first seen', () => {
  expect(objectsOf(['A', 'B', null, 'B', 'C'], [4, 0, 1, 2, 3])).toEqual(['B', 'C', 'A'])
  expect(objectsOf([null], [0, 7])).toEqual([])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnLetters, Names } from './naming.ts'
import { UiLogBuilder } from './ui-log-builder.ts'

const names = new Names()

test('identifiers of forms become what a person would call the field', () => {
  const read = [
    'q3_name[first]',
    'q6_studentId',
    'q7_phoneNumber[area]',
    'q12_reimbursementDetails[0][]',
    'Address_ZipCode',
    'txtOrderNo',
    'SingleLine1',
    'customerIBAN',
    'countrycode',
    'btn_save',
    'ORDER_CREATED',
  ].map(text => names.readable(text))
  expect(read).toEqual([
    'Name first',
    'Student id',
    'Phone number area',
    'Reimbursement details',
    'Address zip code',
    'Order no',
    'Single line1',
    'Customer IBAN',
    'Countrycode',
    'Save',
    'Order created',
  ])
})

test('an identifier that a program counted out has no name', () => {
  const generated = ['ember123', ':r1f:', 'ext-gen1042', '550e8400-e29b-41d4-a716-446655440000', '12345', '', '[]']
  expect(generated.map(text => names.readable(text))).toEqual(generated.map(() => null))
})

test('of identifier and name attribute the one that says more is the name; numbers tell equal names apart', () => {
  const builder = new UiLogBuilder()
  const fields = [
    ['first_3', 'q3_name[first]'],
    ['input_5_addr_line1', 'q5_address[addr_line1]'],
    ['input_12_0_1', 'q12_reimbursementDetails[0][]'],
    ['PhoneNumber', 'countrycode'],
    ['input_4', 'q4_email'],
    ["/*[name()='HTML']", '&nbsp;'],
  ] as const
  fields.forEach(([identifier, text], ordinal) => {
    builder.add({ action: 'click', ordinal, element: { identifier, selectors: [{ kind: 'name', text }] } })
  })
  const { elements } = builder.finish({ name: 'fields' })
  expect(fields.map((_, at) => names.element(elements, at))).toEqual([
    'Name first',
    'Address addr line1',
    'Reimbursement details 1',
    'Phone number',
    'Email',
    null,
  ])
})

test('a label loses its blanks and closing marks, and is cut at a word', () => {
  expect(names.label('\\n          Next\\n        ')).toBe('Next')
  expect(names.label(' Invoice no.: *')).toBe('Invoice no.')
  expect(names.label('&nbsp;')).toBe(null)
  expect(names.label('I have read the terms and conditions of this shop and accept them')).toBe(
    'I have read the terms and conditions of this…',
  )
})

test('pages are called by the last readable part of their path, else by their host', () => {
  expect(names.page('https://forms.zoho.com/universityofmelbourne/form/NewRecord')).toBe('New record')
  expect(names.page('https://form.jotform.com/200477494954062')).toBe('form.jotform.com')
  expect(names.page('https://shop.test/orders/{999}/edit.html')).toBe('Edit')
})

test('a name that a person gave stands before every rule', () => {
  const given = new Names(new Map([['q6_studentId', 'Matriculation number']]))
  expect([given.readable('q6_studentId'), given.activity('q6_studentId')]).toEqual([
    'Matriculation number',
    'Matriculation number',
  ])
})

test('columns of a sheet count in letters', () => {
  expect([1, 26, 27, 52, 703].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'AAA'])
})

test('a name made readable has no other words when it is read again', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), text => {
      const once = names.readable(text)
      if (once !== null) expect(names.readable(once)?.toLowerCase()).toBe(once.toLowerCase())
    }),
  )
})

import { describe, expect, test } from 'vitest'
import { type MaskerOptions, ValueMasker, type ValuePlace } from './value-masker.ts'

const key = Uint8Array.from({ length: 32 }, (_, i) => i)
const masker = (options: Partial<MaskerOptions> = {}) => new ValueMasker({ key, ...options })
const DAY = 86_400_000
const at = (place: Partial<ValuePlace> = {}): ValuePlace => ({ user: 'ann', time: 5 * DAY, ...place })

describe('values', () => {
  test('what is kept of a value is its shape, class, length band and a hash', async () => {
    expect(await masker().value('INV-00123', at())).toEqual({
      shape: 'AAA-9999',
      class: 'identifier',
      length: 4,
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      keys: [],
      clear: null,
    })
  })

  test('equal values of one person and day match; another person, another day or another import do not', async () => {
    const mask = masker()
    const hash = async (place: ValuePlace, m = mask) => (await m.value('Order 4711', place)).hash
    const first = await hash(at())
    expect(await hash(at({ time: 5 * DAY + 1000, application: 'Excel', field: 'B7' }))).toBe(first)
    expect(await hash(at(), masker())).toBe(first)
    expect(await hash(at({ time: 6 * DAY }))).not.toBe(first)
    expect(await hash(at({ user: 'bob' }))).not.toBe(first)
    expect(await hash(at({ user: null }))).not.toBe(first)
    expect(await hash(at(), masker({ key: Uint8Array.of(1) }))).not.toBe(first)
  })

  test.each([
    ['a field that hides its text', { isPassword: true }],
    ['role password', { role: 'password' }],
    ['its label', { field: 'Neues Passwort' }],
    ['its identifier', { field: 'cardCvc' }],
    ['a PIN', { field: 'PIN' }],
  ])('nothing is kept of a password, known by %s, even where everything is kept', async (_, place) => {
    expect(await masker({ keeps: () => true }).value('hunter2', at(place))).toEqual({
      shape: '*',
      class: 'secret',
      length: 0,
      hash: null,
      keys: [],
      clear: null,
    })
  })

  test.each(['******', '••••', '●●', ' *** ', 'BLOCKLISTED'])(
    'what a recorder hid behind %s has no hash: equal signs are no equal values',
    text => {
      for (const mask of [masker(), masker({ keeps: () => true })])
        expect(mask.value(text, at())).toEqual({
          shape: '*',
          class: 'text',
          length: 0,
          hash: null,
          keys: [],
          clear: null,
        })
      expect(masker().value(`${text}x`, at()).hash).not.toBeNull()
    },
  )
})

describe('labels, titles, addresses', () => {
  test('the label of a button stays, a cell is what it is', () => {
    const mask = masker()
    expect(mask.label('Create invoice', 'button')).toBe('Create invoice')
    expect(mask.label('Delete 12 items', 'button')).toBe('Delete {99} items')
    expect(mask.label('Ann Miller', 'cell')).toBe('{text}')
    expect(mask.label('Sofa, blue', 'option')).toBe('{text}')
    expect(mask.label('1.200,00 €', 'gridcell')).toBe('{amount}')
    expect(mask.label('Whatever', 'something')).toBe('{text}')
    expect(mask.label('Order of Zoltan Quux', 'link')).toBe('Order of {Aaa}')
    expect(mask.label(' ', 'button')).toBe(null)
  })

  test('titles keep static words', () => {
    const mask = masker({ staticPhrases: ['Reimbursement Portal'] })
    expect(mask.title('Invoice 4711 - SAP Fiori - Google Chrome')).toBe('Invoice {9999} - SAP Fiori - Google Chrome')
    expect(mask.title('Quux Zoltan – Reimbursement Portal')).toBe('{Aaa} – Reimbursement Portal')
    expect(mask.title('RE: Salary of Quux - Outlook')).toBe('{text} - Outlook')
    expect(mask.title('budget_2024_final.xlsx - Excel')).toBe('{aaaa_9999_aaaa}.xlsx - Excel')
  })

  test('addresses keep their route and drop what was asked for', () => {
    const mask = masker()
    expect(mask.url('https://shop.test/orders/4711/items?q=Zoltan&tab=2#x')).toBe(
      'https://shop.test/orders/{9999}/items?q=&tab=',
    )
    expect(mask.url('https://ann:pw@shop.test:8443/customers/quux')).toBe('https://shop.test:8443/customers/{aaa}')
    expect(mask.url('file:///C:/Users/ann/x.xlsx')).toBe('file:{url}')
    expect(mask.url('chrome://newtab/')).toBe('chrome://{aaa}')
  })
})

test('people get pseudonyms under a key of their own', async () => {
  const mask = masker()
  expect(await mask.user('ann')).toMatch(/^P-[a-z2-7]{10}$/)
  expect(await mask.user(' ann ')).toBe(await masker().user('ann'))
  expect(await mask.user('ann')).not.toBe(await masker({ userKey: key }).user('ann'))
  expect(await mask.user(null)).toBe(null)
})

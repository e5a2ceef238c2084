import { describe, expect, test } from 'vitest'
import { type MaskingRule, wildcard } from './masking-rules.ts'
import { type MaskerOptions, ValueMasker, type ValuePlace } from './value-masker.ts'

const key = new Uint8Array(32)
const place: ValuePlace = { user: 'ann', time: 0, application: 'SAP', page: null, role: 'textbox', field: 'Note' }
const mask = (rules: MaskingRule[], more: Partial<MaskerOptions> = {}) => new ValueMasker({ key, rules, ...more })

describe('rules on values', () => {
  test('blocklisted: nothing is kept, also of labels, titles and addresses, and it wins', async () => {
    const masker = mask([
      { id: 'keep', action: 'keep' },
      { id: 'hr', action: 'blocklist', target: { application: 'workday*' } },
    ])
    const there = { ...place, application: 'Workday HCM' }
    expect(await masker.value('4711', there)).toEqual({
      shape: 'BLOCKLISTED',
      class: 'text',
      length: 0,
      hash: null,
      keys: [],
      clear: null,
    })
    expect([
      masker.label('Save', 'button', there),
      masker.title('Home', there),
      masker.url('https://x.test', there),
    ]).toEqual(Array(3).fill('BLOCKLISTED'))
    expect((await masker.value('4711', place)).clear).toBe('4711')
  })

  test('replace: a part gives way before shape and hash are made', async () => {
    const masker = mask([{ id: 'r', action: 'replace', find: 'INV-\\d+', with: 'N' }])
    const [a, b] = [await masker.value('see INV-1', place), await masker.value('see INV-29999', place)]
    expect(a).toEqual(b)
    expect(a.shape).toBe('aaa A')
  })

  test('keep only match: the rest is as if it had never been there', async () => {
    const masker = mask([{ id: 'r', action: 'keep-only-match', find: '45\\d{8}' }], {
      projectKey: key,
      identifiers: [{ name: 'order', pattern: '45\\d{8}' }],
    })
    const noted = await masker.value('Ann called about 4500012345 again', place)
    expect(noted).toEqual(await masker.value('4500012345', place))
    expect(noted.keys.length).toBe(1)
    expect(await masker.value('Ann called', place)).toMatchObject({ class: 'empty', hash: null })
  })

  test('rules aim at application, page, role and field', async () => {
    const masker = mask([
      { id: 'amount', action: 'keep', target: { application: 'sap*', role: 'textbox', field: 'amount*' } },
    ])
    const clear = async (more: Partial<ValuePlace>) =>
      (await masker.value('12.50', { ...place, field: 'Amount', ...more })).clear
    expect(await clear({})).toBe('12.50')
    expect(await clear({ field: 'Amount in EUR' })).toBe('12.50')
    expect([
      await clear({ field: 'Note' }),
      await clear({ role: 'cell' }),
      await clear({ application: 'Excel' }),
    ]).toEqual([null, null, null])
  })

  test('what a rule keeps in clear is without its personal parts; special categories and secrets are never kept', async () => {
    const masker = mask([{ id: 'all', action: 'keep' }])
    const clear = async (text: string, field = 'Note') => (await masker.value(text, { ...place, field })).clear
    expect(await clear('Refund 12.50 to DE89370400440532013000, ann@example.org')).toBe(
      'Refund 12.50 to {iban}, {email}',
    )
    expect(await clear('Anna Weber')).toBe('{person-name}')
    expect(await clear('flu', 'Diagnosis')).toBe(null)
    expect(await clear('ghp_abcdefghijklmnopqrstuvwxyz0123456789')).toBe(null)
    expect(await clear('x'.repeat(40_000))).toBe(null)
  })

  test('a value too long for patterns of users is blocklisted where one applies', async () => {
    const masker = mask([{ id: 'r', action: 'replace', find: 'x' }])
    expect((await masker.value('y'.repeat(5000), place)).shape).toBe('BLOCKLISTED')
  })

  test('an unsafe pattern, or one that matches nothing at all, is refused by its rule', () => {
    expect(() => mask([{ id: 'bad', action: 'replace', find: '(a+)+' }])).toThrow('rule "bad"')
    expect(() => mask([{ id: 'empty', action: 'keep-only-match', find: 'a*' }])).toThrow('matches the empty text')
    expect(() => mask([], { identifiers: [{ name: 'o', pattern: '(a|a)*' }] })).toThrow('identifier form "o"')
  })
})

test('a star stands for any run of characters', () => {
  expect(wildcard('*sap*gui')('My SAP Logon GUI')).toBe(true)
  expect(wildcard('sap')('SAP')).toBe(true)
  expect(wildcard('a*a')('a')).toBe(false)
  expect(wildcard('a*b*c')('a-c-b')).toBe(false)
  expect(wildcard('*')('')).toBe(true)
  expect(wildcard('*b')('a'.repeat(100_000))).toBe(false)
})

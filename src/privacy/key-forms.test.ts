import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodePlatform } from '../base/platform.node.ts'
import { compileForms, declaredTokens, identifierTokens, KeyHasher, keyForms, keyFormsVersion } from './key-forms.ts'

test('a token has at most four forms: as it is, compact, without leading zeros, digits alone', () => {
  expect(keyForms('po-00123456')).toEqual(['po-00123456', 'PO00123456', '00123456'])
  expect(keyForms('0045-0001.23')).toEqual(['0045-0001.23', '0045000123', '45000123'])
  expect(keyForms('4711')).toEqual(['4711'])
  expect(keyForms('A-17')).toEqual(['A-17', 'A17'])
  expect(keyForms('000')).toEqual(['000', '0'])
})

test.each([
  ['PO-00123456', 'po 00123456'],
  ['PO-00123456', '00123456'],
  ['0000123456', '123456'],
  ['RE/2024/00017', 're-2024-00017'],
])('%s and %s, written by two systems, share a hash', (a, b) => {
  const hasher = new KeyHasher(new Uint8Array(32))
  const [first, second] = [a, b].map(text => hasher.tokens(identifierTokens(text)))
  expect(first!.filter(hash => second!.includes(hash)).length).toBeGreaterThan(0)
})

test('a hash is HMAC-SHA-256 of version and form, 64 bits', async () => {
  const key = Uint8Array.of(7)
  const hasher = new KeyHasher(key)
  const hashes = hasher.token('PO-4711')
  expect(hashes[0]).toBe((await nodePlatform.hmac(key, `key-form/${keyFormsVersion}\nPO-4711`)).slice(0, 16))
  expect(hasher.token('PO-4711')).toEqual(hashes)
})

test('tokens are what may be an identifier, and the parts of one', () => {
  expect(identifierTokens('Order PO-4711 of 12.03.2024, see https://x.test/orders/4500012345?x')).toEqual([
    'PO-4711',
    '4711',
    '12.03.2024',
    '2024',
    'https://x.test/orders/4500012345',
    '4500012345',
  ])
  expect(identifierTokens('no digits at all')).toEqual([])
})

test('only what is declared is an identifier, and nothing that is surely personal', () => {
  const forms = compileForms([{ name: 'order', pattern: '45\\d{8}' }])
  const iban = { from: 0, to: 22, class: 'iban', confidence: 0.99, kind: 'DE' } as const
  const guess = { from: 0, to: 10, class: 'phone', confidence: 0.6, kind: 'trunk' } as const
  expect(declaredTokens('4500012345 and 4600012345', forms)).toEqual(['4500012345'])
  expect(
    declaredTokens('DE45000123454500012345 4500099999', compileForms([{ name: 'any', pattern: null }]), [iban]),
  ).toEqual(['4500099999'])
  expect(declaredTokens('4500012345', forms, [guess])).toEqual(['4500012345'])
})

test('forms of a form add nothing but what is bare already', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9./_:-]{1,40}$/), token => {
      const forms = keyForms(token)
      expect(forms.length).toBeLessThanOrEqual(4)
      expect(forms[0]).toBe(token)
      const again = new Set(forms.flatMap(keyForms))
      for (const form of forms) expect(again.has(form)).toBe(true)
    }),
  )
})

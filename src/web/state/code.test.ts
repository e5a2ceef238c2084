import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, encode } from './code.ts'

test('what is written into an address is read back, and fits an address', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = encode(value)
      expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
      expect(JSON.stringify(decode(text))).toBe(JSON.stringify(value))
    }),
  )
})
test('mangled text is nothing, never an error', () => {
  fc.assert(fc.property(fc.string(), text => void decode(text)))
  expect([decode('%%%'), decode(''), decode(undefined), decode('A'.repeat(300_000))]).toEqual(Array(4).fill(undefined))
  const cut = encode([{ kind: 'activity', activities: ['a'], mode: 'keep' }]).slice(0, -6)
  expect(decode(cut)).toBeUndefined()
})
test('the same text gives the same object', () => {
  const text = encode({ a: [1, 2] })
  expect(decode(text)).toBe(decode(text))
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { variantId } from './variant-id.ts'

test('an empty sequence is the offset basis of FNV-1a', () => {
  expect(variantId([])).toBe('cbf29ce484222325')
})

test('sequences that join to the same text differ', () => {
  expect(variantId(['ab', 'c'])).not.toBe(variantId(['a', 'bc']))
  expect(variantId(['a', ''])).not.toBe(variantId(['a']))
})

test('equals FNV-1a computed in 64-bit integers over UTF-8 with the byte FF behind each text', () =>
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), texts => {
      let hash = 0xcbf29ce484222325n
      for (const text of texts)
        for (const byte of [...new TextEncoder().encode(text), 0xff])
          hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
      expect(variantId(texts)).toBe(hash.toString(16).padStart(16, '0'))
    }),
  ))

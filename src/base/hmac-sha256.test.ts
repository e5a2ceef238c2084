import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HmacSha256 } from './hmac-sha256.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const oracle = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text, 'utf8').digest('hex')

test('test cases 1, 2 and 6 of RFC 4231', () => {
  expect(new HmacSha256(new Uint8Array(20).fill(0x0b)).hex('Hi There')).toBe(
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  )
  expect(new HmacSha256(new TextEncoder().encode('Jefe')).hex('what do ya want for nothing?')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
  expect(
    new HmacSha256(new Uint8Array(131).fill(0xaa)).hex('Test Using Larger Than Block-Size Key - Hash Key First'),
  ).toBe('60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54')
})

test('the same as the platform, for any key and text, also with halves of characters in it', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 300 }), (key, text) => {
      const own = new HmacSha256(key)
      expect(own.hex(text)).toBe(oracle(key, text))
      expect(own.hex(`${text}\ud800`)).toBe(oracle(key, `${text}\ud800`))
      expect(own.hex(text, 16)).toBe(oracle(key, text).slice(0, 16))
    }),
  ))

test('around the ends of blocks, and for long texts', () => {
  const own = new HmacSha256(bytes('00112233'))
  for (const length of [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 128, 1023, 1024, 1025, 100_000])
    expect(own.hex('x'.repeat(length))).toBe(oracle(bytes('00112233'), 'x'.repeat(length)))
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeUtf8 } from '../../base/utf8.ts'
import { NumberParser, parseBoolean } from './numbers.ts'

const numbers = new NumberParser()
const read = (text: string) => {
  const bytes = encodeUtf8(text)
  return numbers.any(bytes, 0, bytes.length)
}

test('every double is read back from what JavaScript prints', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
      expect(read(String(value))).toBe(value === 0 ? 0 : value)
    }),
  )
})

test('every decimal number is the double nearest to it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^-?[0-9]{1,18}\.[0-9]{1,18}$/), text => {
      expect(read(text)).toBe(Number(text) === 0 ? 0 : Number(text))
    }),
  )
})

test.each([
  ['5', 5],
  [' 12 ', 12],
  ['+3', 3],
  ['1e3', 1000],
  ['.5', 0.5],
  ['5.', 5],
  ['INF', Infinity],
  ['-INF', -Infinity],
  ['9007199254740993', 9007199254740992],
  ['', Number.NaN],
  ['x', Number.NaN],
  ['1.0.0', Number.NaN],
  ['1,5', Number.NaN],
  ['-', Number.NaN],
  ['0x10', Number.NaN],
  ['1 2', Number.NaN],
])('"%s" is %d', (text, value) => {
  expect(read(text)).toBe(value)
})

test.each([
  ['true', 1],
  ['false', 0],
  ['TRUE', 1],
  ['False', 0],
  ['1', 1],
  ['0', 0],
  [' true ', 1],
  ['yes', -1],
  ['', -1],
  ['tru', -1],
] as const)('the boolean "%s" is %d', (text, flag) => {
  const bytes = encodeUtf8(text)
  expect(parseBoolean(bytes, 0, bytes.length)).toBe(flag)
})

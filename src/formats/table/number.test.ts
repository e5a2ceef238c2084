import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeUtf8 } from '../../base/utf8.ts'
import { currencyOf, parseInteger, parseNumber } from './number.ts'

const point = (text: string) => parseNumber(encodeUtf8(text), 0, encodeUtf8(text).length, 46)
const comma = (text: string) => parseNumber(encodeUtf8(text), 0, encodeUtf8(text).length, 44)
const whole = (text: string) => parseInteger(encodeUtf8(text), 0, encodeUtf8(text).length)

test('numbers are read with a decimal point or a decimal comma, with groups of three and a currency sign', () => {
  expect(
    [
      '3.56',
      '-12',
      '+0.5',
      '1e3',
      '1,234.5',
      '1 234',
      "1'234.50",
      '$12.30',
      '12 €',
      '.5',
      '1.7976931348623157e308',
    ].map(point),
  ).toEqual([3.56, -12, 0.5, 1000, 1234.5, 1234, 1234.5, 12.3, 12, 0.5, 1.7976931348623157e308])
  expect(['3,56', '1.234,5', '1.234.567', '€ 12,30', '12'].map(comma)).toEqual([3.56, 1234.5, 1234567, 12.3, 12])
})

test('what is no number is NaN', () => {
  for (const text of [
    '',
    '-',
    '1.2.3',
    '1,23.4',
    '12a',
    'a12',
    '1e',
    '0x10',
    'Infinity',
    '12,34,567',
    '.',
    '--1',
    '1 2',
  ])
    expect(point(text), text).toBeNaN()
  for (const text of ['3.56', '1,2,3', '12.34', '1.5e3']) expect(comma(text), text).toBeNaN()
})

test('whole numbers keep their identity: no leading zeros, no point, at most 15 digits', () => {
  expect(['0', '-7', '123456789012345'].map(whole)).toEqual([0, -7, 123456789012345])
  for (const text of ['007', '1.0', '1234567890123456', '', '-']) expect(whole(text), text).toBeNaN()
})

test('a currency sign names the currency', () => {
  expect([currencyOf('12 €'), currencyOf('$5'), currencyOf('5')]).toEqual(['EUR', 'USD', undefined])
})

test('every number that JavaScript prints is read back exactly', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), x => Object.is(point(String(x)) + 0, x + 0)),
  )
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
      x => comma(x.toFixed(3).replace('.', ',')) === Number(x.toFixed(3)),
    ),
  )
})

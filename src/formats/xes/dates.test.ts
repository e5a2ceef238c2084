import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../../base/utf8.ts'
import { DateParser, daysOf } from './dates.ts'

/** `2023-10-06T09:30:21.000Z +0 ns`, `... (no zone)`, or `none`. */
function read(text: string): string {
  const dates = new DateParser()
  const bytes = encodeUtf8(text)
  const ms = dates.any(bytes, 0, bytes.length)
  if (Number.isNaN(ms)) return 'none'
  const below = dates.nanoseconds ? ` +${dates.nanoseconds} ns` : ''
  return `${new Date(ms).toISOString()}${below}${dates.zoned ? '' : ' (no zone)'}`
}

describe('dates that logs carry', () => {
  test.each([
    // RFC 3339 and ISO 8601
    ['2023-10-06T09:30:21+00:00', '2023-10-06T09:30:21.000Z'],
    ['2023-10-06T09:30:21Z', '2023-10-06T09:30:21.000Z'],
    ['2023-10-06t09:30:21z', '2023-10-06T09:30:21.000Z'],
    ['2023-10-06T09:30:21.5-02:30', '2023-10-06T12:00:21.500Z'],
    ['2023-10-06T09:30:21+0000', '2023-10-06T09:30:21.000Z'],
    ['2023-10-06T09:30:21+0200', '2023-10-06T07:30:21.000Z'],
    ['2023-10-06T09:30:21+02', '2023-10-06T07:30:21.000Z'],
    ['2023-10-06T09:30:21.890421+02:00', '2023-10-06T07:30:21.890Z +421000 ns'],
    ['2023-10-06T09:30:21,890+02:00', '2023-10-06T07:30:21.890Z'],
    ['2023-10-06T09:30:21.123456789Z', '2023-10-06T09:30:21.123Z +456789 ns'],
    ['2023-10-06T09:30:21.1234567891234Z', '2023-10-06T09:30:21.123Z +456789 ns'],
    ['2023-10-06T09:30Z', '2023-10-06T09:30:00.000Z'],
    // mail
    ['Fri, 06 Oct 2023 09:30:21 +0000', '2023-10-06T09:30:21.000Z'],
    ['6 Oct 2023 09:30:21 EST', '2023-10-06T14:30:21.000Z'],
    ['Fri, 06 Oct 2023 09:30:21 GMT', '2023-10-06T09:30:21.000Z'],
    // without a zone
    ['2023-10-06 09:30:21.890421', '2023-10-06T09:30:21.890Z +421000 ns (no zone)'],
    ['2023-10-06T09:30:21.348555', '2023-10-06T09:30:21.348Z +555000 ns (no zone)'],
    ['2023-10-06T09:30:21', '2023-10-06T09:30:21.000Z (no zone)'],
    ['2023-10-06', '2023-10-06T00:00:00.000Z (no zone)'],
    ['2023/10/06 09:30', '2023-10-06T09:30:00.000Z (no zone)'],
    // with a named zone
    ['2023-10-06 09:30:21 UTC', '2023-10-06T09:30:21.000Z'],
    ['Mon Apr 03 2023 12:08:18 GMT+0200 (Mitteleuropäische Sommerzeit)', '2023-04-03T10:08:18.000Z'],
    ['Mon Apr  3 12:08:18 UTC 2023', '2023-04-03T12:08:18.000Z'],
    ['20231006T093021Z', '2023-10-06T09:30:21.000Z'],
    // the edges
    ['  2023-10-06T09:30:21Z\n', '2023-10-06T09:30:21.000Z'],
    ['2023-12-31T24:00:00Z', '2024-01-01T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999Z +999000 ns'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['+012345-01-01T00:00:00Z', '+012345-01-01T00:00:00.000Z'],
    ['2999-12-31T23:59:59Z', '2999-12-31T23:59:59.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each([
    '',
    '?',
    'yesterday',
    '2023-02-29T00:00:00Z',
    '2023-13-01T00:00:00Z',
    '2023-10-06T25:00:00Z',
    '2023-10-06T24:00:01Z',
    '2023-10-06T09:60:00Z',
    '2002-0530T09:30:10Z',
    '2023-10-06T09:30:21.Z',
    '2023-10-06T09:30:21+2',
    '2023-10-06T09:30:21Zx',
    '06/10/2023 09:30:21',
    'Mon Foo 03 2023 12:08:18 GMT',
    '2023-10-06T09:30:21 XYZ',
    '+999999-01-01T00:00:00Z',
    '2'.repeat(300),
  ])('"%s" is no date', text => {
    expect(read(text)).toBe('none')
  })

  test('every instant of the calendar is read as JavaScript prints it', () => {
    const instant = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    })
    const dates = new DateParser()
    fc.assert(
      fc.property(
        fc.array(instant, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: -839, max: 839 }),
        (instants, offset) => {
          for (const date of instants) {
            const shifted = new Date(date.getTime() + offset * 60_000)
            if (shifted.getUTCFullYear() < 0 || shifted.getUTCFullYear() > 9999) continue
            const sign = offset < 0 ? '-' : '+'
            const two = (n: number) => String(n).padStart(2, '0')
            const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
            const bytes = encodeUtf8(`"${shifted.toISOString().replace('Z', zone)}"`)
            expect(dates.any(bytes, 1, bytes.length - 1)).toBe(date.getTime())
            expect(dates.iso(bytes, 1)).toBe(date.getTime())
            expect(dates.end).toBe(bytes.length - 1)
          }
        },
      ),
    )
  })

  test('days are counted as JavaScript counts them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9999, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (y, m, d) => {
          const date = new Date(0)
          date.setUTCFullYear(y, m - 1, d)
          const exists = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d
          expect(daysOf(y, m, d)).toBe(exists ? date.getTime() / 86_400_000 : Number.NaN)
        },
      ),
    )
  })
})

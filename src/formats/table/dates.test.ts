import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatInstant } from '../../base/time.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { daysFromCivil } from './civil.ts'
import { dateParser, newInstant } from './date-format.ts'
import { guessDate } from './detect-date.ts'
import { zoneClock } from './time-zone.ts'

function read(format: string, text: string): string {
  const bytes = encodeUtf8(text)
  const out = newInstant()
  if (!dateParser(format)(bytes, 0, bytes.length, out)) return 'no date'
  const below = out.nanoseconds === 0 ? '' : ` +${out.nanoseconds} ns`
  return `${formatInstant(out.ms)}${below}${out.zoned ? '' : ' (no zone)'}`
}

describe('ISO dates', () => {
  test.each([
    ['2021-01-01T10:00:00+00:00', '2021-01-01T10:00:00.000Z'],
    ['2012-01-30 06:24:00+02:00', '2012-01-30T04:24:00.000Z'],
    ['2011-10-11 13:42:22.688000+02:00', '2011-10-11T11:42:22.688Z'],
    ['2011-12-30T12:16:37.14', '2011-12-30T12:16:37.140Z (no zone)'],
    ['2020-02-25T00:36:16.639Z', '2020-02-25T00:36:16.639Z'],
    ['2015-11-21T07:03:02.000-0500', '2015-11-21T12:03:02.000Z'],
    ['2020-02-25 10:00:00 UTC', '2020-02-25T10:00:00.000Z'],
    ['2020-02-25 10:00:00.123456789Z', '2020-02-25T10:00:00.123Z +456789 ns'],
    ['2020-02-25', '2020-02-25T00:00:00.000Z (no zone)'],
    ['2020-02-25T24:00:00', '2020-02-26T00:00:00.000Z (no zone)'],
    ['1948-02-29T00:00', '1948-02-29T00:00:00.000Z (no zone)'],
    ['2999-12-31 23:59:59+05', '2999-12-31T18:59:59.000Z'],
    ['2021-02-29', 'no date'],
    ['2021-13-01', 'no date'],
    ['2021-01-01T25:00:00', 'no date'],
    ['2021-01-01T10:00:00 nonsense', 'no date'],
    ['20210101', 'no date'],
  ])('%s is %s', (text, expected) => expect(read('iso', text)).toBe(expected))

  test('every instant printed as ISO is read back', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), date => {
        expect(read('iso', date.toISOString())).toBe(date.toISOString())
      }),
    )
  })
})

describe('patterns', () => {
  test.each([
    ['dd.MM.yyyy HH:mm', '31.12.2020 08:05', '2020-12-31T08:05:00.000Z (no zone)'],
    ['d/M/yyyy H:mm', '3/4/2020 8:05', '2020-04-03T08:05:00.000Z (no zone)'],
    ['M/d/yy h:mm a', '3/4/20 12:05 PM', '2020-03-04T12:05:00.000Z (no zone)'],
    ['M/d/yy h:mm a', '3/4/20 12:05 am', '2020-03-04T00:05:00.000Z (no zone)'],
    ['d/MMM/yy h:mm a', '17/Mar/16 10:22 AM', '2016-03-17T10:22:00.000Z (no zone)'],
    ['d. MMMM yyyy', '3. März 2021', '2021-03-03T00:00:00.000Z (no zone)'],
    ['d MMM yyyy', '3 févr. 2021', '2021-02-03T00:00:00.000Z (no zone)'],
    ['EEE, dd MMM yyyy HH:mm:ss XXX', 'Thu, 30 Dec 2010 14:32:00 +0100', '2010-12-30T13:32:00.000Z'],
    ['yyyyMMddHHmmss', '20101230143200', '2010-12-30T14:32:00.000Z (no zone)'],
    ['yyyy/MM/dd HH:mm:ss[.SSS]', '2010/12/30 14:32:00.250', '2010-12-30T14:32:00.250Z (no zone)'],
    ['yyyy/MM/dd HH:mm:ss[.SSS]', '2010/12/30 14:32:00', '2010-12-30T14:32:00.000Z (no zone)'],
    ["yyyyMMdd'T'HHmmssXXX", '20201211T132418Z', '2020-12-11T13:24:18.000Z'],
    ['epoch s', '1609459200.5', '2021-01-01T00:00:00.500Z'],
    ['epoch ms', '-1', '1969-12-31T23:59:59.999Z'],
    ['epoch us', '1609459200000001', '2021-01-01T00:00:00.000Z +1000 ns'],
    ['epoch ns', '1609459200000000001', '2021-01-01T00:00:00.000Z +1 ns'],
    ['iso', '-000001-01-02T03:04:05Z', '-000001-01-02T03:04:05.000Z'],
    ['iso', '+012023-10-06', '+012023-10-06T00:00:00.000Z (no zone)'],
    ['iso', '-000000-01-01', 'no date'],
    ['iso', '+999999-01-01', 'no date'],
    ['iso', '-2023-10-06', 'no date'],
    ['excel', '44197,5', '2021-01-01T12:00:00.000Z (no zone)'],
    ['excel', '44197.5', '2021-01-01T12:00:00.000Z (no zone)'],
    ['dd.MM.yyyy', '1.12.2020', 'no date'],
    ['dd.MM.yyyy', '30.02.2020', 'no date'],
    ['h:mm a, d/M/yyyy', '13:00 PM, 1/1/2020', 'no date'],
  ])('%s reads "%s" as %s', (format, text, expected) => expect(read(format, text)).toBe(expected))

  test('a pattern that cannot be meant is refused with the reason', () => {
    expect(() => dateParser('dd.MM.yyyy QQ')).toThrow('"QQ" is unknown')
    expect(() => dateParser('HH:mm')).toThrow('needs a year (yyyy) and a month (MM)')
    expect(() => dateParser("yyyy-MM 'open")).toThrow('a quote is not closed')
    expect(() => dateParser('yyyy-MM[-dd')).toThrow('a [ is not closed')
  })
})

describe('guessing a format from one value', () => {
  test.each([
    ['2020-01-02T03:04:05Z', ['iso']],
    ['17-10-2022 08:00:00', ['dd-MM-yyyy HH:mm:ss']],
    ['03/04/2020', ['dd/MM/yyyy', 'MM/dd/yyyy']],
    ['12/31/2010 2:32 PM', ['MM/dd/yyyy h:mm a']],
    ['17/Mar/16 10:22 AM', ['dd/MMM/yy hh:mm a']],
    ['2010/12/30 14:32:00.000', ['yyyy/MM/dd HH:mm:ss.SSS']],
    ['30 Dec 2010 14:32', ['dd MMM yyyy HH:mm']],
    ['Thu, 30 Dec 2010 14:32:00 +0100', ['EEE, dd MMM yyyy HH:mm:ss XXX']],
    ['20201230', ['yyyyMMdd']],
    ['hello', []],
    ['Order 12', []],
  ])('%s could be %j', (text, expected) => expect(guessDate(text)).toEqual(expected))
})

describe('zones', () => {
  const wall = (text: string) => Date.parse(`${text}Z`)
  test('winter and summer time of Berlin', () => {
    const clock = zoneClock('Europe/Berlin')
    expect(formatInstant(clock.toInstant(wall('2021-01-15T12:00:00')))).toBe('2021-01-15T11:00:00.000Z')
    expect(formatInstant(clock.toInstant(wall('2021-07-15T12:00:00')))).toBe('2021-07-15T10:00:00.000Z')
    expect([clock.skipped, clock.doubled]).toEqual([0, 0])
  })
  test('a time that the zone skipped and one that it had twice are counted', () => {
    const clock = zoneClock('Europe/Berlin')
    expect(formatInstant(clock.toInstant(wall('2021-03-28T02:30:00')))).toBe('2021-03-28T01:30:00.000Z')
    expect(formatInstant(clock.toInstant(wall('2021-10-31T02:30:00')))).toBe('2021-10-31T00:30:00.000Z')
    expect([clock.skipped, clock.doubled]).toEqual([1, 1])
  })
  test('an instant shown by the zone leads back to itself, but for the hour that exists twice', () => {
    const clock = zoneClock('America/New_York')
    const shown = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), seconds => {
        const back = clock.toInstant(wall(shown.format(seconds * 1000).replace(' ', 'T')))
        expect([0, 3_600_000]).toContain(seconds * 1000 - back)
      }),
    )
  })
})

test('days since 1970 agree with the platform over ten thousand years', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_000, max: 2_932_000 }), day => {
      const date = new Date(day * 86_400_000)
      expect(daysFromCivil(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(day)
    }),
  )
})

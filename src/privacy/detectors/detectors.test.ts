import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldPromise } from '../field-names.ts'
import { detect, detectors } from './detect.ts'
import { noContext } from './span.ts'

const found = (text: string, field: string | null = null) => {
  const { class: promised, words } = fieldPromise(field)
  return detect(text, { ...noContext, field: promised, words }).map(
    span => `${span.class}: ${text.slice(span.from, span.to)}`,
  )
}

describe('checksums decide', () => {
  test.each([
    ['DE89370400440532013000', 'iban'],
    ['GB82 WEST 1234 5698 7654 32', 'iban'],
    ['4111 1111 1111 1111', 'card'],
    ['3782 822463 10005', 'card'],
    ['86095742719', 'national-id'],
    ['RSSMRA85T10A562S', 'national-id'],
    ['12345678Z', 'national-id'],
    ['44051401359', 'national-id'],
    ['529.982.247-25', 'national-id'],
    ['756.9217.0769.85', 'national-id'],
    ['11010519491231002X', 'national-id'],
    ['255081416802538', 'national-id'],
  ])('%s is a valid %s, and none with another last sign', (text, name) => {
    expect(found(text)).toEqual([`${name}: ${text}`])
    const last = text.at(-1)!
    const others = /\d/.test(last) ? [...'0123456789'] : [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const wrong = others.filter(
      sign => sign !== last && found(text.slice(0, -1) + sign).includes(`${name}: ${text.slice(0, -1)}${sign}`),
    )
    expect(wrong).toEqual([])
  })

  test('one number in eleven passes as a BSN, so the label decides', () => {
    expect(found('111222333')).toEqual([])
    expect(found('111222333', 'BSN')).toEqual(['national-id: 111222333'])
    expect(found('BSN: 111222333')).toEqual(['national-id: 111222333'])
  })
})

describe('context decides', () => {
  test('a date is a day of birth only where words or a label say so', () => {
    expect(found('12.03.1984')).toEqual([])
    expect(found('12.03.1984', 'Geburtsdatum')).toEqual(['birth-date: 12.03.1984'])
    expect(found('born on 12 March 1984 in Leeds')).toEqual(['birth-date: 12 March 1984'])
    expect(found('born on 31 February 1984')).toEqual([])
  })

  test('digits are a telephone number behind words of telephones, and a thing of business behind its own', () => {
    expect(found('Tel. 2079460958')).toEqual(['phone: 2079460958'])
    expect(found('Order 0171 2345678')).toEqual([])
    expect(found('0171 2345678')).toEqual(['phone: 0171 2345678'])
  })

  test('four octets are an address, four parts of a version are none', () => {
    expect(found('203.0.113.42')).toEqual(['ip-address: 203.0.113.42'])
    expect(found('version 203.0.113.42')).toEqual([])
    expect(found('1.2.3.4')).toEqual([])
  })
})

test('of two spans that overlap the surer one stays', () => {
  expect(found('https://ann:hunter2@example.org/')).toEqual(['secret: hunter2'])
  expect(found('ann.miller@example.org')).toEqual(['email: ann.miller@example.org'])
})

test('odd spellings are found at their place in the text as it was written', () => {
  expect(found('IBAN\u00a0DE89  3704\u20090044 0532\t0130 00 ok')).toEqual(['iban: DE89  3704\u20090044 0532\t0130 00'])
  expect(found('x.test/?mail=ann%40example.org&a=1')).toEqual(['email: ann%40example.org'])
  expect(found('ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００')).toEqual([
    'iban: ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００',
  ])
  expect(found('4111\u20111111\u20111111\u20111111')).toEqual(['card: 4111\u20111111\u20111111\u20111111'])
  expect(found('ann\u200b@example.org')).toEqual(['email: ann\u200b@example.org'])
})

test('given accounts and machines are found wherever they stand, in any case', () => {
  const context = { ...noContext, accounts: new Set(['amiller']), machines: new Set(['hera']) }
  const text = 'AMiller on Hera, not amillers'
  expect(detect(text, context).map(span => `${span.class}: ${text.slice(span.from, span.to)}`)).toEqual([
    'account-name: AMiller',
    'machine-name: Hera',
  ])
})

test('spans stand in order, apart, inside of the text, whatever the text is', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'DE89370400440532013000',
      '4111 1111 1111 1111',
      'ann@example.org',
      '+49 30 1234567',
      '10.0.0.12',
      'Anna Weber',
      '%40',
      ' ',
      '\u00a0',
      'password=',
      '\\',
      '@',
      '::',
      '12.03.1984',
      'geb. ',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      const text = pieces.join('')
      let at = 0
      for (const { from, to } of detect(text)) {
        expect(from).toBeGreaterThanOrEqual(at)
        expect(to).toBeGreaterThan(from)
        at = to
      }
      expect(at).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 500 },
  )
})

/**
 * Texts of 500 000 characters on which a pattern that tries again and again would not come back within the limit of a
 * test: even a step of a nanosecond for each two of them is two minutes.
 */
const HOSTILE: readonly string[] = [
  'a',
  '1',
  'A',
  '@',
  'a@',
  'a.',
  'a@a.',
  '1 ',
  '1-',
  '0 1',
  '+1 ',
  '(',
  '1.',
  'DE89',
  'DE89 ',
  '%',
  '%41',
  ':',
  'a:',
  '::',
  '\\',
  'A\\a',
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY-----',
  'eyJ',
  '-eyJ',
  'eyJaaaaaaaaa.',
  'password=',
  'pw: ',
  '://',
  '://a:',
  'Bearer ',
  'ghp_',
  'sk-',
  'AB-',
  'Aa ',
  'Anna ',
  'Dr. ',
  'Am Aa ',
  'Aaaaaa-',
  'Calle A',
  '1 Aa ',
  '1 rue de ',
  'born 1.1.',
  'geb. ',
  '1.1.1980 ',
  'jan 1 ',
  'a-a.',
  'host: a',
  '/home/a',
  '\u00a0',
  '\u0301',
  '1:1:',
  'Anna Weber, ',
  'ann@example.org ',
  '4111111111111111 ',
]

test.each(HOSTILE)('half a megabyte of %j is read in linear time', piece => {
  const text = piece.repeat(Math.ceil(500_000 / piece.length))
  const spans = detect(text)
  expect(spans.every(({ from, to }) => from < to && to <= text.length)).toBe(true)
})

test('every class has one detector', () => {
  expect(new Set(detectors.map(detector => detector.class)).size).toBe(detectors.length)
  expect(detectors.length).toBe(12)
})

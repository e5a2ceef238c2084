import { describe, expect, test } from 'vitest'
import { Draw } from '../corpus/draw.fixture.ts'
import { nationalIdMakers } from '../corpus/ids.fixture.ts'
import { detect } from './detect.ts'
import { noContext } from './span.ts'

const kinds = (text: string, field: 'national-id' | null = null) =>
  detect(text, { ...noContext, field }).map(({ kind, from, to }) => `${kind}: ${text.slice(from, to)}`)

/** Published examples of authorities and standards. */
test.each([
  ['CNP 1800101221144', 'RO personal numeric code'],
  ['8001015009087', 'ZA identity number'],
  ['820701-2409181', 'KR resident registration number'],
  ['BOXW310820HNERXN09', 'MX CURP'],
  ['NIF 123456789', 'PT tax number'],
  ['TFN 123456782', 'AU tax file number'],
  ['211062-5629', 'DK CPR number'],
  ['SIN 130 692 544', 'CA social insurance number'],
  ['AAAPL1234C', 'IN PAN'],
  ['85.07.30-033.28', 'BE national register number'],
  ['131052-308T', 'FI personal identity code'],
  ['19811218-9876', 'SE personal identity number'],
  ['10000000146', 'TR identity number'],
  ['1234567T', 'IE personal public service number'],
  ['736028/5163', 'CZ, SK birth number'],
  ['1237 010180', 'AT social insurance number'],
  ['65 170839 J 003', 'DE pension insurance number'],
])('%s is a %s', (text, kind) => {
  expect(kinds(text)).toEqual([`${kind}: ${text.replace(/^[A-Z]+ (?=\d)/, '')}`])
})

describe('drawn by the rules of each country', () => {
  test.each(Object.entries(nationalIdMakers))(
    '%s: one wrong digit in a labelled field is another number',
    (name, make) => {
      const draw = new Draw(3)
      let accepted = 0
      for (let i = 0; i < 50; i++) {
        const { value } = make(draw)
        expect(detect(value, { ...noContext, field: 'national-id' })[0], value).toMatchObject({ class: 'national-id' })
        const kind = detect(value, { ...noContext, field: 'national-id' })[0]!.kind
        const at = value.search(/\d(?=\D*$)/)
        const wrong = value.slice(0, at) + String((Number(value[at]) + 1) % 10) + value.slice(at + 1)
        if (kinds(wrong, 'national-id').some(found => found === `${kind}: ${wrong}`)) accepted++
      }
      // SSN and NINO carry no checksum, and nine digits in such a field may be an SSN
      if (/SSN|NINO|BSN|SIN/.test(name)) expect(accepted).toBeGreaterThan(0)
      else expect(accepted).toBeLessThan(12)
    },
  )
})

test('numbers of business are none', () => {
  for (const text of [
    'Order 44051401359',
    'Bestellung 86095742719',
    'Invoice no. 12345678Z',
    'Chrome/115.0.1773.195',
    '1-1680654058',
  ])
    expect(kinds(text), text).toEqual([])
})

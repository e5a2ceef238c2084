import { isAlphanumeric, isAsciiLetter, isDigit } from './chars.ts'
import type { Detector, Span } from './span.ts'

/** Lengths by country: SWIFT IBAN Registry (ISO 13616), and countries that use the form without being in it. */
const LENGTHS =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 ' +
  'GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 ' +
  'MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 ' +
  'TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 ' +
  'AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 DZ26 GA27 GQ27 GW25 IR26 KM27 MA28 MG27 ML28 MZ25 NE28 SN28 TD27 TG28'
const lengths = new Map(LENGTHS.split(' ').map(entry => [entry.slice(0, 2), Number(entry.slice(2))]))

/** Account numbers by country code, length and remainder 1 of 97 (ISO 7064), in groups of any size. */
export const iban: Detector = {
  class: 'iban',
  mayHold: ({ digits, letters, length }) => length >= 15 && digits >= 4 && letters >= 2,
  find(text) {
    const spans: Span[] = []
    for (let i = 2; i + 12 < text.length; i++) {
      if (!isDigit(text.charCodeAt(i)) || !isDigit(text.charCodeAt(i + 1)) || isDigit(text.charCodeAt(i - 1))) continue
      const from = countryFrom(text, i)
      if (from < 0) continue
      const country = text.slice(from, from + 2).toUpperCase()
      const length = lengths.get(country)
      const to = length === undefined ? -1 : ibanTo(text, from, length)
      if (to < 0) continue
      spans.push({ from, to, class: 'iban', confidence: 0.99, kind: country })
      i = to
    }
    return spans
  },
}

/** Where the two letters of the country stand before the check digits at `i`; -1: nowhere. */
function countryFrom(text: string, i: number): number {
  const at = text.charCodeAt(i - 1) === 32 ? i - 3 : i - 2
  if (at < 0 || !isAsciiLetter(text.charCodeAt(at)) || !isAsciiLetter(text.charCodeAt(at + 1))) return -1
  if (at === 0 || !isAlphanumeric(text.charCodeAt(at - 1))) return at
  return text.slice(Math.max(0, at - 4), at).toUpperCase() === 'IBAN' ? at : -1
}

/** End of an IBAN of `length` characters at `from`, single separators skipped; -1 where the remainder is wrong. */
function ibanTo(text: string, from: number, length: number): number {
  let compact = ''
  let at = from
  for (; at < text.length && compact.length < length; at++) {
    const c = text.charCodeAt(at)
    if (isDigit(c) || isAsciiLetter(c)) compact += text[at]
    else if ((c !== 32 && c !== 45 && c !== 46 && c !== 43) || !isAlphanumeric(text.charCodeAt(at + 1))) return -1
  }
  if (compact.length < length || isDigit(text.charCodeAt(at))) return -1
  return remainder97(compact.slice(4) + compact.slice(0, 4)) === 1 ? at : -1
}

/** Remainder of 97 of digits and letters (A = 10 .. Z = 35), digit by digit. */
export function remainder97(text: string): number {
  let rest = 0
  for (let i = 0; i < text.length; i++) {
    const value = Number.parseInt(text[i]!, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

import { gtin, luhn } from './checksums.ts'
import { type Candidate, eachCandidate } from './groups.ts'
import { contextBefore, isBusinessBefore } from './hints.ts'
import type { DetectContext, Detector, Span } from './span.ts'

/** Issuers by leading digits and lengths (ISO/IEC 7812; ranges as the issuers publish them). */
const ISSUERS: readonly (readonly [string, RegExp, readonly number[]])[] = [
  // Visa once gave numbers of 13 digits; an EAN may look the same
  ['Visa', /^4/, [13, 16, 19]],
  ['Mastercard', /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  ['American Express', /^3[47]/, [15]],
  ['Discover', /^(?:6011|64[4-9]|65)/, [16, 19]],
  ['Diners Club', /^3(?:0[0-5]|095|6|[89])/, [14, 16, 19]],
  ['JCB', /^35(?:2[89]|[3-8])/, [16, 19]],
  ['UnionPay', /^(?:62|81)/, [16, 17, 18, 19]],
  ['Maestro, Elo, Verve', /^(?:50[0-9]|5[6-8]|63(?:04|33|34|90|3110|6)|67)/, [16, 18, 19]],
  ['Mir', /^220[0-4]/, [16, 19]],
  ['RuPay, Hipercard', /^(?:60|8[12]|508)/, [16]],
  ['Troy', /^9792/, [16]],
  ['Napas', /^9704/, [16, 19]],
  ['Uzcard, Humo', /^(?:8600|9860)/, [16]],
]
/** Numbers that are those of a card only where words say so. */
const ONLY_ANNOUNCED: typeof ISSUERS = [
  ['UATP', /^1/, [15]],
  ['Maestro', /^(?:50|5[6-8]|6)/, [13, 14, 15]],
]
const bounds = { shortest: 13, longest: 19, digits: 13 }
const ANNOUNCED = /card|karte|carte|tarjeta|carta|kort|visa|master|amex|american express|diners|maestro|\bcc\b|\bpan\b/

/** Numbers of payment cards: an issuer's range, its length, and Luhn. */
export const card: Detector = {
  class: 'card',
  mayHold: ({ digits }) => digits >= 13,
  find(text, context, { groups }) {
    const spans: Span[] = []
    eachCandidate(text, groups(), bounds, candidate => {
      const confidence = confidenceOf(candidate, text, context)
      if (confidence > 0)
        spans.push({
          from: candidate.from,
          to: candidate.to,
          class: 'card',
          confidence,
          kind: issuerOf(candidate.compact, true)!,
        })
    })
    return spans
  },
}

const issuerOf = (digits: string, isAnnounced: boolean): string | undefined =>
  (isAnnounced ? [...ISSUERS, ...ONLY_ANNOUNCED] : ISSUERS).find(
    ([, start, lengths]) => start.test(digits) && lengths.includes(digits.length),
  )?.[0]

function confidenceOf({ compact, form, from }: Candidate, text: string, { field, words }: DetectContext): number {
  if (!/^\d+$/.test(compact) || /[/+]/.test(form) || issuerOf(compact, true) === undefined || !luhn(compact)) return 0
  if (/^(\d)\1+$/.test(compact)) return 0
  const isAnnounced = field === 'card' || ANNOUNCED.test(contextBefore(text, from, words))
  if (!isAnnounced && (compact.length === 13 || issuerOf(compact, false) === undefined)) return 0
  const groups = form.split(/[-. ]/).map(Number)
  if (form.includes('.') && !/^4\.4\.4\.4(?:\.3)?$/.test(form)) return 0
  if (groups.length > 1 && Math.min(...groups) < 2) return 0
  if (isAnnounced) return 0.98
  if (/^(?:4[- .]4[- .]4[- .]4(?:[- .]3)?|4[- ]4[- ]4[- ][56]|4[- ]6[- ][45]|6[- ]13)$/.test(form)) return 0.96
  if (isBusinessBefore(text, from)) return 0.3
  // a trade item number of 14 digits passes as a card one time in ten
  return compact.length === 14 && gtin(compact) ? 0.3 : 0.85
}

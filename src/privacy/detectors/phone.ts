import { isAlphanumeric, isDigit } from './chars.ts'
import { gtin } from './checksums.ts'
import { isBusinessBefore } from './hints.ts'
import { internationalCode, nationalForms } from './phone-plans.ts'
import type { DetectContext, Detector, Span } from './span.ts'

const MOST_UNITS = 32
const MOST_GROUPS = 8
const ANNOUNCED =
  /(?:^|[^\p{L}])(?:tel(?:e(?:phone|fon|fono|foon|fone))?|t[ée]l[ée]?phone|tél|teléfono|ph(?:one)?|phones|telefon(?:nummer|nr)?|telefoon(?:nummer)?|telefonummer|mob(?:ile|il|iel|iltelefon)?|móvil|cel(?:l|ular|lulare)?|cellphone|handy(?:nummer|nr)?|fax(?:nummer)?|call|ring|reach (?:me|us|him|her) (?:at|on)|dial|text|sms|whatsapp|gsm|rufnummer|durchwahl|anrufen|rückruf|hotline|contact number|puhelin|numer|телефон|电话|電話)(?:\.|\b)[^\d+]{0,16}\d?[^\d+]{0,4}$/iu

/** Telephone numbers: international ones by country code and length, national ones by form, any where words announce them. */
export const phone: Detector = {
  class: 'phone',
  mayHold: ({ digits }) => digits >= 6,
  find(text, context) {
    const spans: Span[] = []
    for (let i = 0; i < text.length; i++) {
      if (!startsNumber(text, i)) continue
      const ends = numberEnds(text, i)
      for (let e = ends.length - 1; e >= 0; e--) {
        const to = ends[e]!
        const found = confidenceOf(text, i, to, context)
        if (found.confidence < 0.5) continue
        spans.push({ from: i, to, class: 'phone', ...found })
        i = to
        break
      }
    }
    return spans
  },
}

function startsNumber(text: string, i: number): boolean {
  const c = text.charCodeAt(i)
  if (!isDigit(c) && !((c === 43 || c === 40) && isNumberAhead(text, i + 1))) return false
  if (i === 0) return true
  const before = text.charCodeAt(i - 1)
  if (isAlphanumeric(before) || before === 43 || before === 95) return false
  const isTied = before === 45 || before === 46 || before === 44 || before === 47
  // behind a slash a number may begin (a part of an address), unless digits stand before it
  const beyond = i > 1 ? text.charCodeAt(i - 2) : 32
  return !isTied || !(before === 47 ? isDigit(beyond) : isAlphanumeric(beyond))
}

const isNumberAhead = (text: string, i: number) =>
  isDigit(text.charCodeAt(i)) ||
  (text[i] === '(' && isDigit(text.charCodeAt(i + 1))) ||
  (text[i] === '+' && isDigit(text.charCodeAt(i + 1)))

/** Ends of the groups of digits that may belong to a number at `from`, each followed by no letter or digit. */
function numberEnds(text: string, from: number): number[] {
  const ends: number[] = []
  for (let i = from; i < text.length && i - from < MOST_UNITS && ends.length < MOST_GROUPS; ) {
    const start = i
    while (i < text.length && !isDigit(text.charCodeAt(i))) {
      const c = text.charCodeAt(i)
      const isInner =
        c === 32 || c === 45 || c === 46 || c === 47 || c === 40 || c === 41 || (c === 43 && i <= from + 1)
      if (!isInner || i - start > 3) return ends
      i++
    }
    while (i < text.length && isDigit(text.charCodeAt(i))) i++
    if (i >= text.length || !isAlphanumeric(text.charCodeAt(i))) ends.push(i)
  }
  return ends
}

const none = { confidence: 0, kind: '' }

function confidenceOf(
  text: string,
  from: number,
  to: number,
  { field }: DetectContext,
): { confidence: number; kind: string } {
  const written = text.slice(from, to)
  const digits = written.replace(/\D+/g, '')
  if (digits.length < 6 || digits.length > 16 || /^(\d)\1+$/.test(digits) || isCut(text, to) || !isBalanced(written))
    return none
  if (isDateLike(written)) return none
  const plain = written.replace(/[ -]?\(0\)[ -]?/, ' ')
  const isAnnounced = field === 'phone' || ANNOUNCED.test(text.slice(Math.max(0, from - 48), from))
  if (/^\(?\+/.test(plain)) {
    const code = internationalCode(plain.replace(/\D+/g, ''))
    if (code) return { confidence: /^\(?\+\d+$/.test(plain) || /[ ()/.-]/.test(plain) ? 0.94 : 0.9, kind: `+${code}` }
    return isAnnounced ? { confidence: 0.85, kind: 'announced' } : none
  }
  if (isAnnounced) return { confidence: 0.9, kind: 'announced' }
  if (isBusinessBefore(text, from)) return none
  if (hasNeighbour(text, from, to)) return none
  if (/^00[1-9]/.test(plain)) return exitCode(plain, digits)
  if (digits.length < 9) return none
  const form = nationalForms.find(([pattern]) => pattern.test(written))
  if (!form || (form[2] === 'trunk' && (digits.length > 12 || looksNumbered(written)))) return none
  return { confidence: form[1], kind: form[2] }
}

/** Whether a blank ties it to further digits: it is part of a longer number then. */
const hasNeighbour = (text: string, from: number, to: number): boolean =>
  /\d[ ]$/.test(text.slice(Math.max(0, from - 2), from)) || /^ \d/.test(text.slice(to, to + 2))

/** `00` and a country code; a trade item number of 14 digits may look the same. */
function exitCode(plain: string, digits: string): { confidence: number; kind: string } {
  const code = internationalCode(digits.slice(2))
  if (code === null || (digits.length === 14 && plain === digits && gtin(digits))) return none
  return { confidence: plain === digits ? (digits.length >= 12 ? 0.6 : 0.4) : 0.85, kind: `+${code}` }
}

/** Whether digits go on behind: `030 123.45`, `0171 234,5`, or a unit of money or measure. */
const isCut = (text: string, to: number): boolean =>
  /^(?:[.,:/-]\d|[:]\d| ?(?:€|\$|£|%|EUR\b|USD\b|kg\b|mm\b|cm\b))/.test(text.slice(to, to + 5))

const isBalanced = (written: string): boolean => {
  let open = 0
  for (const sign of written) {
    if (sign === '(') open++
    if (sign === ')') open--
    if (open < 0 || open > 1) return false
  }
  return open === 0
}

const isDateLike = (written: string): boolean =>
  /^(?:(?:19|20)\d{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ]\d{1,2}|\d{1,2}([-./])\d{1,2}\1(?:19|20)\d{2})(?:\D|$)/.test(written)

/** `02-2024-000123`: a number of a document with its year. */
const looksNumbered = (written: string): boolean => /^0\d{1,3}[-/ ](?:19|20)\d{2}[-/ ]\d/.test(written)

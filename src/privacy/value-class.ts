import type { ValueClass } from '../log/masked.ts'
import type { Span } from './detectors/span.ts'

const BOOLEANS = new Set(
  'true false yes no on off ja nein wahr falsch oui non vrai faux sí si no sim não sì tak nie checked unchecked'.split(
    ' ',
  ),
)
const NUMBER = /^[+-]?\d+([.,]\d+)?$/
const CURRENCY = '(?:€|\\$|£|¥|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CNY|INR|BRL|AUD|CAD|R\\$|kr|zł)'
const AMOUNT = new RegExp(
  `^(?:${CURRENCY} ?)?[+-]?(?:\\d{1,3}(?:[.,' ]\\d{3}){1,6}(?:[.,]\\d{1,4})?|\\d{1,15}[.,]\\d{2}|\\d{1,15})(?: ?${CURRENCY})?$`,
  'i',
)
const DATES = [
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/,
  /^\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)?$/i,
  /^\d{1,2}\.? ?\p{L}{3,10}\.? ?\d{4}$/u,
  /^\p{L}{3,10}\.? \d{1,2},? \d{4}$/u,
]
const TIME = /^\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?$/i

/** What a text is by its form alone; personal classes come from detectors (`classOfValue`). At most 64 units are looked at for numbers and dates. */
export function classOf(text: string): ValueClass {
  const trimmed = text.trim()
  if (trimmed === '') return 'empty'
  if (/[\t\n\r]/.test(trimmed)) return trimmed.split(/[\t\n\r]+/, 2).length > 1 ? 'list' : 'text'
  if (trimmed.length <= 64) {
    if (BOOLEANS.has(trimmed.toLowerCase())) return 'boolean'
    if (/\d/.test(trimmed)) {
      const digits = numericClass(trimmed)
      if (digits !== null) return digits
    }
  }
  if (/^(?:https?|ftp|file|mailto):|^www\.[^\s.]/i.test(trimmed) && !/\s/.test(trimmed)) return 'url'
  if (/^(?:[a-z]:\\|\\\\[^\s\\]|\/[^\s/]+\/|~\/)/i.test(trimmed)) return 'path'
  if (/\s/.test(trimmed)) return 'text'
  return /\d/.test(trimmed) && trimmed.length <= 64 ? 'identifier' : 'word'
}

function numericClass(text: string): ValueClass | null {
  if (/^(?:0\d{3,}|\d{8,})$/.test(text)) return 'identifier'
  if (TIME.test(text)) return 'time'
  if (DATES.some(pattern => pattern.test(text))) return 'date'
  if (NUMBER.test(text) && !/[.,]\d\d$/.test(text)) return 'number'
  return AMOUNT.test(text) ? 'amount' : NUMBER.test(text) ? 'number' : null
}

/** The class of a span where it is nearly all of the text, else the class by form. */
export function classOfValue(text: string, spans: readonly Span[]): ValueClass {
  let longest: Span | null = null
  for (const span of spans) if (!longest || span.to - span.from > longest.to - longest.from) longest = span
  if (longest) {
    const rest = text.slice(0, longest.from) + text.slice(longest.to)
    if (!/[\p{L}\p{N}]/u.test(rest)) return longest.class
    // a secret or a labelled id makes the whole value one; `ann@x.org, Sales` stays a text
    if (longest.to - longest.from >= 0.8 * text.trim().length) return longest.class
  }
  const form = classOf(text)
  return longest && form !== 'list' && form !== 'url' && form !== 'path' ? 'text' : form
}

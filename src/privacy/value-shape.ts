import type { ValueClass } from '../log/masked.ts'
import { lengthBands } from '../log/masked.ts'
import type { Span } from './detectors/span.ts'

/** Signs that a shape may show, one at a time; every other sign is `*`. */
const SIGNS = new Set('.,:;-/\\@+()%€$£#_&=\'"|')
const MOST_SIGNS = 32
const MOST_WORDS = 4

/** Shapes of classes whose own shape would tell too much: the same for every value of the class. */
const FIXED: Readonly<Partial<Record<ValueClass, string>>> = {
  email: 'a@a.a',
  phone: '+9',
  iban: 'AA9',
  card: '9999',
  'national-id': 'A9',
  'birth-date': '9-9-9',
  'ip-address': '9.9.9.9',
  secret: '*',
  'account-name': 'a',
  'machine-name': 'A-9',
  'person-name': 'Aaa',
  address: 'Aaa 9',
}
/** Bands that go with the fixed shapes: of the class, not of the value. */
const FIXED_BAND = 5

export const isPersonalClass = (valueClass: ValueClass): boolean => FIXED[valueClass] !== undefined

/**
 * `Aaa 9999`: letters to `A` or `a`, digits to `9`, white space to one space, runs cut to four; runs of signs are one
 * `*`; what is longer than four words or 32 signs ends in `…`, so that a long text has no shape of its own.
 */
export function shapeOf(text: string): string {
  let shape = ''
  let run = 0
  let words = 1
  let last = ''
  for (const letter of text.length > 256 ? text.slice(0, 256) : text) {
    const sign = signOf(letter)
    run = sign === last ? run + 1 : 1
    last = sign
    if (sign === ' ') {
      if (run > 1 || shape === '') continue
      if (++words > MOST_WORDS) return `${shape} …`
    } else if (sign !== 'A' && sign !== 'a' && sign !== '9') {
      if (isSign(shape.at(-1))) {
        shape = `${shape.slice(0, -1)}*`
        continue
      }
    } else if (run > 4) continue
    if (shape.length >= MOST_SIGNS) return `${shape}…`
    shape += sign
  }
  return shape.trimEnd()
}

const isSign = (sign: string | undefined) =>
  sign !== undefined && sign !== ' ' && sign !== 'A' && sign !== 'a' && sign !== '9'

function signOf(letter: string): string {
  const c = letter.charCodeAt(0)
  if (c < 128) {
    if (c >= 97 && c <= 122) return 'a'
    if (c >= 65 && c <= 90) return 'A'
    if (c >= 48 && c <= 57) return '9'
    if (c <= 32) return ' '
    return SIGNS.has(letter) ? letter : '*'
  }
  if (/\p{Lu}/u.test(letter)) return 'A'
  if (/[\p{L}\p{M}]/u.test(letter)) return 'a'
  if (/\p{N}/u.test(letter)) return '9'
  if (/\s/u.test(letter)) return ' '
  return SIGNS.has(letter) ? letter : '*'
}

/** The shape that may be kept of a value: fixed for personal classes, personal parts named in braces elsewhere. */
export function shapeOfValue(text: string, valueClass: ValueClass, spans: readonly Span[]): string {
  const fixed = FIXED[valueClass]
  if (fixed !== undefined) return fixed
  if (spans.length === 0) return shapeOf(text)
  let shape = ''
  let at = 0
  for (const span of spans.slice(0, MOST_WORDS)) {
    shape += `${withEnds(text.slice(at, span.from))}{${span.class}}`
    at = span.to
  }
  return (spans.length > MOST_WORDS ? `${shape} …` : shape + withEnds(text.slice(at))).trim()
}

const withEnds = (text: string) => {
  const shape = shapeOf(text)
  if (shape === '') return text === '' ? '' : ' '
  return `${/^\s/.test(text) ? ' ' : ''}${shape}${/\s$/.test(text) ? ' ' : ''}`
}

/** Index into `lengthBands` of a text's code points. */
export function lengthBand(text: string): number {
  let length = 0
  for (const _ of text.length > 512 ? text.slice(0, 512) : text) length++
  let band = 0
  while (band + 1 < lengthBands.length && length >= lengthBands[band + 1]!) band++
  return band
}

/** The band that may be kept of a value: personal classes have one of their own, whatever the value. */
export const lengthOfValue = (text: string, valueClass: ValueClass): number =>
  isPersonalClass(valueClass) ? FIXED_BAND : lengthBand(text)

import { accountName } from './account-name.ts'
import { address } from './address.ts'
import { birthDate } from './birth-date.ts'
import { card } from './card.ts'
import { isDigit, isLetter, isUpper } from './chars.ts'
import { email } from './email.ts'
import { type Groups, groupsOf } from './groups.ts'
import { iban } from './iban.ts'
import { ipAddress } from './ip-address.ts'
import { machineName } from './machine-name.ts'
import { nationalId } from './national-id.ts'
import { personName } from './person-name.ts'
import { phone } from './phone.ts'
import { plainText } from './plain-text.ts'
import { secret } from './secret.ts'
import { type DetectContext, type Detector, type Features, noContext, type PersonalClass, type Span } from './span.ts'

/** Where two spans overlap and are equally sure, the class that stands first wins. */
export const detectors: readonly Detector[] = [
  secret,
  iban,
  card,
  nationalId,
  email,
  birthDate,
  ipAddress,
  machineName,
  accountName,
  phone,
  address,
  personName,
]
const rank = new Map<PersonalClass, number>(detectors.map((detector, i) => [detector.class, i]))

/** Below this a span is a guess that needs its context, and is not reported. */
const SURE = 0.5

/**
 * The personal parts of a text, by place, without overlaps: the surer span wins, then the longer one, then the class
 * that stands first in `detectors`. Linear in the length of the text for a bounded number of spans.
 */
export function detect(text: string, context: DetectContext = noContext): readonly Span[] {
  if (text.length < 2) return []
  const plain = plainText(text)
  const features = featuresOf(plain.text)
  let found: Span[] = []
  for (const detector of detectors)
    if (detector.mayHold(features)) found = found.concat(detector.find(plain.text, context, features))
  const spans = withoutOverlaps(found.filter(span => span.confidence >= SURE))
  const { at } = plain
  return at === null ? spans : spans.map(span => ({ ...span, from: at[span.from]!, to: endAt(text, at, span.to) }))
}

/** Where the unit before `to` ended: spaces that were dropped behind it are no part of it, encoded bytes of its letter are. */
function endAt(text: string, at: Int32Array, to: number): number {
  if (to === 0) return 0
  const last = at[to - 1]!
  const length = text[last] === '%' ? encodedLength(text, last) : 1
  return Math.max(last + 1, Math.min(at[to]!, last + length))
}

/** Units of a percent-encoded letter, by its first byte (UTF-8). */
function encodedLength(text: string, from: number): number {
  const byte = Number.parseInt(text.slice(from + 1, from + 3), 16)
  return byte >= 0xf0 ? 12 : byte >= 0xe0 ? 9 : byte >= 0xc0 ? 6 : 3
}

function withoutOverlaps(spans: Span[]): Span[] {
  if (spans.length < 2) return spans
  const byPlace = [...spans].sort((a, b) => a.from - b.from || a.to - b.to || rank.get(a.class)! - rank.get(b.class)!)
  const kept: Span[] = []
  for (let first = 0; first < byPlace.length; ) {
    let next = first + 1
    let to = byPlace[first]!.to
    while (next < byPlace.length && byPlace[next]!.from < to) to = Math.max(to, byPlace[next++]!.to)
    if (next === first + 1) kept.push(byPlace[first]!)
    else kept.push(...best(byPlace.slice(first, next)))
    first = next
  }
  return kept
}

/** Of spans that hang together by overlaps, those that stay, by place. */
function best(spans: Span[]): Span[] {
  const taken: Span[] = []
  spans.sort(
    (a, b) =>
      b.confidence - a.confidence ||
      b.to - b.from - (a.to - a.from) ||
      rank.get(a.class)! - rank.get(b.class)! ||
      a.from - b.from,
  )
  for (const span of spans) if (!taken.some(one => one.from < span.to && span.from < one.to)) taken.push(span)
  return taken.sort((a, b) => a.from - b.from)
}

export function featuresOf(text: string): Features {
  let [digits, letters, uppers, longestWord, word, dots, colons, dashes] = [0, 0, 0, 0, 0, 0, 0, 0]
  let [at, equals, slash, backslash] = [false, false, false, false]
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (isDigit(c)) digits++
    else if (isLetter(c)) {
      letters++
      if (isUpper(c) || c > 127) uppers++
    } else if (c === 64) at = true
    else if (c === 46) dots++
    else if (c === 58) colons++
    else if (c === 45) dashes++
    else if (c === 47) slash = true
    else if (c === 92) backslash = true
    else if (c === 61) equals = true
    word = c === 32 ? 0 : word + 1
    if (word > longestWord) longestWord = word
  }
  const { length } = text
  let known: Groups | null = null
  const groups = () => (known ??= groupsOf(text))
  return { length, digits, letters, uppers, at, equals, slash, backslash, dots, colons, dashes, longestWord, groups }
}

import { isDigit, isLetter, isUpper } from './chars.ts'
import { email } from './email.ts'
import { iban } from './iban.ts'
import { plainText } from './plain-text.ts'
import { type DetectContext, type Detector, type Features, noContext, type PersonalClass, type Span } from './span.ts'

/** Where two spans overlap and are equally sure, the class that stands first wins. */
export const detectors: readonly Detector[] = [email, iban]
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
    if (detector.mayHold(features)) found = found.concat(detector.find(plain.text, context))
  const spans = withoutOverlaps(found.filter(span => span.confidence >= SURE))
  const { at } = plain
  return at === null ? spans : spans.map(span => ({ ...span, from: at[span.from]!, to: endAt(at, span.to) }))
}

/** Where the unit before `to` ended: spaces that were dropped behind it are no part of it. */
const endAt = (at: Int32Array, to: number): number =>
  to === 0 ? 0 : Math.max(at[to - 1]! + 1, Math.min(at[to]!, at[to - 1]! + 3))

function withoutOverlaps(spans: Span[]): Span[] {
  if (spans.length < 2) return spans
  const bySure = [...spans].sort(
    (a, b) =>
      b.confidence - a.confidence ||
      b.to - b.from - (a.to - a.from) ||
      rank.get(a.class)! - rank.get(b.class)! ||
      a.from - b.from,
  )
  const byPlace: Span[] = []
  for (const span of bySure) {
    const at = firstBehind(byPlace, span.from)
    if ((byPlace[at]?.from ?? Number.POSITIVE_INFINITY) < span.to) continue
    byPlace.splice(at, 0, span)
  }
  return byPlace
}

/** Index of the first span that ends behind `from`; spans are sorted and apart. */
function firstBehind(spans: readonly Span[], from: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.to <= from) low = middle + 1
    else high = middle
  }
  return low
}

function featuresOf(text: string): Features {
  let [digits, letters, uppers, longestWord, word] = [0, 0, 0, 0, 0]
  let [at, dot, colon, slash] = [false, false, false, false]
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (isDigit(c)) digits++
    else if (isLetter(c)) {
      letters++
      if (isUpper(c)) uppers++
    } else if (c === 64) at = true
    else if (c === 46) dot = true
    else if (c === 58) colon = true
    else if (c === 47 || c === 92) slash = true
    word = c === 32 ? 0 : word + 1
    if (word > longestWord) longestWord = word
  }
  return { length: text.length, digits, letters, uppers, at, dot, colon, slash, longestWord }
}

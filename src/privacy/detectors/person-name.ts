import { commonNouns, familyNames, givenNames, notNames, otherWords } from './names.ts'
import type { Detector, Span } from './span.ts'

const WORD = /\p{L}[\p{L}\p{M}'’-]*\.?/gu
const TITLES = new Set(
  'mr mrs ms miss mx dr prof herr herrn frau hr fr mme mlle monsieur madame señor señora sr sra srta sig sig.ra signor signora dott dott.ssa ing dhr mevr mevrouw meneer pan pani'.split(
    ' ',
  ),
)
/** Words that stand between the parts of a name. */
const PARTICLES = new Set(
  'van von der den de del della da di du des la le dos das el al bin ibn ter ten zu y e'.split(' '),
)
const ANNOUNCED =
  /(?<![\p{L}])(?:name|customer|client|patient|employee|contact|contact person|applicant|student|dear|hello|hi|regards|attn|attention|c\/o|cc|assigned to|assignee|created by|changed by|approved by|requested by|owner|signed|from|to|kunde|mitarbeiter(?:in)?|patient(?:in)?|ansprechpartner(?:in)?|bearbeiter|erstellt von|genehmigt von|sehr geehrter|sehr geehrte|liebe|lieber|hallo|z\. ?hd\.|zu händen|bonjour|cher|chère|estimado|estimada|gentile|beste|mit freundlichen grüßen|viele grüße|cordialement|atentamente) ?[:,]? ?$/iu
const MOST_PARTS = 5

interface Word {
  readonly from: number
  readonly to: number
  readonly low: string
  readonly isCapital: boolean
}

/**
 * Names of people: a usual given name beside a capitalised word, `Family, Given`, a title and a name, or two names
 * behind words that announce a person. A single name without such words is none: precision before recall.
 */
export const personName: Detector = {
  class: 'person-name',
  mayHold: ({ letters, uppers }) => letters >= 4 && uppers >= 1,
  find(text) {
    const spans: Span[] = []
    const words = wordsOf(text)
    for (let w = 0; w < words.length; w++) {
      const found = nameAt(text, words, w)
      if (found === null) continue
      const [last, confidence, kind] = found
      spans.push({ from: words[w]!.from, to: words[last]!.to, class: 'person-name', confidence, kind })
      w = last
    }
    return spans
  },
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index: from }) => {
    const isInitial = /^\p{Lu}\.$/u.test(word)
    const bare = isInitial || !word.endsWith('.') ? word : word.slice(0, -1)
    return { from, to: from + bare.length, low: bare.toLowerCase(), isCapital: /^\p{Lu}/u.test(bare) }
  })
}

/** The last word of a name that begins at word `w`, its certainty and form; null where none begins. */
function nameAt(text: string, words: readonly Word[], w: number): [number, number, string] | null {
  const word = words[w]!
  if (!word.isCapital && !(TITLES.has(word.low) && words.length > w + 1)) return null
  const next = words[w + 1]
  if (TITLES.has(word.low) && next && isNear(text, word, next)) {
    const behind = titleName(text, words, w)
    if (behind !== null) return behind
  }
  if (!word.isCapital || word.low.length < 2) return null
  if (
    next &&
    familyNames.has(word.low) &&
    /^, ?$/.test(text.slice(word.to, next.from)) &&
    isGiven(next.low) &&
    next.isCapital
  )
    return [w + 1, 0.85, 'family, given']
  if (next?.isCapital && isGiven(next.low) && isReversed(text, words, w)) return [w + 1, 0.55, 'a word, given']
  if (!isGiven(word.low)) return announcedName(text, words, w) ?? beforeFamily(text, words, w)
  const last = nameEnd(text, words, w)
  if (last === w) return null
  const family = words[last]!
  if (notNames.has(family.low)) return null
  if (followedByThing(text, words, last)) return null
  if (familyNames.has(family.low)) return [last, 0.9, 'given family']
  if (/\d/.test(family.low) || isShout(text, family) !== isShout(text, word)) return null
  return [last, family.low.length >= 3 ? 0.65 : 0.4, 'given and a word']
}

const isGiven = (low: string): boolean =>
  givenNames.has(low) || (low.includes('-') && low.split('-').every(part => givenNames.has(part)))
const isShout = (text: string, { from, to }: Word): boolean =>
  to - from > 2 && text.slice(from, to) === text.slice(from, to).toUpperCase()
const isNear = (text: string, a: Word, b: Word): boolean => /^\.? ?$/.test(text.slice(a.to, b.from))

/** `Dr. Anna Weber`, `Frau Weber`: titles may follow one another. */
function titleName(text: string, words: readonly Word[], w: number): [number, number, string] | null {
  let at = w
  while (at < words.length && at < w + 3 && TITLES.has(words[at]!.low)) at++
  const first = words[at]
  if (!first?.isCapital || notNames.has(first.low) || first.low.length < 2) return null
  return [nameEnd(text, words, at), 0.8, 'title']
}

/** `Mulder, Andrew` where a text or a part of it begins and ends so. */
function isReversed(text: string, words: readonly Word[], w: number): boolean {
  const [word, next] = [words[w]!, words[w + 1]!]
  if (notNames.has(word.low) || commonNouns.has(word.low) || TITLES.has(word.low)) return false
  if (text.slice(word.to, next.from) !== ', ') return false
  return !words[w - 1]?.isCapital && !/^(?:,| \p{Ll})/u.test(text.slice(next.to, next.to + 2))
}

/** Two capitalised words behind `Dear` or `Customer:`, the second a family name. */
function announcedName(text: string, words: readonly Word[], w: number): [number, number, string] | null {
  const word = words[w]!
  const last = nameEnd(text, words, w)
  if (last === w || last > w + 2 || notNames.has(word.low)) return null
  if (!familyNames.has(words[last]!.low) || !ANNOUNCED.test(text.slice(Math.max(0, word.from - 32), word.from)))
    return null
  return [last, 0.75, 'announced']
}

/** Endings that family names have and hardly another word. */
const ENDINGS =
  /(?:sson|ová|[rnltk]sen|ović|ević|escu|czyk|[wd]ski|[wd]ska|cki|cka|oğlu|opoulos|idis|akis|shvili|enko|dóttir|(?<!e)inen|[oaä]nen|quist|qvist|ström|ström|gård|mann|[aeo]yan|ián|ínez|ández|ález|énez|íguez|ñez)$/

const isFamily = (low: string): boolean =>
  low
    .split('-')
    .some(part => (familyNames.has(part) && !otherWords.has(part)) || (part.length >= 6 && ENDINGS.test(part)))

/** A capitalised word and a family name that is no other word: `Kjersti Andersson`. */
function beforeFamily(text: string, words: readonly Word[], w: number): [number, number, string] | null {
  const word = words[w]!
  const last = Math.min(nameEnd(text, words, w), w + 1)
  const family = words[last]!
  if (last === w || word.low.length < 3 || notNames.has(word.low) || commonNouns.has(word.low)) return null
  if (!isFamily(family.low) || isShout(text, family) !== isShout(text, word)) return null
  return followedByThing(text, words, last) ? null : [last, 0.55, 'a word and family']
}

/** Last of the words that continue a name: initials, further given names, particles, then one capitalised word. */
function nameEnd(text: string, words: readonly Word[], w: number): number {
  let last = w
  for (let at = w + 1; at < words.length && at < w + MOST_PARTS; at++) {
    if (!/^ ?$/.test(text.slice(words[at - 1]!.to, words[at]!.from).replace('.', ''))) break
    const { low, isCapital } = words[at]!
    if (PARTICLES.has(low) && words[at + 1]?.isCapital) continue
    if (!isCapital || notNames.has(low)) break
    last = at
    if (isGiven(low) || /^\p{L}\.$/u.test(low)) continue
    // a second family name: `Mónica Zamudio Mena`
    const second = words[at + 1]
    const isDouble =
      second?.isCapital && !notNames.has(second.low) && !commonNouns.has(second.low) && second.low.length > 2
    return isDouble && text.slice(words[at]!.to, second.from) === ' ' ? at + 1 : at
  }
  return last
}

/** `Martin Luther Straße`, `Charles Schwab Bank`: a thing named after a person. */
const followedByThing = (text: string, words: readonly Word[], last: number): boolean => {
  const next = words[last + 1]
  return next !== undefined && notNames.has(next.low) && /^[ -]$/.test(text.slice(words[last]!.to, next.from))
}

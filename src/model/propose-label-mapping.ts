import { nameWords } from '../base/name-words.ts'
import { compareText } from '../base/sort.ts'
import type { LabelEntry, LabelMapping } from './label-mapping.ts'
import { Likeness } from './likeness.ts'

/** A pair less alike than this is not proposed. */
const LEAST = 0.6
/** Ends of activity names that say how far an activity is, not which it is. */
const LIFECYCLE =
  /[\s+_:./()[\]-]+(?:schedule|assign|reassign|start|started|suspend|resume|complete|completed|withdraw|abort)\W*$/iu
/** Longer names are compared by their beginning. */
const LONGEST = 120

/**
 * Proposes what each label of a model stands for among the activities of a log: the same text; the same words, whatever
 * their case, accents, punctuation and life-cycle suffix (several activities may have them); else the pairs most alike,
 * best first, each activity once. Alike is the better of two: words in common (Dice, 1945, equal but for small slips), and
 * letters in common (Levenshtein, 1966). Ties go by the order of labels, then of activities by code point; the result
 * depends on nothing else. O(labels * activities * letters²), most of
 * it cut short.
 */
export function proposeLabelMapping(labels: readonly string[], activities: readonly string[]): LabelMapping {
  const wanted = [...new Set(labels)]
  const known = [...new Set(activities)].sort(compareText)
  const left = new Set(known)
  const entries = new Map<string, LabelEntry>()
  const take = (label: string, found: readonly string[], confidence: number, by: LabelEntry['by']) => {
    entries.set(label, { label, activities: found, confidence, by })
    for (const activity of found) left.delete(activity)
  }
  for (const label of wanted) if (left.has(label)) take(label, [label], 1, 'same')
  const wordsOf = new Map(known.map(activity => [activity, normalWords(activity)]))
  for (const label of wanted) {
    if (entries.has(label)) continue
    const words = normalWords(label)
    const found = known.filter(activity => left.has(activity) && words !== '' && wordsOf.get(activity) === words)
    if (found.length > 0) take(label, found, 0.95, 'words')
  }
  const alike = new Likeness()
  const pairs = wanted.flatMap((label, l) =>
    entries.has(label)
      ? []
      : [...left].map((activity, a) => ({
          label,
          activity,
          l,
          a,
          score: alike.of(normalWords(label), wordsOf.get(activity)!),
        })),
  )
  const good = pairs.filter(({ score }) => score >= LEAST)
  for (const { label, activity, score } of good.sort((x, y) => y.score - x.score || x.l - y.l || x.a - y.a))
    if (!entries.has(label) && left.has(activity)) take(label, [activity], Math.round(score * 90) / 100, 'similar')
  const none = (label: string): LabelEntry => ({ label, activities: [], confidence: 0, by: 'none' })
  return { version: 1, labels: wanted.map(label => entries.get(label) ?? none(label)), ignoredActivities: [] }
}

/** Lower-case words without accents and life-cycle suffix, one space between. */
function normalWords(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}+/gu, '')
  const shorter = plain.replace(LIFECYCLE, '')
  const words = nameWords(nameWords(shorter) === '' ? plain : shorter)
  return words.slice(0, LONGEST)
}

import { type Candidate, eachCandidate } from './groups.ts'
import { contextBefore, isBusinessBefore } from './hints.ts'
import { nationalIds } from './national-ids/index.ts'
import type { NationalId } from './national-ids/national-id.ts'
import type { DetectContext, Detector, Span } from './span.ts'

const byLength = new Map<number, NationalId[]>()
for (const id of nationalIds)
  for (const length of id.lengths) byLength.set(length, [...(byLength.get(length) ?? []), id])
const bounds = { shortest: Math.min(...byLength.keys()), longest: Math.max(...byLength.keys()), digits: 4 }

/** Identifiers that countries give to people: by form and checksum, and by the words that announce them where those are weak. */
export const nationalId: Detector = {
  class: 'national-id',
  mayHold: ({ digits, length }) => length >= bounds.shortest && digits >= 4,
  find(text, context, { groups }) {
    const spans: Span[] = []
    eachCandidate(text, groups(), bounds, candidate => {
      let best: Span | null = null
      for (const id of byLength.get(candidate.compact.length) ?? []) {
        if (!id.pattern.test(candidate.compact) || !id.isValid(candidate.compact)) continue
        const confidence = confidenceOf(id, candidate, text, context)
        if (best === null || confidence > best.confidence)
          best = { from: candidate.from, to: candidate.to, class: 'national-id', confidence, kind: id.kind }
      }
      if (best) spans.push(best)
    })
    return spans
  },
}

function confidenceOf(id: NationalId, candidate: Candidate, text: string, { field, words }: DetectContext): number {
  const alone = id.alone(candidate)
  if (id.announced.test(contextBefore(text, candidate.from, words))) return Math.max(alone, 0.95)
  if (field === 'national-id') return Math.max(alone, 0.9)
  if (alone < 0.8 && isOddlyCut(candidate)) return alone / 2
  return alone < 0.9 && isBusinessBefore(text, candidate.from) ? alone / 2 : alone
}

/** Digits in groups of one, or with several kinds of separators: versions, tickets, sections. */
const isOddlyCut = ({ compact, form }: Candidate): boolean =>
  /^\d+$/.test(compact) && (/(?:^|\D)1(?:\D|$)/.test(form) || new Set(form.replace(/\d+/g, '')).size > 1)

import { type DetectContext, noContext, type PersonalClass } from '../detectors/span.ts'
import { fieldPromise } from '../field-names.ts'
import { analyse } from '../value-analysis.ts'
import { byHand } from './by-hand.fixture.ts'
import { Draw } from './draw.fixture.ts'
import { nationalIdMakers } from './ids.fixture.ts'
import { negatives } from './negatives.fixture.ts'
import { makeBirthDate, makeCard, makeIban, makeIp, makePhone } from './numbers.fixture.ts'
import { makeAccount, makeAddress, makeEmail, makeMachine, makeName } from './people.fixture.ts'
import { type Drawn, marked, type Sample } from './sample.fixture.ts'
import { makePasswordText, makeSecret } from './secrets.fixture.ts'
import { setting } from './settings.fixture.ts'

const POSITIVES = 1200
const EACH_ID = 110
const EACH_NEGATIVE = 120

/** The labelled corpus: seeded, so the same on every machine. */
export function corpus(seed = 20): Sample[] {
  const draw = new Draw(seed)
  const some = (found: PersonalClass, count: number, make: (draw: Draw) => Drawn) =>
    Array.from({ length: count }, () => setting(draw, found, make(draw)))
  return [
    ...some('email', POSITIVES, makeEmail),
    ...some('phone', POSITIVES, makePhone),
    ...some('iban', POSITIVES, makeIban),
    ...some('card', POSITIVES, makeCard),
    ...Object.values(nationalIdMakers).flatMap(make => some('national-id', EACH_ID, make)),
    ...some('birth-date', POSITIVES, makeBirthDate),
    ...some('ip-address', POSITIVES, makeIp),
    ...some('secret', POSITIVES * 0.75, makeSecret),
    ...Array.from({ length: POSITIVES * 0.25 }, () => {
      const { text, kind } = makePasswordText(draw)
      return marked(text, kind, 'sentence')
    }),
    ...some('account-name', POSITIVES, makeAccount),
    ...some('machine-name', POSITIVES, makeMachine),
    ...some('person-name', POSITIVES, makeName),
    ...some('address', POSITIVES, makeAddress),
    ...negatives(draw, EACH_NEGATIVE),
    ...byHand,
  ]
}

export interface Score {
  readonly class: PersonalClass
  /** Parts of the class that stand in the corpus, and how many of them were covered whole. */
  readonly parts: number
  readonly found: number
  /** Spans of the class that were reported, and how many touch no part of the class. */
  readonly reported: number
  readonly wrong: number
  readonly missed: readonly Sample[]
  readonly mistaken: readonly { sample: Sample; text: string; detectedAs: string }[]
}

const contexts = new Map<string | null, DetectContext>([[null, noContext]])
function contextOf(field: string | null): DetectContext {
  let context = contexts.get(field)
  if (!context) {
    const promise = fieldPromise(field)
    context = { ...noContext, field: promise.class, words: promise.words }
    contexts.set(field, context)
  }
  return context
}

/** Recall: parts covered whole. Precision: reported spans that touch a part of their class. By class. */
export function measure(samples: readonly Sample[]): Map<PersonalClass, Score> {
  type Mutable = { -readonly [K in keyof Score]: Score[K] extends readonly (infer T)[] ? T[] : Score[K] }
  const scores = new Map<PersonalClass, Mutable>()
  const scoreOf = (found: PersonalClass) => {
    let score = scores.get(found)
    if (!score)
      scores.set(found, (score = { class: found, parts: 0, found: 0, reported: 0, wrong: 0, missed: [], mistaken: [] }))
    return score
  }
  for (const sample of samples) {
    const { spans } = analyse(sample.text, contextOf(sample.field))
    for (const part of sample.parts) {
      const score = scoreOf(part.class)
      score.parts++
      if (spans.some(span => span.class === part.class && span.from <= part.from && span.to >= part.to)) score.found++
      else score.missed.push(sample)
    }
    for (const span of spans) {
      const score = scoreOf(span.class)
      score.reported++
      if (sample.parts.some(part => part.class === span.class && part.from < span.to && span.from < part.to)) continue
      score.wrong++
      score.mistaken.push({ sample, text: sample.text.slice(span.from, span.to), detectedAs: span.kind })
    }
  }
  return scores as Map<PersonalClass, Score>
}

import type { ValueClass } from '../../log/masked.ts'
import type { Groups } from './groups.ts'

/** Classes that tell about a person or open a door; everything else is `text`, `number` and so on. */
export type PersonalClass = Extract<
  ValueClass,
  | 'email'
  | 'phone'
  | 'iban'
  | 'card'
  | 'national-id'
  | 'birth-date'
  | 'ip-address'
  | 'secret'
  | 'account-name'
  | 'machine-name'
  | 'person-name'
  | 'address'
>

/** A part of a text, in UTF-16 units, `to` exclusive. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly class: PersonalClass
  /** 0..1: 0.9 and above for a checksum or an unmistakable form, 0.5 for what needs its context. */
  readonly confidence: number
  /** What of the class: a country, an issuer, a kind of token. */
  readonly kind: string
}

/** What is known of where a text stands. */
export interface DetectContext {
  /** Class that the label of the field promises, if any. */
  readonly field: PersonalClass | null
  /** Label of the field, in lower-case words. */
  readonly words: string
  /** Names of accounts and machines that are always found, in lower case. */
  readonly accounts: ReadonlySet<string>
  readonly machines: ReadonlySet<string>
}

/** One class of personal data. `find` is linear in the length of the text. */
export interface Detector {
  readonly class: PersonalClass
  /** Cheap test: false where the text cannot hold one. */
  mayHold(features: Features): boolean
  find(text: string, context: DetectContext, features: Features): Span[]
}

/** What one pass over a text tells, so that most detectors need not run. */
export interface Features {
  readonly length: number
  readonly digits: number
  readonly letters: number
  readonly uppers: number
  readonly at: boolean
  readonly equals: boolean
  readonly slash: boolean
  readonly backslash: boolean
  readonly dots: number
  readonly colons: number
  readonly dashes: number
  readonly longestWord: number
  /** Runs of letters and digits, found when first asked for. */
  groups(): Groups
}

export const noContext: DetectContext = { field: null, words: '', accounts: new Set(), machines: new Set() }

import type { IdentifierForm } from './key-forms.ts'
import type { MaskingRule, ValuePlace } from './masking-rules.ts'
import type { KeptWords } from './title-template.ts'

export interface MaskerOptions {
  /** Secret of this import or recorder; keys of people and days are derived from it. */
  readonly key: Uint8Array
  /** Key under which people get their pseudonyms; derived from `key` where missing, so that it is never the same. */
  readonly userKey?: Uint8Array
  /** Key of the project for declared business identifiers; null: none are hashed across people. */
  readonly projectKey?: Uint8Array | null
  /** Forms of business identifiers that the project declares; without any, no value has `keys`. */
  readonly identifiers?: readonly IdentifierForm[]
  readonly rules?: readonly MaskingRule[]
  /** Whether this value is kept in clear, whole: the capture rule as a function. Password fields stay out of it. */
  readonly keeps?: (place: ValuePlace) => boolean
  /** What is kept of labels, titles and addresses; default `known`. */
  readonly words?: KeptWords
  /** Words and phrases that are static in the project's programs, beside the built-in ones. */
  readonly staticPhrases?: readonly string[]
  /** Whether a label of a static role is known to be static: an allowlist of labels or programs. Default: the role decides. */
  readonly keepsLabel?: (label: string, role: string, place: Partial<ValuePlace>) => boolean
  /** Names of accounts and machines to find wherever they stand. */
  readonly accounts?: readonly string[]
  readonly machines?: readonly string[]
}

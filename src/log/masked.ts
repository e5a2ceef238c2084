import type { Dictionary } from '../base/dictionary.ts'

/** What a value is, as far as its form tells. `text` is free text, `label` a static text of the user interface. */
export const valueClasses = [
  'empty',
  'label',
  'text',
  'word',
  'number',
  'amount',
  'date',
  'time',
  'identifier',
  'email',
  'phone',
  'iban',
  'card',
  'national-id',
  'birth-date',
  'ip-address',
  'secret',
  'account-name',
  'machine-name',
  'person-name',
  'address',
  'url',
  'path',
  'boolean',
  'list',
] as const
export type ValueClass = (typeof valueClasses)[number]

/** Lengths are kept in bands: band b holds texts of lengthBands[b]..lengthBands[b + 1] - 1 code points. */
export const lengthBands: readonly number[] = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256]

/**
 * What is kept of a value: enough to see that two are equal, of one form, or derived from each other; never the text,
 * unless a capture rule names the field (`clear`).
 */
export interface Masked<T extends string = string> {
  /** Coarse shape: `Aaa 9999`; runs are cut to four characters. */
  readonly shape: string
  readonly class: ValueClass
  /** Index into `lengthBands`. */
  readonly length: number
  /** Hash under a key of one person and one day: copy and paste within that day match, nothing else does. null: none. */
  readonly hash: string | null
  /** Hashes of declared business identifiers under the project key, at most four a token; they match across people. */
  readonly keys: readonly string[]
  /** The text itself, only where a capture rule allows it. */
  readonly clear: T | null
}

/** Texts of a column: code i < 0 is missing. */
export interface Texts {
  readonly codes: Int32Array
  readonly dictionary: Dictionary
}

/** Distinct masked values in columns; value v of all arrays belongs together. */
export interface MaskedValues {
  readonly size: number
  readonly shape: Texts
  /** Index into `valueClasses`. */
  readonly class: Uint8Array
  readonly length: Uint8Array
  readonly hash: Texts
  /** Value v has the keys keyCodes[keyOffsets[v]..keyOffsets[v + 1]), codes of keyTexts. */
  readonly keyOffsets: Int32Array
  readonly keyCodes: Int32Array
  readonly keyTexts: Dictionary
  readonly clear: Texts
}

/** Distinct sets of hashes of declared business identifiers: set s has the keys codes[offsets[s]..offsets[s + 1]), none is empty. */
export interface KeySets {
  readonly size: number
  readonly offsets: Int32Array
  readonly codes: Int32Array
  readonly texts: Dictionary
}

export const keysAt = ({ offsets, codes, texts }: KeySets, at: number): readonly string[] =>
  at < 0 ? [] : Array.from(codes.subarray(offsets[at]!, offsets[at + 1]!), code => texts.text(code))

export function maskedAt(values: MaskedValues, at: number): Masked | null {
  if (at < 0) return null
  const text = ({ codes, dictionary }: Texts) => (codes[at]! < 0 ? null : dictionary.text(codes[at]!))
  const keys: string[] = []
  for (let k = values.keyOffsets[at]!; k < values.keyOffsets[at + 1]!; k++)
    keys.push(values.keyTexts.text(values.keyCodes[k]!))
  return {
    shape: text(values.shape) ?? '',
    class: valueClasses[values.class[at]!]!,
    length: values.length[at]!,
    hash: text(values.hash),
    keys,
    clear: text(values.clear),
  }
}

import type { Platform } from '../base/platform.ts'
import { lengthBands, type Masked, type ValueClass } from '../log/masked.ts'

/** Where a value stands: rules and classes may depend on it. */
export interface ValuePlace {
  readonly user: string | null
  /** Epoch ms of the event; its UTC day is part of the key. */
  readonly time: number | undefined
  readonly application?: string | null
  readonly page?: string | null
  readonly role?: string | null
  /** Label or identifier of the element. */
  readonly field?: string | null
}

export interface MaskerOptions {
  readonly platform: Platform
  /** Secret of this import or recorder; keys of people and days are derived from it. */
  readonly key: Uint8Array
  /** Key of the project for declared business identifiers; null: none are hashed across people. */
  readonly projectKey?: Uint8Array | null
  /** Whether this value is kept in clear: the explicit capture rule. */
  readonly keeps?: (place: ValuePlace) => boolean
}

/** Hex characters kept of a hash: 64 bits. */
const HASH = 16

/**
 * Turns what a person typed, copied or saw into what may be kept of it (`Masked`). Every distinct value of a person and
 * day is hashed once.
 */
export class ValueMasker {
  private readonly options: MaskerOptions
  private readonly hashes = new Map<string, Promise<string>>()

  constructor(options: MaskerOptions) {
    this.options = options
  }

  async value(text: string, place: ValuePlace): Promise<Masked> {
    const day = place.time === undefined ? 'no day' : Math.floor(place.time / 86_400_000)
    const kept = this.options.keeps?.(place) ?? false
    return {
      shape: shapeOf(text),
      class: classOf(text),
      length: lengthBand(text),
      hash: text === '' ? null : await this.hash(`${place.user ?? ''}\n${day}\n${text.trim()}`),
      keys: [],
      clear: kept ? text : null,
    }
  }

  private hash(text: string): Promise<string> {
    let hash = this.hashes.get(text)
    if (!hash) {
      hash = this.options.platform.hmac(this.options.key, text).then(hex => hex.slice(0, HASH))
      this.hashes.set(text, hash)
    }
    return hash
  }
}

/** `Aaa 9999`: letters to `A` or `a`, digits to `9`, white space to one space; runs of the same are cut to four. */
export function shapeOf(text: string): string {
  let shape = ''
  let run = 0
  for (const letter of text) {
    const sign = /\p{Lu}/u.test(letter)
      ? 'A'
      : /\p{L}/u.test(letter)
        ? 'a'
        : /\p{N}/u.test(letter)
          ? '9'
          : /\s/u.test(letter)
            ? ' '
            : letter
    run = shape.endsWith(sign) ? run + 1 : 1
    if (run <= (sign === ' ' ? 1 : 4)) shape += sign
  }
  return shape.slice(0, 64)
}

export function lengthBand(text: string): number {
  let length = 0
  for (const _ of text) length++
  let band = 0
  while (band + 1 < lengthBands.length && length >= lengthBands[band + 1]!) band++
  return band
}

export function classOf(text: string): ValueClass {
  if (text.trim() === '') return 'empty'
  if (/^[+-]?\d+([.,]\d+)?$/.test(text.trim())) return 'number'
  return /\s/.test(text.trim()) ? 'text' : 'word'
}

import { decodeUtf8, encodeUtf8Into } from './utf8.ts'

/** Distinct strings numbered in order of first appearance. Code i is the UTF-8 of bytes[offsets[i]..offsets[i+1]). */
export interface Dictionary {
  readonly size: number
  readonly bytes: Uint8Array
  /** size + 1 byte offsets (Float64 where the bytes pass 4 GiB is not needed: a dictionary stays below it). */
  readonly offsets: Uint32Array
  /** Decoded on first use and kept. */
  text(code: number): string
  /** Code of a string, -1 where it is absent. O(1) after the first call. */
  codeOf(text: string): number
}

/** FNV-1a over four bytes at a time would be faster but depends on alignment: one byte a step is the same everywhere. */
function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = FNV_BASIS
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME)
  return hash
}
export const FNV_BASIS: number = 0x811c9dc5 | 0
export const FNV_PRIME = 0x01000193

const NO_BYTES = new Uint8Array(0)

/**
 * Builds a dictionary from bytes, without a JavaScript string for each value (a Map fails at 2^24 entries).
 * Open addressing, linear probing, load <= 1/2; hashes are kept so that growing needs no rehash of bytes.
 */
export class DictionaryBuilder implements Dictionary {
  size = 0
  // small at first: a log with many text columns has a dictionary for each
  bytes = new Uint8Array(16)
  offsets = new Uint32Array(4)
  private hashes = new Int32Array(4)
  private slots = new Int32Array(8).fill(-1)
  private readonly texts: (string | undefined)[] = []
  private scratch = NO_BYTES

  /** Code of the UTF-8 in source[from..to), added if new. */
  add(source: Uint8Array, from: number, to: number): number {
    return this.addHashed(source, from, to, hashBytes(source, from, to))
  }

  /** The same for a reader that has computed FNV-1a (`hash = imul(hash ^ byte, FNV_PRIME)`) while it looked for the end. */
  addHashed(source: Uint8Array, from: number, to: number, fnv: number): number {
    const hash = fnv ^ (fnv >>> 15)
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (;;) {
      const code = this.slots[slot]!
      if (code === -1) return this.insert(source, from, to, hash, slot)
      if (this.hashes[code] === hash && this.equals(code, source, from, to)) return code
      slot = (slot + 1) & mask
    }
  }

  addText(text: string): number {
    if (this.scratch.length < text.length * 3) this.scratch = new Uint8Array(text.length * 6)
    return this.add(this.scratch, 0, encodeUtf8Into(text, this.scratch, 0))
  }

  codeOf(text: string): number {
    if (this.scratch.length < text.length * 3) this.scratch = new Uint8Array(text.length * 6)
    const to = encodeUtf8Into(text, this.scratch, 0)
    const fnv = hashBytes(this.scratch, 0, to)
    const hash = fnv ^ (fnv >>> 15)
    const mask = this.slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = this.slots[slot]!
      if (code === -1) return -1
      if (this.hashes[code] === hash && this.equals(code, this.scratch, 0, to)) return code
    }
  }

  text(code: number): string {
    let text = this.texts[code]
    if (text === undefined) {
      text = decodeUtf8(this.bytes, this.offsets[code]!, this.offsets[code + 1]!)
      this.texts[code] = text
    }
    return text
  }

  /** The dictionary as it stands; the builder may not be used afterwards. */
  finish(): Dictionary {
    return dictionaryOf(this.bytes.slice(0, this.offsets[this.size]!), this.offsets.slice(0, this.size + 1))
  }

  private equals(code: number, source: Uint8Array, from: number, to: number): boolean {
    let at = this.offsets[code]!
    if (this.offsets[code + 1]! - at !== to - from) return false
    for (let i = from; i < to; i++) if (this.bytes[at++] !== source[i]) return false
    return true
  }

  private insert(source: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const code = this.size++
    const start = this.offsets[code]!
    const end = start + to - from
    if (end >= 2 ** 32) throw new RangeError('A column has more than 4 GiB of distinct values.')
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.min(2 ** 32 - 1, Math.max(end, this.bytes.length * 2)))
      grown.set(this.bytes.subarray(0, start))
      this.bytes = grown
    }
    for (let i = from, at = start; i < to; i++) this.bytes[at++] = source[i]!
    if (code + 2 > this.offsets.length) {
      const offsets = new Uint32Array(this.offsets.length * 2)
      offsets.set(this.offsets)
      this.offsets = offsets
      const hashes = new Int32Array(this.hashes.length * 2)
      hashes.set(this.hashes)
      this.hashes = hashes
    }
    this.offsets[code + 1] = end
    this.hashes[code] = hash
    this.slots[slot] = code
    if (this.size * 2 > this.slots.length) this.grow()
    return code
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let code = 0; code < this.size; code++) {
      let slot = this.hashes[code]! & mask
      while (slots[slot] !== -1) slot = (slot + 1) & mask
      slots[slot] = code
    }
    this.slots = slots
  }
}

/** A dictionary over bytes that already lie in order (a stored log, a finished builder). */
export function dictionaryOf(bytes: Uint8Array, offsets: Uint32Array): Dictionary {
  const size = offsets.length - 1
  const texts: (string | undefined)[] = []
  let lookup: DictionaryBuilder | undefined
  return {
    size,
    bytes,
    offsets,
    text(code) {
      let text = texts[code]
      if (text === undefined) {
        text = decodeUtf8(bytes, offsets[code]!, offsets[code + 1]!)
        texts[code] = text
      }
      return text
    },
    codeOf(text) {
      if (!lookup) {
        lookup = new DictionaryBuilder()
        for (let code = 0; code < size; code++) lookup.add(bytes, offsets[code]!, offsets[code + 1]!)
      }
      return lookup.codeOf(text)
    },
  }
}

/** A dictionary of given strings, in their order (they must be distinct). */
export function dictionaryFrom(texts: Iterable<string>): Dictionary {
  const builder = new DictionaryBuilder()
  for (const text of texts) builder.addText(text)
  return builder.finish()
}

import { encodeUtf8 } from '../../base/utf8.ts'
import type { Entries } from './entries.ts'
import { byPieces, type Pace } from './pace.ts'
import { doubled } from './pair-index.ts'
import { SharedWork } from './shared-work.ts'
import { VariantHash } from './variant-id.ts'

/** The distinct sequences of classes among the selected cases, numbered in order of first appearance. */
export interface VariantGroups {
  readonly count: number
  /** Cases of each variant. */
  readonly cases: Int32Array
  /** One selected case of each variant: its first. */
  readonly example: Int32Array
  /** Variant of each selected case. */
  readonly of: Int32Array
}
const known = new WeakMap<Entries, VariantGroups>()
const work = new SharedWork<Entries, VariantGroups>()

/** Group cases by their sequence: a 32-bit hash finds the candidate, the symbols decide. O(entries). */
export async function variantsOf(entries: Entries, pace: Pace): Promise<VariantGroups> {
  const groups = known.get(entries)
  return groups ?? work.run(entries, pace.cancel, cancel => group(entries, pace.with(cancel)))
}

async function group(entries: Entries, pace: Pace): Promise<VariantGroups> {
  const { from, to, symbols } = entries
  const of = new Int32Array(from.length)
  let cases: Int32Array = new Int32Array(256)
  let example: Int32Array = new Int32Array(256)
  let hashes: Int32Array = new Int32Array(256)
  let slots: Int32Array = new Int32Array(1024).fill(-1)
  let count = 0
  const place = (v: number) => {
    const mask = slots.length - 1
    let slot = hashes[v]! & mask
    while (slots[slot]! >= 0) slot = (slot + 1) & mask
    slots[slot] = v
  }
  const add = (k: number, hash: number) => {
    const v = count++
    if (v === cases.length) {
      cases = doubled(cases)
      example = doubled(example)
      hashes = doubled(hashes)
    }
    hashes[v] = hash
    example[v] = k
    if (count * 2 > slots.length) {
      slots = new Int32Array(slots.length * 4).fill(-1)
      for (let w = 0; w < count; w++) place(w)
    } else place(v)
    return v
  }
  await byPieces(entries, pace, (a, b) => {
    for (let k = a; k < b; k++) {
      const start = from[k]!
      const end = to[k]!
      let hash = end - start
      for (let e = start; e < end; e++) hash = Math.imul(hash ^ symbols[e]!, 0x9e3779b1)
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
      hash ^= hash >>> 13
      const mask = slots.length - 1
      let v = -1
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        v = slots[slot]!
        if (v < 0) break
        if (hashes[v] !== hash) continue
        const first = from[example[v]!]!
        if (to[example[v]!]! - first !== end - start) continue
        let i = start
        for (let j = first; i < end && symbols[i] === symbols[j]; j++) i++
        if (i === end) break
      }
      if (v < 0) v = add(k, hash)
      cases[v]!++
      of[k] = v
    }
  })
  const groups = { count, cases: cases.subarray(0, count), example: example.subarray(0, count), of }
  known.set(entries, groups)
  return groups
}

/** How many classes occur among the selected cases: those of one case of each variant. */
export function countOccurring({ from, to, symbols, seen }: Entries, { example }: VariantGroups): number {
  const found = new Uint8Array(seen.texts.length)
  let count = 0
  for (const k of example)
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      const symbol = symbols[e]!
      if (found[symbol] === 1) continue
      found[symbol] = 1
      count++
    }
  return count
}

/** Order of variants: cases descending, then by sequence of class texts. */
export function variantOrder(entries: Entries, groups: VariantGroups): (a: number, b: number) => number {
  const { from, to, symbols } = entries
  const { rank } = entries.seen
  const { cases, example } = groups
  return (a, b) => {
    if (cases[a] !== cases[b]) return cases[b]! - cases[a]!
    let i = from[example[a]!]!
    let j = from[example[b]!]!
    const iEnd = to[example[a]!]!
    const jEnd = to[example[b]!]!
    for (; i < iEnd && j < jEnd; i++, j++) {
      const x = rank[symbols[i]!]!
      const y = rank[symbols[j]!]!
      if (x !== y) return x - y
    }
    return iEnd - i - (jEnd - j)
  }
}

/** Stable ids of cases by their sequences; texts are encoded once. */
export function variantIds(entries: Entries): (k: number) => string {
  const { from, to, symbols, seen } = entries
  const bytes: (Uint8Array | undefined)[] = []
  const hash = new VariantHash()
  return k => {
    hash.reset()
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      const symbol = symbols[e]!
      hash.add((bytes[symbol] ??= encodeUtf8(seen.texts[symbol]!)))
    }
    return hash.hex()
  }
}

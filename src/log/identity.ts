import type { Dictionary } from '../base/dictionary.ts'
import { encodeUtf8 } from '../base/utf8.ts'
import type { Column } from './column.ts'
import { positionOf } from './column.ts'
import type { EventLog } from './event-log.ts'

/** Attributes whose value is an id that the source gave, strongest first: XES's identity extension, OCEL's event id. */
export const SOURCE_IDS = ['identity:id', 'ocel:eid'] as const

/**
 * Stable 64-bit ids: two words each, low then high, in the order of the rows. What is stored outside a log refers to
 * these, never to row numbers (semantics 2).
 */
export interface Identities {
  readonly words: Uint32Array
}

/** 16 lower-case hex digits, for JSON and the store. */
export function identityText({ words }: Identities, row: number): string {
  const hex = (word: number) => word.toString(16).padStart(8, '0')
  return hex(words[row * 2 + 1]!) + hex(words[row * 2]!)
}

/**
 * Ids of all events: a hash of the source's own id where the event has one, else of source, case, activity, time (ms)
 * and its ordinal among the events that agree in these, in input order. So an id does not change when other events are
 * added, in the same import or as a segment; copies of one source event in a flattened log share their id.
 * `source` names where the log comes from (a connection, a file's project), not a version of it. O(events).
 */
export function eventIdentities(log: EventLog, source: string): Identities {
  const words = new Uint32Array(log.eventCount * 2)
  const seed = hashText(source, EVENT)
  const own = sourceIds(log.eventAttributes)
  const ownHashes = own.map(({ dictionary }) => hashesOf(dictionary, hashText(source, OWN)))
  const activities = hashesOf(log.activity.dictionary, seed)
  const cases = hashesOf(log.caseIds, seed)
  const { complete, activity, caseOffsets } = log
  const equals = new Map<number, number>()
  let latest = Number.NaN
  for (let c = 0; c < log.caseCount; c++) {
    const to = caseOffsets[c + 1]!
    for (let row = caseOffsets[c]!; row < to; row++) {
      const given = own.findIndex(column => codeAt(column, row) >= 0)
      if (given >= 0) {
        copyWords(ownHashes[given]!, codeAt(own[given]!, row), words, row)
        continue
      }
      // Events with equal times are neighbours; those without a time are counted over the whole case.
      const time = complete[row]!
      if (!Number.isNaN(time) && time !== latest) {
        forget(equals)
        latest = time
      }
      const code = activity.codes[row]!
      const key = Number.isNaN(time) ? -2 - code : code
      const ordinal = equals.get(key) ?? 0
      equals.set(key, ordinal + 1)
      hashEvent(words, row, cases, c, activities, code, time, ordinal)
    }
    equals.clear()
    latest = Number.NaN
  }
  return { words }
}

/** Ids of all cases: a hash of source and case id, or of the id that the source gave (`identity:id`). */
export function caseIdentities(log: EventLog, source: string): Identities {
  const words = hashesOf(log.caseIds, hashText(source, CASE))
  const own = sourceIds(log.caseAttributes)[0]
  if (own) {
    const hashes = hashesOf(own.dictionary, hashText(source, OWN))
    for (let c = 0; c < log.caseCount; c++) if (codeAt(own, c) >= 0) copyWords(hashes, codeAt(own, c), words, c)
  }
  return { words }
}

/** Ids of activity instances, by the row of their complete event: another number than the id of that event. */
export function instanceIdentities(events: Identities): Identities {
  const words = new Uint32Array(events.words.length)
  for (let i = 0; i < words.length; i += 2) {
    words[i] = mix(events.words[i]!, INSTANCE[0])
    words[i + 1] = mix(events.words[i + 1]!, INSTANCE[1] ^ events.words[i]!)
  }
  return { words }
}

type Seed = readonly [number, number]
const EVENT: Seed = [0x9e3779b1, 0x85ebca77]
const CASE: Seed = [0xc2b2ae3d, 0x27d4eb2f]
const OWN: Seed = [0x165667b1, 0x2545f491]
const INSTANCE: Seed = [0x7feb352d, 0x846ca68b]

type TextLike = Extract<Column, { readonly codes: Int32Array }>
const sourceIds = (attributes: ReadonlyMap<string, Column>): TextLike[] =>
  SOURCE_IDS.map(key => attributes.get(key)).filter((column): column is TextLike => !!column && 'codes' in column)

function codeAt(column: TextLike, row: number): number {
  const at = positionOf(column, row)
  return at < 0 ? -1 : column.codes[at]!
}

/** Events without a time keep their count (keys below -1) when the time moves on. */
function forget(equals: Map<number, number>): void {
  for (const key of equals.keys()) if (key >= -1) equals.delete(key)
}

function copyWords(from: Uint32Array, i: number, to: Uint32Array, row: number): void {
  to[row * 2] = from[i * 2]!
  to[row * 2 + 1] = from[i * 2 + 1]!
}

const timeBits = new Float64Array(1)
const timeWords = new Uint32Array(timeBits.buffer)

function hashEvent(
  words: Uint32Array,
  row: number,
  cases: Uint32Array,
  c: number,
  activities: Uint32Array,
  code: number,
  time: number,
  ordinal: number,
): void {
  timeBits[0] = Number.isNaN(time) ? Infinity : time
  let low = cases[c * 2]!
  let high = cases[c * 2 + 1]!
  low = mix(low ^ (code < 0 ? 0x51ed270b : activities[code * 2]!), high)
  high = mix(high ^ (code < 0 ? 0x3c6ef372 : activities[code * 2 + 1]!), low)
  low = mix(low ^ timeWords[0]!, high)
  high = mix(high ^ timeWords[1]!, low)
  low = mix(low ^ ordinal, high)
  words[row * 2] = low
  words[row * 2 + 1] = mix(high, low)
}

/** Hash of every text of a dictionary, two words each. */
function hashesOf({ bytes, offsets, size }: Dictionary, seed: Seed): Uint32Array {
  const hashes = new Uint32Array(size * 2)
  for (let code = 0; code < size; code++) {
    const [low, high] = hashBytes(bytes, offsets[code]!, offsets[code + 1]!, seed)
    hashes[code * 2] = low
    hashes[code * 2 + 1] = high
  }
  return hashes
}

function hashText(text: string, seed: Seed): Seed {
  const bytes = encodeUtf8(text)
  return hashBytes(bytes, 0, bytes.length, seed)
}

/** Two interleaved 32-bit multiplicative hashes (the scheme of cyrb53, public domain), each finished by `mix`. */
function hashBytes(bytes: Uint8Array, from: number, to: number, seed: Seed): [number, number] {
  let low = seed[0] ^ 0xdeadbeef
  let high = seed[1] ^ 0x41c6ce57
  for (let i = from; i < to; i++) {
    low = Math.imul(low ^ bytes[i]!, 2654435761)
    high = Math.imul(high ^ bytes[i]!, 1597334677)
  }
  low = mix(low ^ (to - from), high)
  return [low, mix(high, low)]
}

/** Finisher of MurmurHash3 (A. Appleby) over the xor of a word and a rotated other one. */
function mix(word: number, other: number): number {
  let h = word ^ ((other << 13) | (other >>> 19))
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

import type { Dictionary } from '../../base/dictionary.ts'
import type { ArrowType } from './arrow-metadata.ts'

/** One buffer of a column: how long it is, and its bytes piece by piece (no piece is larger than a few MiB). */
export interface Part {
  readonly length: number
  chunks(): Iterable<Uint8Array>
}
/** An array in Arrow's layout: first the validity bits (empty where nothing is missing), then what the type asks for. */
export interface ArrowArray {
  readonly type: ArrowType
  readonly length: number
  readonly nullCount: number
  readonly parts: readonly Part[]
}
export interface ArrowColumn {
  readonly name: string
  readonly array: ArrowArray
  /** Where the column is dictionary encoded, `array` holds the int32 indices. */
  readonly dictionary: ArrowArray | null
}

const CHUNK = 1 << 22
const empty: Part = { length: 0, chunks: () => [] }

/** The bytes of a typed array as they are. */
function plain(array: Int32Array | Uint32Array | Float64Array | Uint8Array): Part {
  return {
    length: array.byteLength,
    *chunks() {
      for (let at = 0; at < array.byteLength; at += CHUNK)
        yield new Uint8Array(array.buffer, array.byteOffset + at, Math.min(CHUNK, array.byteLength - at))
    },
  }
}

/** Bits packed eight a byte, least first, in rows 0..count. */
function bits(count: number, isSet: (row: number) => boolean): Part {
  const length = (count + 7) >>> 3
  return {
    length,
    *chunks() {
      for (let at = 0; at < length; at += CHUNK) {
        const chunk = new Uint8Array(Math.min(CHUNK, length - at))
        const first = at * 8
        const last = Math.min(count, first + chunk.length * 8)
        for (let row = first; row < last; row++) if (isSet(row)) chunk[(row - first) >>> 3]! |= 1 << (row & 7)
        yield chunk
      }
    },
  }
}

/** `count` values of 4 or 8 bytes written by `fill` into chunk buffers. */
function made(count: number, bytes: 4 | 8, fill: (chunk: ArrayBuffer, from: number, to: number) => void): Part {
  const each = CHUNK / bytes
  return {
    length: count * bytes,
    *chunks() {
      for (let from = 0; from < count; from += each) {
        const to = Math.min(count, from + each)
        const chunk = new ArrayBuffer((to - from) * bytes)
        fill(chunk, from, to)
        yield new Uint8Array(chunk)
      }
    },
  }
}

export function int32Column(name: string, values: Int32Array): ArrowColumn {
  return {
    name,
    array: { type: 'int32', length: values.length, nullCount: 0, parts: [empty, plain(values)] },
    dictionary: null,
  }
}

/**
 * NaN = missing. `int64` and `timestamp` need whole numbers within 2^53: where there are others (an infinite int, a
 * date with a fraction) the column is written as float64, and log.json still says what it means.
 */
export function numberColumn(
  name: string,
  values: Float64Array,
  wanted: 'int64' | 'timestamp' | 'float64',
): ArrowColumn {
  let nullCount = 0
  let whole = true
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (Number.isNaN(value)) nullCount++
    else if (value !== Math.trunc(value) || value > 9007199254740992 || value < -9007199254740992) whole = false
  }
  const type = whole ? wanted : 'float64'
  const validity = nullCount === 0 ? empty : bits(values.length, row => !Number.isNaN(values[row]))
  const body =
    type === 'float64'
      ? plain(values)
      : made(values.length, 8, (chunk, from, to) => writeInt64(chunk, values, from, to))
  return { name, array: { type, length: values.length, nullCount, parts: [validity, body] }, dictionary: null }
}

/** Two's complement in two Int32 halves: `high` is the floor of value / 2^32. Missing values become 0. */
function writeInt64(chunk: ArrayBuffer, values: Float64Array, from: number, to: number): void {
  const halves = new Int32Array(chunk)
  for (let i = from, at = 0; i < to; i++, at += 2) {
    const value = values[i]!
    if (Number.isNaN(value)) continue
    const high = Math.floor(value / 4294967296)
    halves[at] = value - high * 4294967296
    halves[at + 1] = high
  }
}

/** 1 true, 0 false, -1 missing. */
export function booleanColumn(name: string, flags: Int8Array): ArrowColumn {
  let nullCount = 0
  for (let i = 0; i < flags.length; i++) if (flags[i]! < 0) nullCount++
  const validity = nullCount === 0 ? empty : bits(flags.length, row => flags[row]! >= 0)
  const parts = [validity, bits(flags.length, row => flags[row] === 1)]
  return { name, array: { type: 'bool', length: flags.length, nullCount, parts }, dictionary: null }
}

/** Codes into a dictionary, -1 = missing (written as index 0 under a cleared validity bit). */
export function codeColumn(name: string, codes: Int32Array, dictionary: Dictionary): ArrowColumn {
  let nullCount = 0
  for (let i = 0; i < codes.length; i++) if (codes[i]! < 0) nullCount++
  const validity = nullCount === 0 ? empty : bits(codes.length, row => codes[row]! >= 0)
  const body =
    nullCount === 0
      ? plain(codes)
      : made(codes.length, 4, (chunk, from, to) => {
          const target = new Int32Array(chunk)
          for (let i = from; i < to; i++) target[i - from] = Math.max(codes[i]!, 0)
        })
  const array: ArrowArray = { type: 'int32', length: codes.length, nullCount, parts: [validity, body] }
  return { name, array, dictionary: textArray(dictionary) }
}

/** The case of every event as a code into the case ids, from the offsets of the cases. */
export function caseColumn(name: string, offsets: Int32Array, caseIds: Dictionary): ArrowColumn {
  const events = offsets[offsets.length - 1]!
  const body = made(events, 4, (chunk, from, to) => {
    const target = new Int32Array(chunk)
    let c = caseAt(offsets, from)
    for (let row = from; row < to; row++) {
      while (offsets[c + 1]! <= row) c++
      target[row - from] = c
    }
  })
  return {
    name,
    array: { type: 'int32', length: events, nullCount: 0, parts: [empty, body] },
    dictionary: textArray(caseIds),
  }
}

/** The case that holds event `row`: the last c with offsets[c] <= row. */
function caseAt(offsets: Int32Array, row: number): number {
  let low = 0
  let high = offsets.length - 1
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (offsets[middle]! <= row) low = middle
    else high = middle
  }
  return low
}

export function textColumn(name: string, texts: { bytes: Uint8Array; offsets: Uint32Array }): ArrowColumn {
  return { name, array: textArray(texts), dictionary: null }
}

/** Text without missing values; bytes that are no UTF-8 are kept as `binary`, so that nothing is lost. */
function textArray({ bytes, offsets }: { bytes: Uint8Array; offsets: Uint32Array }): ArrowArray {
  const length = offsets.length - 1
  const size = offsets[length]!
  const large = size > LARGE.from
  const text = isUtf8(bytes, offsets)
  const starts = large
    ? made(offsets.length, 8, (chunk, from, to) => {
        const target = new Uint32Array(chunk)
        for (let i = from; i < to; i++) target[(i - from) * 2] = offsets[i]!
      })
    : plain(offsets)
  return {
    type: text ? (large ? 'large_utf8' : 'utf8') : large ? 'large_binary' : 'binary',
    length,
    nullCount: 0,
    parts: [empty, starts, plain(bytes.subarray(0, size))],
  }
}

/** Beyond this many bytes of text the offsets take 64 bits (Arrow's utf8 has signed 32-bit offsets). */
export const LARGE = { from: 2 ** 31 - 1 }

/** Whether every text is well-formed UTF-8 by itself (Unicode 15, table 3-7). */
export function isUtf8(bytes: Uint8Array, offsets: Uint32Array): boolean {
  for (let t = 0; t + 1 < offsets.length; t++) {
    const to = offsets[t + 1]!
    let i = offsets[t]!
    while (i < to) {
      const b = bytes[i++]!
      if (b < 0x80) continue
      const more = b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0
      if (more === 0 || i + more > to) return false
      const next = bytes[i]!
      if (next < (b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80)) return false
      if (next > (b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf)) return false
      for (let k = 1; k < more; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return false
      i += more
    }
  }
  return true
}

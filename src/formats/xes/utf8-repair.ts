import type { Platform } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import type { Transcoder } from './encoding.ts'

/**
 * Passes UTF-8 through unchanged, without a copy. Bytes that are no UTF-8 (a Latin-1 file that calls itself UTF-8) are
 * read as Windows-1252, one by one, so that distinct values stay distinct, and counted.
 */
export class Utf8Repair implements Transcoder {
  readonly name = 'UTF-8'
  malformed = 0
  /** Where among all bytes the first one stands that is no UTF-8. */
  firstMalformed: number | null = null
  /** Bytes before those at hand. */
  private before = 0
  private readonly platform: Platform
  private carry = new Uint8Array(0)

  constructor(platform: Platform) {
    this.platform = platform
  }

  push(chunk: Uint8Array): Uint8Array {
    if (this.carry.length === 0 && isAscii(chunk)) {
      this.before += chunk.length
      return chunk
    }
    let bytes = chunk
    if (this.carry.length) {
      bytes = new Uint8Array(this.carry.length + chunk.length)
      bytes.set(this.carry)
      bytes.set(chunk, this.carry.length)
    }
    const { bad, end } = this.check(bytes)
    this.carry = bytes.slice(end)
    const whole = bad.length ? this.repair(bytes, end, bad) : bytes.subarray(0, end)
    this.before += end
    return whole
  }

  finish(): Uint8Array {
    const rest = this.carry
    this.carry = new Uint8Array(0)
    return rest.length ? this.repair(rest, rest.length, [...rest.keys()]) : rest
  }

  /** Indices of the bytes that belong to no character, and where a character begins that the chunk does not hold whole. */
  private check(bytes: Uint8Array): { bad: number[]; end: number } {
    const bad: number[] = []
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const to = bytes.length
    let i = 0
    while (i < to) {
      const b = bytes[i]!
      if (b < 0x80) {
        i++
        // four bytes a step through what is plain ASCII
        while (i + 4 <= to && (view.getInt32(i, true) & 0x80808080) === 0) i += 4
        continue
      }
      const length = b >= 0xc2 && b <= 0xdf ? 2 : b >= 0xe0 && b <= 0xef ? 3 : b >= 0xf0 && b <= 0xf4 ? 4 : 0
      if (length === 0) {
        bad.push(i++)
        continue
      }
      let low = b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80
      let high = b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf
      let k = 1
      for (; k < length && i + k < to; k++) {
        const next = bytes[i + k]!
        if (next < low || next > high) break
        low = 0x80
        high = 0xbf
      }
      if (k === length) i += k
      else if (i + k === to) return { bad, end: i }
      else bad.push(i++)
    }
    return { bad, end: to }
  }

  private repair(bytes: Uint8Array, end: number, bad: readonly number[]): Uint8Array {
    this.malformed += bad.length
    this.firstMalformed ??= this.before + bad[0]!
    const out = new Uint8Array(end + bad.length * 2)
    let at = 0
    let from = 0
    for (const i of bad) {
      out.set(bytes.subarray(from, i), at)
      at += i - from
      const letter = encodeUtf8(this.platform.decode(bytes.subarray(i, i + 1), 'windows-1252'))
      out.set(letter, at)
      at += letter.length
      from = i + 1
    }
    out.set(bytes.subarray(from, end), at)
    return out.subarray(0, at + end - from)
  }
}

function isAscii(bytes: Uint8Array): boolean {
  // four bytes a step: this runs over every byte of a file
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = bytes.length & ~15
  for (let i = 0; i < words; i += 16) {
    const all =
      view.getInt32(i, true) | view.getInt32(i + 4, true) | view.getInt32(i + 8, true) | view.getInt32(i + 12, true)
    if (all & 0x80808080) return false
  }
  for (let i = words; i < bytes.length; i++) if (bytes[i]! >= 0x80) return false
  return true
}

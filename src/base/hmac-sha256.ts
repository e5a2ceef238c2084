import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { encodeUtf8 } from './utf8.ts'

const DIGEST = 32
type Keyed = ReturnType<typeof hmac.create>

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) of many short texts under one key, in the same step as the caller: what the key does is
 * computed once and copied for each text. Platforms' own functions make an object, or a promise, for each text.
 */
export class HmacSha256 {
  private readonly keyed: Keyed
  private readonly used: Keyed
  private readonly digest = new Uint8Array(DIGEST)

  constructor(key: Uint8Array) {
    this.keyed = hmac.create(sha256, key)
    this.used = hmac.create(sha256, key)
  }

  /** The first `digits` hex digits of the 64, lower case; of a multiple of two. */
  hex(text: string, digits = 2 * DIGEST): string {
    this.keyed._cloneInto(this.used).update(encodeUtf8(text)).digestInto(this.digest)
    return bytesToHex(this.digest.subarray(0, digits / 2))
  }
}

import { encodeUtf8, encodeUtf8Into } from './utf8.ts'

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const K = Int32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
)
const INITIAL = Int32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
)
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const BLOCK = 64
const DIGEST = 32

// one message at a time: nothing here waits
const words = new Int32Array(64)
const tail = new Uint8Array(2 * BLOCK)
const lengthView = new DataView(tail.buffer)
const state = new Int32Array(8)
const short = new Uint8Array(3 * 1024)
const digestBytes = new Uint8Array(DIGEST)

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) of many short texts under one key, in the same step as the caller: what the key does is
 * computed once, a short text takes two blocks. Platforms' own functions make an object, or a promise, for each text.
 */
export class HmacSha256 {
  private readonly inner: Int32Array
  private readonly outer: Int32Array

  constructor(key: Uint8Array) {
    const block = new Uint8Array(BLOCK)
    if (key.length > BLOCK) {
      state.set(INITIAL)
      finish(key, 0)
      block.set(bytesOfState())
    } else block.set(key)
    const padded = (sign: number) => {
      const start = Int32Array.from(INITIAL)
      compress(
        start,
        block.map(byte => byte ^ sign),
        0,
      )
      return start
    }
    this.inner = padded(0x36)
    this.outer = padded(0x5c)
  }

  /** The first `digits` hex digits of the 64, lower case; of a multiple of eight. */
  hex(text: string, digits = 64): string {
    state.set(this.inner)
    if (text.length <= 1024) finish(short, BLOCK, encodeUtf8Into(text, short, 0))
    else finish(encodeUtf8(text), BLOCK)
    const digest = bytesOfState()
    state.set(this.outer)
    finish(digest, BLOCK)
    let hex = ''
    for (let i = 0; i < digits / 8; i++) {
      const word = state[i]!
      hex += HEX[word >>> 24]! + HEX[(word >>> 16) & 255]! + HEX[(word >>> 8) & 255]! + HEX[word & 255]!
    }
    return hex
  }
}

/** Takes the first `length` bytes and the padding into `state`, behind `before` bytes that are in it already. */
function finish(bytes: Uint8Array, before: number, length: number = bytes.length): void {
  let at = 0
  for (; at + BLOCK <= length; at += BLOCK) compress(state, bytes, at)
  const rest = length - at
  const end = rest + 9 > BLOCK ? 2 * BLOCK : BLOCK
  for (let i = 0; i < rest; i++) tail[i] = bytes[at + i]!
  tail[rest] = 0x80
  tail.fill(0, rest + 1, end)
  const bits = (before + length) * 8
  lengthView.setUint32(end - 8, Math.floor(bits / 2 ** 32))
  lengthView.setUint32(end - 4, bits >>> 0)
  for (let i = 0; i < end; i += BLOCK) compress(state, tail, i)
}

function bytesOfState(): Uint8Array {
  for (let i = 0; i < 8; i++) {
    const word = state[i]!
    digestBytes[4 * i] = word >>> 24
    digestBytes[4 * i + 1] = word >>> 16
    digestBytes[4 * i + 2] = word >>> 8
    digestBytes[4 * i + 3] = word
  }
  return digestBytes
}

function compress(into: Int32Array, bytes: Uint8Array, from: number): void {
  for (let i = 0, at = from; i < 16; i++, at += 4)
    words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!
    const y = words[i - 2]!
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    words[i] = (words[i - 16]! + low + words[i - 7]! + high) | 0
  }
  let a = into[0]!
  let b = into[1]!
  let c = into[2]!
  let d = into[3]!
  let e = into[4]!
  let f = into[5]!
  let g = into[6]!
  let h = into[7]!
  for (let i = 0; i < 64; i++) {
    const one = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t = (h + one + ((e & f) ^ (~e & g)) + K[i]! + words[i]!) | 0
    const zero = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const u = (zero + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t) | 0
    d = c
    c = b
    b = a
    a = (t + u) | 0
  }
  into[0]! += a
  into[1]! += b
  into[2]! += c
  into[3]! += d
  into[4]! += e
  into[5]! += f
  into[6]! += g
  into[7]! += h
}

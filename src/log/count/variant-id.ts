import { encodeUtf8 } from '../../base/utf8.ts'

/**
 * FNV-1a (Fowler, Noll & Vo), 64 bits, over UTF-8 class texts with the byte FF behind each: the stable name of a variant
 * in every log and under every filter, as 16 hex digits. In four limbs of 16 bits; prime = 2^40 + 0x1b3.
 */
export class VariantHash {
  private a = 0
  private b = 0
  private c = 0
  private d = 0
  constructor() {
    this.reset()
  }

  reset(): void {
    this.a = 0x2325
    this.b = 0x8422
    this.c = 0x9ce4
    this.d = 0xcbf2
  }

  /** One class: the bytes of its text, and the separator. */
  add(bytes: Uint8Array): void {
    let { a, b, c, d } = this
    const { length } = bytes
    for (let i = 0; i <= length; i++) {
      a ^= i < length ? bytes[i]! : 0xff
      const a1 = a * 0x1b3
      const b1 = b * 0x1b3 + (a1 >>> 16)
      const c1 = c * 0x1b3 + ((a << 8) & 0xffff) + (b1 >>> 16)
      const d1 = d * 0x1b3 + ((b << 8) & 0xffff) + (a >>> 8) + (c1 >>> 16)
      a = a1 & 0xffff
      b = b1 & 0xffff
      c = c1 & 0xffff
      d = d1 & 0xffff
    }
    this.a = a
    this.b = b
    this.c = c
    this.d = d
  }

  hex(): string {
    const limb = (value: number) => value.toString(16).padStart(4, '0')
    return limb(this.d) + limb(this.c) + limb(this.b) + limb(this.a)
  }
}

/** The stable id of a sequence of classes. */
export function variantId(activities: readonly string[]): string {
  const hash = new VariantHash()
  for (const activity of activities) hash.add(encodeUtf8(activity))
  return hash.hex()
}

/** A fixed-size set of small integers, one bit each. */
export class Bitset {
  readonly size: number
  readonly words: Uint32Array
  constructor(size: number, words = new Uint32Array((size + 31) >>> 5)) {
    this.size = size
    this.words = words
  }
  has(index: number): boolean {
    return ((this.words[index >>> 5]! >>> (index & 31)) & 1) === 1
  }
  add(index: number): void {
    this.words[index >>> 5]! |= 1 << (index & 31)
  }
  delete(index: number): void {
    this.words[index >>> 5]! &= ~(1 << (index & 31))
  }
  /** How many are in the set. */
  count(): number {
    let total = 0
    for (let word of this.words) {
      word -= (word >>> 1) & 0x55555555
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
      total += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
    }
    return total
  }
}

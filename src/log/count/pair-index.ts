/**
 * Numbers pairs of Int32 in order of first appearance. Open addressing, linear probing, load <= 1/2; pair and number lie
 * side by side, so that a probe touches one cache line. `left[i]`, `right[i]` are the pair of number i.
 */
export class PairIndex {
  size = 0
  left = new Int32Array(64)
  right = new Int32Array(64)
  /** Four a slot: a, b, number + 1 (0: empty), unused. */
  private slots = new Int32Array(128 * 4)
  private mask = 127

  /** The number of the pair, a new one where it was never added. */
  add(a: number, b: number): number {
    const { slots, mask } = this
    for (let slot = mix(a, b) & mask; ; slot = (slot + 1) & mask) {
      const at = slot << 2
      const number = slots[at + 2]!
      if (number === 0) return this.insert(a, b, at)
      if (slots[at] === a && slots[at + 1] === b) return number - 1
    }
  }

  /** −1 where the pair was never added. */
  find(a: number, b: number): number {
    const { slots, mask } = this
    for (let slot = mix(a, b) & mask; ; slot = (slot + 1) & mask) {
      const at = slot << 2
      const number = slots[at + 2]!
      if (number === 0 || (slots[at] === a && slots[at + 1] === b)) return number - 1
    }
  }

  private insert(a: number, b: number, at: number): number {
    const i = this.size++
    if (i >= this.left.length) {
      this.left = doubled(this.left)
      this.right = doubled(this.right)
    }
    this.left[i] = a
    this.right[i] = b
    this.slots[at] = a
    this.slots[at + 1] = b
    this.slots[at + 2] = i + 1
    if (this.size * 2 > this.mask) this.grow()
    return i
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = this.mask * 2 + 1
    for (let i = 0; i < this.size; i++) {
      const a = this.left[i]!
      const b = this.right[i]!
      let slot = mix(a, b) & mask
      while (slots[(slot << 2) + 2] !== 0) slot = (slot + 1) & mask
      slots[slot << 2] = a
      slots[(slot << 2) + 1] = b
      slots[(slot << 2) + 2] = i + 1
    }
    this.slots = slots
    this.mask = mask
  }
}

function mix(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}

/** The same values in twice the room. */
export function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(Math.max(16, array.length * 2))
  grown.set(array)
  return grown
}

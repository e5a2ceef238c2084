import { assert } from '../base/errors.ts'
import type { Marking, PetriNet } from '../model/petri-net.ts'

const NOT_ENABLED = -1

/**
 * Markings interned to numbers 0, 1, 2, … A marking is one bit a place as long as no place ever holds two tokens; with the
 * first that does, all are kept as one count a place, and the numbers stay.
 */
export class MarkingStore {
  readonly net: PetriNet
  count = 0
  private packed: boolean
  private width: number
  private words: Int32Array
  private table = new Int32Array(1024)
  private scratch: Int32Array
  private needs: Int32Array
  private puts: Int32Array

  constructor(net: PetriNet) {
    this.net = net
    const flows = net.transitions.flatMap(({ inputs, outputs }) => [...inputs, ...outputs])
    const isOne = (tokens: number) => tokens <= 1
    this.packed =
      flows.every(({ tokens }) => isOne(tokens)) && net.initial.every(isOne) && net.final.every(end => end.every(isOne))
    this.width = this.widthNow()
    this.words = new Int32Array(this.width * 256)
    this.scratch = new Int32Array(this.width)
    ;[this.needs, this.puts] = this.packed ? this.masks() : [new Int32Array(0), new Int32Array(0)]
  }

  private widthNow(): number {
    return Math.max(1, this.packed ? (this.net.places.length + 31) >>> 5 : this.net.places.length)
  }

  private masks(): [Int32Array, Int32Array] {
    const { transitions } = this.net
    const masks = (side: 'inputs' | 'outputs') => {
      const bits = new Int32Array(transitions.length * this.width)
      transitions.forEach((transition, t) => {
        for (const { place } of transition[side]) bits[t * this.width + (place >>> 5)]! |= 1 << (place & 31)
      })
      return bits
    }
    return [masks('inputs'), masks('outputs')]
  }

  /** The number of a marking given by tokens per place. */
  idOf(marking: Marking): number {
    if (this.packed && marking.some(tokens => tokens > 1)) this.unpack()
    this.scratch.fill(0)
    for (let place = 0; place < marking.length; place++) {
      if (!this.packed) this.scratch[place] = marking[place]!
      else if (marking[place] === 1) this.scratch[place >>> 5]! |= 1 << (place & 31)
    }
    return this.intern()
  }

  tokens(id: number, place: number): number {
    assert(id < this.count, 'a marking that is not known')
    const at = id * this.width
    return this.packed ? (this.words[at + (place >>> 5)]! >>> (place & 31)) & 1 : this.words[at + place]!
  }

  marking(id: number): number[] {
    return this.net.places.map((_, place) => this.tokens(id, place))
  }

  /** Calls back with every place that holds a token, in their order. */
  forEachMarked(id: number, place: (place: number) => void): void {
    const at = id * this.width
    for (let w = 0; w < this.width; w++) {
      if (!this.packed) {
        if (this.words[at + w]! > 0) place(w)
        continue
      }
      for (let bits = this.words[at + w]!; bits !== 0; bits &= bits - 1) place((w << 5) + 31 - Math.clz32(bits & -bits))
    }
  }

  isEnabled(id: number, transition: number): boolean {
    const at = id * this.width
    if (!this.packed)
      return this.net.transitions[transition]!.inputs.every(({ place, tokens }) => this.words[at + place]! >= tokens)
    const mask = transition * this.width
    for (let w = 0; w < this.width; w++) {
      const need = this.needs[mask + w]!
      if ((this.words[at + w]! & need) !== need) return false
    }
    return true
  }

  /** The marking after the transition; -1 where it is not enabled. */
  fire(id: number, transition: number): number {
    if (!this.isEnabled(id, transition)) return NOT_ENABLED
    return this.packed ? this.firePacked(id, transition) : this.fireCounted(id, transition)
  }

  private firePacked(id: number, transition: number): number {
    const at = id * this.width
    const mask = transition * this.width
    for (let w = 0; w < this.width; w++) {
      const left = this.words[at + w]! & ~this.needs[mask + w]!
      const put = this.puts[mask + w]!
      if ((left & put) !== 0) {
        this.unpack()
        return this.fireCounted(id, transition)
      }
      this.scratch[w] = left | put
    }
    return this.intern()
  }

  private fireCounted(id: number, transition: number): number {
    const at = id * this.width
    for (let place = 0; place < this.width; place++) this.scratch[place] = this.words[at + place]!
    const { inputs, outputs } = this.net.transitions[transition]!
    for (const { place, tokens } of inputs) this.scratch[place]! -= tokens
    for (const { place, tokens } of outputs) this.scratch[place]! += tokens
    return this.intern()
  }

  /** From bits to counts; every marking keeps its number. */
  private unpack(): void {
    const all = Array.from({ length: this.count }, (_, id) => this.marking(id))
    this.packed = false
    this.width = this.widthNow()
    this.words = new Int32Array(this.width * Math.max(256, 2 * this.count))
    this.scratch = new Int32Array(this.width)
    this.table.fill(0)
    this.count = 0
    for (const marking of all) this.idOf(marking)
    assert(this.count === all.length, 'markings that differ became one')
  }

  private intern(): number {
    const { width, scratch } = this
    const last = this.table.length - 1
    let slot = this.hash(scratch, 0) & last
    for (; this.table[slot] !== 0; slot = (slot + 1) & last) {
      const at = (this.table[slot]! - 1) * width
      let w = 0
      while (w < width && this.words[at + w] === scratch[w]) w++
      if (w === width) return this.table[slot]! - 1
    }
    const id = this.count++
    this.table[slot] = this.count
    if (this.count * width > this.words.length) {
      const grown = new Int32Array(this.words.length * 2)
      grown.set(this.words)
      this.words = grown
    }
    this.words.set(scratch, id * width)
    if (this.count * 2 > this.table.length) this.rehash()
    return id
  }

  private hash(words: Int32Array, at: number): number {
    let hash = 0
    for (let w = 0; w < this.width; w++) {
      hash = Math.imul(hash ^ words[at + w]!, 0x9e3779b1)
      hash ^= hash >>> 15
    }
    return hash
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2)
    const last = this.table.length - 1
    for (let id = 0; id < this.count; id++) {
      let slot = this.hash(this.words, id * this.width) & last
      while (this.table[slot] !== 0) slot = (slot + 1) & last
      this.table[slot] = id + 1
    }
  }
}

import { cueBits } from './items.ts'
import type { Sequence } from './sequence.ts'

/** Where a gap between two items lies: within a run, behind its last item, outside of all runs. */
export const INSIDE = 0
export const ENDING = 1
export const OUTSIDE = 2
export type Place = typeof INSIDE | typeof ENDING | typeof OUTSIDE

export const bitsOf = (part: number, whole: number) => Math.log2(whole / part)

/**
 * What lies between runs and items, in counts: how often an item belongs to no run, which symbols such items have, which cues
 * a gap has. The symbols between runs are told by how often they come there (Dirichlet prior: one count a symbol, shared out
 * as in the log), so where noise is of few kinds a class must tell it in fewer bits than that to go on into it.
 */
export class OutsideModel {
  /** What the bits are asked of. */
  sequence: Sequence
  /** Taken off every count of what follows what: 1 where runs are told by a model that has already seen them. */
  protected readonly discount: number
  /** By place: items that belong to no run, and beginnings of runs. */
  private readonly noises = [0.5, 0.5, 0.5]
  private readonly begun = [0.5, 0.5, 0.5]
  /** By symbol: items between runs; and how many they are. */
  private readonly strays: Float64Array
  private strayed = 0
  /** By place and cue: times it was seen; by place: gaps. */
  private readonly seen = Array.from({ length: 3 }, () => cueBits.map(() => 0.5))
  private readonly gaps = [1, 1, 1]
  /** The cues that the sequence has at all. */
  private readonly cues: readonly number[]

  constructor(sequence: Sequence, discount: number) {
    this.sequence = sequence
    this.discount = discount
    this.strays = new Float64Array(sequence.symbolCount)
    let present = 0
    for (const bits of sequence.cues) present |= bits
    this.cues = cueBits.filter(bit => present & bit)
  }

  /** The same model, told of another sequence over the same symbols. */
  on(sequence: Sequence): this {
    this.sequence = sequence
    return this
  }

  /** Takes up item i at a place outside of a run that goes on: an item of no run, or the beginning of one. */
  learnToken(place: Place, noise: boolean, i: number): void {
    if (!noise) {
      this.begun[place]!++
      return
    }
    this.noises[place]!++
    if (place === INSIDE) return
    const s = this.sequence.symbol[i]!
    this.strayed++
    this.strays[s]!++
  }

  learnGap(place: Place, i: number): void {
    this.gaps[place]!++
    for (let c = 0; c < this.cues.length; c++) if (this.sequence.cues[i]! & this.cues[c]!) this.seen[place]![c]!++
  }

  /** Bits of the cues in the gap before item i. */
  gapBits(place: Place, i: number): number {
    let bits = 0
    for (let c = 0; c < this.cues.length; c++) {
      const yes = this.seen[place]![c]!
      const all = this.gaps[place]!
      bits += bitsOf(this.sequence.cues[i]! & this.cues[c]! ? yes : all - yes, all)
    }
    return bits
  }

  /** Bits of an item that belongs to no run, as others that belong to none; one that interrupts a run may be anything. */
  noiseBits(i: number, place: Place): number {
    if (place === INSIDE) return this.literalBits(i, place)
    const { symbolShare, symbolCount, symbol, valueBits, rowBits } = this.sequence
    const s = symbol[i]!
    const seen = Math.max(0, (this.strays[s] ?? 0) - this.discount)
    // until there are more of them than symbols, mostly as in the whole log
    const told = (seen + symbolCount * symbolShare[s]!) / (this.strayed + symbolCount)
    const strays = this.noises[place]! / (this.noises[place]! + this.begun[place]!)
    return valueBits[i]! + rowBits[i]! - Math.log2(told * strays)
  }

  /** The same where nothing is known of what belongs to no run: what an item costs on its own. */
  literalBits(i: number, place: Place): number {
    const { symbolBits, symbol, valueBits, rowBits } = this.sequence
    const strays = bitsOf(this.noises[place]!, this.noises[place]! + this.begun[place]!)
    return strays + symbolBits[symbol[i]!]! + valueBits[i]! + rowBits[i]!
  }

  /** Bits of a run, of whatever class, beginning at a place. */
  protected beginBits(place: Place): number {
    return bitsOf(this.begun[place]!, this.noises[place]! + this.begun[place]!)
  }
}

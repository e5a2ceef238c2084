import type { Items } from '../items.ts'
import { adaptiveBits, firstOrderBits } from './adaptive-code.ts'
import type { AttributeTable, Bases } from './attribute-table.ts'

/** Attributes of one base that split its events alike: taken or left together. */
export interface Bundle {
  readonly base: number
  readonly attributes: readonly number[]
  /** Code of the value by event of the base, in order. */
  readonly values: Int32Array
  /** Bits of each event's value under its own frequencies. */
  readonly bits: Float64Array
  readonly total: number
}

export function bundlesOf(base: number, events: readonly number[], table: AttributeTable): Bundle[] {
  const found = new Map<string, { attributes: number[]; values: Int32Array }>()
  table.codes.forEach((codes, attribute) => {
    const known = new Map<number, number>()
    const values = Int32Array.from(events, i => {
      const code = codes[i]!
      let value = known.get(code)
      if (value === undefined) known.set(code, (value = known.size))
      return value
    })
    if (known.size < 2) return
    const key = values.join()
    const same = found.get(key)
    if (same) same.attributes.push(attribute)
    else found.set(key, { attributes: [attribute], values })
  })
  return [...found.values()].map(({ attributes, values }) => {
    const bits = adaptiveBits(values)
    return { base, attributes, values, bits, total: bits.reduce((sum, b) => sum + b, 0) }
  })
}

/** Bits of the whole sample under a choice of attributes. */
export class ClassCoder {
  private readonly symbol: Int32Array
  private readonly state: string[]
  private readonly baseBits: Float64Array
  private readonly items: Items
  private readonly members: readonly (readonly number[])[]
  private readonly bundles: readonly Bundle[]
  private readonly bundlesOfBase: number[][]
  private readonly known = new Map<string, number>()

  constructor(items: Items, bases: Bases, members: number[][], bundles: readonly Bundle[], m: number) {
    this.items = items
    this.members = members
    this.bundles = bundles
    this.symbol = new Int32Array(m)
    this.state = members.map(() => '?')
    this.bundlesOfBase = members.map(() => [])
    bundles.forEach((bundle, b) => {
      this.bundlesOfBase[bundle.base]!.push(b)
    })
    this.baseBits = firstOrderBits(bases.code.subarray(0, m), items.starts, null)
  }

  bits(taken: readonly boolean[]): number {
    let left = 0
    for (let base = 0; base < this.members.length; base++) this.encode(base, taken)
    const novel = Float64Array.from(this.baseBits)
    this.bundles.forEach(({ base, bits, total }, b) => {
      if (taken[b]) {
        const events = this.members[base]!
        for (let k = 0; k < events.length; k++) novel[events[k]!]! += bits[k]!
      } else left += total
    })
    return firstOrderBits(this.symbol, this.items.starts, novel).reduce((sum, bits) => sum + bits, left)
  }

  private encode(base: number, taken: readonly boolean[]): void {
    const bundles = this.bundlesOfBase[base]!.filter(b => taken[b])
    const state = bundles.join()
    if (state === this.state[base]) return
    this.state[base] = state
    const events = this.members[base]!
    for (let k = 0; k < events.length; k++) {
      let key = String(base)
      for (const b of bundles) key += `:${b}=${this.bundles[b]!.values[k]}`
      let code = this.known.get(key)
      if (code === undefined) this.known.set(key, (code = this.known.size))
      this.symbol[events[k]!] = code
    }
  }
}

import type { Entries } from './entries.ts'
import type { Pace } from './pace.ts'
import { PairIndex } from './pair-index.ts'
import { variantsOf } from './variants.ts'

const DENSE = 2000
const PIECE = 1 << 20

/** Pairs of classes with how often one comes before the other in a case, anywhere behind. */
export interface PairCounts {
  readonly count: number
  readonly from: Int32Array
  readonly to: Int32Array
  readonly frequency: Float64Array
  readonly caseFrequency: Float64Array
}

/**
 * Eventually-follows: pairs i < j of a case, counted once a variant and weighted with its cases. For each entry the
 * classes seen before it are walked, so a variant of n entries over d classes costs O(n · d), never n².
 */
export async function eventuallyFollows(entries: Entries, pace: Pace): Promise<PairCounts> {
  const { from, to, symbols, seen } = entries
  const groups = await variantsOf(entries, pace)
  const size = seen.texts.length
  const dense = size <= DENSE ? new Int32Array(size * size).fill(-1) : null
  const pairs = new PairIndex()
  let frequency: Float64Array = new Float64Array(256)
  let caseFrequency: Float64Array = new Float64Array(256)
  let lastVariant: Float64Array = new Float64Array(256).fill(-1)
  const before = new Int32Array(size)
  const classes = new Int32Array(size)
  let work = 0
  const slotOf = (a: number, b: number) => {
    const slot = pairs.add(a, b)
    if (dense !== null) dense[a * size + b] = slot
    if (slot === frequency.length) {
      frequency = grown(frequency)
      caseFrequency = grown(caseFrequency)
      lastVariant = grown(lastVariant).fill(-1, slot)
    }
    return slot
  }
  for (let v = 0; v < groups.count; v++) {
    const cases = groups.cases[v]!
    const k = groups.example[v]!
    let distinct = 0
    for (let e = from[k]!, end = to[k]!; e < end; e++) {
      const b = symbols[e]!
      for (let i = 0; i < distinct; i++) {
        const a = classes[i]!
        let slot = dense !== null ? dense[a * size + b]! : -1
        if (slot < 0) slot = slotOf(a, b)
        frequency[slot]! += before[a]! * cases
        if (lastVariant[slot] !== v) {
          lastVariant[slot] = v
          caseFrequency[slot]! += cases
        }
      }
      if (before[b]!++ === 0) classes[distinct++] = b
      work += distinct
      if (work > PIECE) {
        work = 0
        const rest = pace.step()
        if (rest) await rest
      }
    }
    for (let i = 0; i < distinct; i++) before[classes[i]!] = 0
  }
  const count = pairs.size
  return { count, from: pairs.left, to: pairs.right, frequency, caseFrequency }
}

function grown(array: Float64Array): Float64Array {
  const twice = new Float64Array(array.length * 2)
  twice.set(array)
  return twice
}

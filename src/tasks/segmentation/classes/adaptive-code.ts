/** Bits of each symbol under the frequencies of those before it; escape by the number of distinct ones (Witten & Bell, 1991, method C). */
export function adaptiveBits(symbols: ArrayLike<number>): Float64Array {
  const counts = new Map<number, number>()
  const bits = new Float64Array(symbols.length)
  for (let i = 0; i < symbols.length; i++) counts.set(symbols[i]!, 0)
  const alphabet = Math.log2(Math.max(counts.size, 1))
  let seen = 0
  for (let i = 0; i < symbols.length; i++) {
    const count = counts.get(symbols[i]!)!
    if (count > 0) bits[i] = Math.log2((i + seen) / count)
    else {
      bits[i] = alphabet + (seen === 0 ? 0 : Math.log2((i + seen) / seen))
      seen++
    }
    counts.set(symbols[i]!, count + 1)
  }
  return bits
}

/**
 * Bits of each symbol given the one before, backing off to its own frequency and, where it is new, to `novel`
 * (null: uniform). Witten & Bell (1991), method C, at both levels.
 */
export function firstOrderBits(symbols: Int32Array, starts: Uint8Array, novel: Float64Array | null): Float64Array {
  const n = symbols.length
  const bits = new Float64Array(n)
  const single = new Map<number, number>()
  const pair = new Map<number, number>()
  const rowTotal = new Map<number, number>()
  const rowDistinct = new Map<number, number>()
  const width = 1 << 24
  let distinct = 0
  for (let i = 0; i < n; i++) {
    const s = symbols[i]!
    const before = i === 0 || starts[i] ? -1 : symbols[i - 1]!
    const key = (before + 1) * width + s
    const total = rowTotal.get(before) ?? 0
    const kinds = rowDistinct.get(before) ?? 0
    const inRow = pair.get(key) ?? 0
    let cost = 0
    if (inRow > 0) cost = Math.log2((total + kinds) / inRow)
    else {
      if (kinds > 0) cost += Math.log2((total + kinds) / kinds)
      const count = single.get(s) ?? 0
      if (count > 0) cost += Math.log2((i + distinct) / count)
      else {
        cost += (distinct === 0 ? 0 : Math.log2((i + distinct) / distinct)) + (novel ? novel[i]! : Math.log2(n))
        distinct++
      }
      rowDistinct.set(before, kinds + 1)
    }
    bits[i] = cost
    pair.set(key, inRow + 1)
    rowTotal.set(before, total + 1)
    single.set(s, (single.get(s) ?? 0) + 1)
  }
  return bits
}

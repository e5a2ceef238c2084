import type { Sequence } from './sequence.ts'

/**
 * Where runs may begin, from what follows what: each symbol either goes on to a successor of its own (sparse) or ends, and
 * then anything may begin, whatever ended (rank one). The two are told apart by EM over distinct pairs; a successor must be
 * seen more than once to count. True where a run begins. Noise comes out as runs of one item.
 */
export function cutsByBonds({ size, symbolCount, symbol, starts, completion }: Sequence): Uint8Array {
  const pairs = new Map<number, number>()
  for (let i = 1; i < size; i++) {
    if (starts[i]) continue
    const key = symbol[i - 1]! * symbolCount + symbol[i]!
    pairs.set(key, (pairs.get(key) ?? 0) + 1)
  }
  const keys = [...pairs.keys()]
  const from = Int32Array.from(keys, key => Math.floor(key / symbolCount))
  const to = Int32Array.from(keys, key => key % symbolCount)
  const n = Float64Array.from(keys, key => pairs.get(key)!)
  const out = new Float64Array(symbolCount)
  n.forEach((count, p) => {
    out[from[p]!]! += count
  })
  const cut = Float64Array.from(from, a => (completion[a] ? 0.5 : 0.1))
  for (let round = 0; round < 200; round++) {
    const begins = new Float64Array(symbolCount)
    const ends = new Float64Array(symbolCount)
    const stays = new Float64Array(symbolCount)
    let all = 0
    for (let p = 0; p < n.length; p++) {
      const c = n[p]! * cut[p]!
      begins[to[p]!]! += c
      ends[from[p]!]! += c
      stays[from[p]!]! += Math.max(0, n[p]! - c - 1)
      all += c
    }
    for (let i = 0; i < size; i++)
      if (starts[i]) {
        begins[symbol[i]!]!++
        all++
      }
    let moved = 0
    for (let p = 0; p < n.length; p++) {
      const [a, b] = [from[p]!, to[p]!]
      const prior = completion[a] ? 0.5 : 0.1
      const end = (ends[a]! + prior) / (out[a]! + 1)
      const jump = end * ((begins[b]! + 1 / symbolCount) / (all + 1))
      const own = Math.max(0, n[p]! * (1 - cut[p]!) - 1)
      const stay = stays[a]! === 0 ? 0 : ((1 - end) * own) / stays[a]!
      const next = jump / (jump + stay)
      moved = Math.max(moved, Math.abs(next - cut[p]!))
      cut[p] = next
    }
    if (moved < 1e-4) break
  }
  const cutOf = new Map(keys.map((key, p) => [key, cut[p]!]))
  const begins = new Uint8Array(size)
  for (let i = 0; i < size; i++)
    begins[i] = starts[i] || cutOf.get(symbol[i - 1]! * symbolCount + symbol[i]!)! > 0.5 ? 1 : 0
  return begins
}

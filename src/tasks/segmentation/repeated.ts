import type { Run } from './code-length.ts'
import type { Sequence } from './sequence.ts'

/** Items on either side of a pair that stay with it. */
const AROUND = 3

/**
 * Which items that no run explains may belong to something that is done again: those near a pair of neighbours that comes
 * more often than chance has it, by a log-likelihood ratio (Dunning, 1993; Poisson) of more bits than it takes to point at a
 * place in the log. Pairs that come within runs as often are leftovers of these. All of the items where that leaves out less
 * than half. So a sample holds runs of a routine that is one event in a thousand. 1 by item. Linear in the items.
 */
export function repeated(sequence: Sequence, runs: readonly Run[]): Uint8Array {
  const { size, symbol, symbolCount, starts } = sequence
  const open = new Uint8Array(size).fill(1)
  for (const { items } of runs) for (const i of items) open[i] = 0
  const isPair = (i: number) => i > 0 && starts[i] === 0 && open[i] === 1 && open[i - 1] === 1
  const key = (i: number) => symbol[i - 1]! * symbolCount + symbol[i]!
  const counts = new Float64Array(symbolCount)
  const pairs = new Map<number, number>()
  let all = 0
  for (let i = 0; i < size; i++) {
    if (open[i] === 0) continue
    all++
    counts[symbol[i]!]!++
    if (isPair(i)) pairs.set(key(i), (pairs.get(key(i)) ?? 0) + 1)
  }
  const within = pairsWithin(sequence, runs)
  const price = Math.log2(Math.max(2, size))
  const near = new Uint8Array(size)
  let kept = 0
  for (let i = 1; i < size; i++) {
    if (!isPair(i)) continue
    const n = pairs.get(key(i))!
    const expected = (counts[symbol[i - 1]!]! * counts[symbol[i]!]!) / all
    const bits = n * Math.log2(n / expected) - (n - expected) * Math.LOG2E
    if (n <= expected || bits < price || n <= (within.get(key(i)) ?? 0)) continue
    for (let k = Math.max(0, i - 1 - AROUND); k <= Math.min(size - 1, i + AROUND); k++) {
      if (near[k] === 1 || open[k] === 0) continue
      near[k] = 1
      kept++
    }
  }
  return 2 * kept > all ? open : near
}

/** How often one symbol comes right after another in runs. */
function pairsWithin({ symbol, symbolCount }: Sequence, runs: readonly Run[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const { items } of runs)
    for (let k = 1; k < items.length; k++) {
      const key = symbol[items[k - 1]!]! * symbolCount + symbol[items[k]!]!
      found.set(key, (found.get(key) ?? 0) + 1)
    }
  return found
}

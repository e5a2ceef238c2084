import type { VariantLog } from '../../log/variant-log.ts'

/**
 * a ⇒ˡ b = (2 |a ≫ b| − 2 abs(|a| − |b|)) / (|a| + |b| + 1), where a ≫ b counts pairs with neither a nor b between them
 * (J. Weijters, J. Ribeiro, Flexible heuristics miner, 2011). value[from * size + to], and the counts likewise, of
 * activities alone (size = their number). O(symbols · activities).
 */
export function longDistances(log: VariantLog): { readonly measure: Float64Array; readonly pairs: Float64Array } {
  const size = log.activities.length
  const pairs = new Float64Array(size * size)
  const total = new Float64Array(size)
  const last = new Int32Array(size)
  for (let v = 0; v < log.cases.length; v++) {
    last.fill(-1)
    const cases = log.cases[v]!
    for (let i = log.offsets[v]!; i < log.offsets[v + 1]!; i++) {
      const b = log.symbols[i]!
      // since the last b only: an a before it was followed by that one
      for (let a = 0; a < size; a++) if (a !== b && last[a]! > last[b]!) pairs[a * size + b]! += cases
      last[b] = i
      total[b]! += cases
    }
  }
  const measure = new Float64Array(size * size)
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++)
      if (a !== b)
        measure[a * size + b] =
          (2 * pairs[a * size + b]! - 2 * Math.abs(total[a]! - total[b]!)) / (total[a]! + total[b]! + 1)
  return { measure, pairs }
}

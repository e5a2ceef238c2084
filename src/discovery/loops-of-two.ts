import type { VariantLog } from '../log/variant-log.ts'

/** |aba| in occurrences, for each pair a ≠ b: count[a * size + b]. */
export function countLoopsOfTwo(log: VariantLog, size: number): Float64Array {
  const count = new Float64Array(size * size)
  for (let v = 0; v < log.cases.length; v++)
    for (let i = log.offsets[v]! + 2; i < log.offsets[v + 1]!; i++) {
      const a = log.symbols[i]!
      const b = log.symbols[i - 1]!
      if (a === log.symbols[i - 2]! && a !== b) count[a * size + b]! += log.cases[v]!
    }
  return count
}

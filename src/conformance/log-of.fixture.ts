import type { VariantLog } from '../log/variant-log.ts'

/** A log of these traces, in their order. */
export function logOf(rows: readonly { readonly activities: readonly string[]; readonly cases: number }[]): VariantLog {
  const code = new Map<string, number>()
  const offsets = new Int32Array(rows.length + 1)
  const symbols: number[] = []
  rows.forEach(({ activities }, v) => {
    for (const activity of activities) {
      if (!code.has(activity)) code.set(activity, code.size)
      symbols.push(code.get(activity)!)
    }
    offsets[v + 1] = symbols.length
  })
  return {
    activities: [...code.keys()],
    offsets,
    symbols: Int32Array.from(symbols),
    cases: Float64Array.from(rows, ({ cases }) => cases),
  }
}

/** The traces of a log, in its order. */
export const rowsOf = (log: VariantLog): { activities: string[]; cases: number }[] =>
  Array.from(log.cases, (cases, v) => ({
    cases,
    activities: Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), s => log.activities[s]!),
  }))

import { compareText } from '../base/sort.ts'
import type { VariantLog } from '../log/variant-log.ts'

/** The same log with its activities numbered by name: what is found is then the same in any order. */
export function inNameOrder(log: VariantLog): VariantLog {
  const order = [...log.activities.keys()].sort((a, b) => compareText(log.activities[a]!, log.activities[b]!))
  const rank = new Int32Array(order.length)
  order.forEach((activity, at) => {
    rank[activity] = at
  })
  return {
    activities: order.map(activity => log.activities[activity]!),
    offsets: log.offsets,
    symbols: log.symbols.map(symbol => rank[symbol]!),
    cases: log.cases,
  }
}

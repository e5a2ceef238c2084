import type { VariantLog } from '../../log/variant-log.ts'

/** A log whose traces all begin with `start` and end with `end`, which happen nowhere else. */
export interface FramedLog {
  readonly log: VariantLog
  readonly start: number
  readonly end: number
  /** Activities from this number on are artificial. */
  readonly real: number
}

/** The log with an artificial start, an artificial end, or both, where it has no activity that is one in every trace. */
export function framedLog(log: VariantLog): FramedLog {
  const first = only(log, v => log.offsets[v]!)
  const last = only(log, v => log.offsets[v + 1]! - 1)
  const real = log.activities.length
  const start = first >= 0 && first !== last ? first : real
  const end = last >= 0 && first !== last ? last : Math.max(real, start + 1)
  const symbols: number[] = []
  const offsets = new Int32Array(log.offsets.length)
  for (let v = 0; v < log.cases.length; v++) {
    if (start >= real) symbols.push(start)
    for (const symbol of log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!)) symbols.push(symbol)
    if (end >= real) symbols.push(end)
    offsets[v + 1] = symbols.length
  }
  const names = ['start', 'end'].slice(start >= real ? 0 : 1, end >= real ? 2 : 1)
  const activities = [...log.activities, ...names]
  return { log: { activities, offsets, symbols: Int32Array.from(symbols), cases: log.cases }, start, end, real }
}

/** The activity that stands at this place of every trace and nowhere else; -1: there is none. */
function only({ offsets, symbols, cases }: VariantLog, place: (variant: number) => number): number {
  let found = -1
  for (let v = 0; v < cases.length; v++) {
    if (offsets[v] === offsets[v + 1]) return -1
    const at = place(v)
    if (found >= 0 && symbols[at] !== found) return -1
    found = symbols[at]!
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) if (i !== at && symbols[i] === found) return -1
  }
  return found
}

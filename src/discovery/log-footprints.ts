import type { VariantLog } from '../log/variant-log.ts'
import { type Footprints, footprintsOf } from '../model/footprints.ts'

/** Footprints of a log: W. van der Aalst, Process Mining: Data Science in Action, 2016, section 6.2. O(symbols + activities²). */
export function logFootprints(log: VariantLog): Footprints {
  const size = log.activities.length
  const follows = new Uint8Array(size * size)
  const starts = new Set<number>()
  const ends = new Set<number>()
  let minTraceLength = Number.POSITIVE_INFINITY
  for (let v = 0; v < log.cases.length; v++) {
    const [from, to] = [log.offsets[v]!, log.offsets[v + 1]!]
    minTraceLength = Math.min(minTraceLength, to - from)
    if (to === from) continue
    starts.add(log.symbols[from]!)
    ends.add(log.symbols[to - 1]!)
    for (let i = from + 1; i < to; i++) follows[log.symbols[i - 1]! * size + log.symbols[i]!] = 1
  }
  return footprintsOf(log.activities, follows, starts, ends, log.cases.length === 0 ? 0 : minTraceLength)
}

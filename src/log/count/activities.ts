import type { Durations } from '../engine.ts'
import type { Clock } from './clock.ts'
import { durationsByGroup } from './durations.ts'
import type { Entries } from './entries.ts'
import { byPieces, type Pace } from './pace.ts'
import { SharedWork } from './shared-work.ts'

/** Counts by class; one index a class of `seen.texts`, 0 where it does not occur. */
export interface ClassCounts {
  readonly frequency: Int32Array
  readonly caseFrequency: Int32Array
  readonly startFrequency: Int32Array
  readonly endFrequency: Int32Array
  /** Most occurrences in one case. */
  readonly maxRepetitions: Int32Array
  /** Occurrences directly behind one of the same class. */
  readonly selfLoops: Int32Array
  /** Cases in which the class occurs more than once. */
  readonly reworkCases: Int32Array
  /** Cases in which some class occurs more than once. */
  readonly casesWithRework: number
  /** Epoch ms; ±Infinity where no entry has a complete. */
  readonly first: Float64Array
  readonly last: Float64Array
}
const known = new WeakMap<Entries, ClassCounts>()
const work = new SharedWork<Entries, ClassCounts>()

/** One pass over the entries: O(entries + classes). */
export async function countClasses(entries: Entries, pace: Pace): Promise<ClassCounts> {
  const counts = known.get(entries)
  return counts ?? work.run(entries, pace.cancel, cancel => count(entries, pace.with(cancel)))
}

async function count(entries: Entries, pace: Pace): Promise<ClassCounts> {
  const { from, to, symbols, complete } = entries
  const size = entries.seen.texts.length
  const column = () => new Int32Array(size)
  const frequency = column()
  const caseFrequency = column()
  const startFrequency = column()
  const endFrequency = column()
  const maxRepetitions = column()
  const selfLoops = column()
  const reworkCases = column()
  const first = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  const last = new Float64Array(size).fill(Number.NEGATIVE_INFINITY)
  const lastCase = column().fill(-1)
  const inCase = column()
  let casesWithRework = 0
  await byPieces(entries, pace, (a, b) => {
    for (let k = a; k < b; k++) {
      const start = from[k]!
      const end = to[k]!
      if (start === end) continue
      startFrequency[symbols[start]!]!++
      endFrequency[symbols[end - 1]!]!++
      let reworked = false
      let before = -1
      for (let e = start; e < end; e++) {
        const symbol = symbols[e]!
        frequency[symbol]!++
        if (symbol === before) selfLoops[symbol]!++
        before = symbol
        let often = 1
        if (lastCase[symbol] === k) {
          often = inCase[symbol]! + 1
          if (often === 2) {
            reworkCases[symbol]!++
            reworked = true
          }
        } else {
          lastCase[symbol] = k
          caseFrequency[symbol]!++
        }
        inCase[symbol] = often
        if (often > maxRepetitions[symbol]!) maxRepetitions[symbol] = often
        const time = complete[e]!
        if (time < first[symbol]!) first[symbol] = time
        if (time > last[symbol]!) last[symbol] = time
      }
      if (reworked) casesWithRework++
    }
  })
  const ends = { startFrequency, endFrequency, maxRepetitions }
  const counts = { frequency, caseFrequency, ...ends, selfLoops, reworkCases, casesWithRework, first, last }
  known.set(entries, counts)
  return counts
}

/** Start to complete by class; n = 0 where no entry of the class has both. */
export function serviceByClass(entries: Entries, clock: Clock): Durations[] | null {
  const { start, complete } = clock
  if (start === null) return null
  const services = new Float64Array(entries.size)
  const symbols = new Int32Array(entries.size)
  let n = 0
  for (let k = 0; k < entries.from.length; k++)
    for (let e = entries.from[k]!, end = entries.to[k]!; e < end; e++) {
      const service = complete[e]! - start[e]!
      if (Number.isNaN(service)) continue
      services[n] = service
      symbols[n++] = entries.symbols[e]!
    }
  return durationsByGroup(services.subarray(0, n), symbols, entries.seen.texts.length)
}

/** Classes that occur, by frequency descending, then text. */
export function byFrequency({ frequency }: ClassCounts, rank: Int32Array): number[] {
  return occurring(frequency).sort((a, b) => frequency[b]! - frequency[a]! || rank[a]! - rank[b]!)
}

/** Classes that occur, by text. */
export function byText({ frequency }: ClassCounts, rank: Int32Array): number[] {
  return occurring(frequency).sort((a, b) => rank[a]! - rank[b]!)
}

const occurring = (frequency: Int32Array): number[] => {
  const classes: number[] = []
  for (let symbol = 0; symbol < frequency.length; symbol++) if (frequency[symbol]! > 0) classes.push(symbol)
  return classes
}

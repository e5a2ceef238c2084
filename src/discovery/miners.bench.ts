import { bench, describe } from 'vitest'
import { random } from '../base/random.ts'
import type { VariantLog } from '../log/variant-log.ts'
import { discoverDeclare } from './declare/discover-declare.ts'
import { heuristicsMiner } from './heuristics-miner/heuristics-miner.ts'
import { logFootprints } from './log-footprints.ts'
import { logSkeleton } from './log-skeleton.ts'
import { splitMiner } from './split-miner/split-miner.ts'
import { temporalProfile } from './temporal-profile.ts'

const draw = random(42)
const ACTIVITIES = Array.from({ length: 15 }, (_, a) => `activity ${a}`)

/** Mostly in order, with skips, repeats and neighbours swapped. */
function oneTrace(): number[] {
  const trace: number[] = []
  for (let a = 0; a < ACTIVITIES.length; a++) {
    if (draw() < 0.25) continue
    trace.push(a)
    if (draw() < 0.1) trace.push(a)
  }
  for (let i = 1; i < trace.length; i++) if (draw() < 0.15) [trace[i - 1], trace[i]] = [trace[i]!, trace[i - 1]!]
  return trace
}

const traces = Array.from({ length: 4000 }, oneTrace)
const offsets = new Int32Array(traces.length + 1)
traces.forEach((trace, v) => {
  offsets[v + 1] = offsets[v]! + trace.length
})
const log: VariantLog = {
  activities: ACTIVITIES,
  offsets,
  symbols: Int32Array.from(traces.flat()),
  cases: Float64Array.from(traces, () => 25),
}
const events = log.symbols.length * 25

/** The same as cases, each 25 times, a minute to an hour between events. */
function timed() {
  const symbols: number[] = []
  const complete: number[] = []
  const ends = [0]
  for (let copy = 0; copy < 25; copy++)
    for (const trace of traces) {
      let time = draw() * 1e10
      for (const symbol of trace) {
        symbols.push(symbol)
        complete.push((time += 60_000 + draw() * 3_600_000))
      }
      ends.push(symbols.length)
    }
  return { activities: ACTIVITIES, offsets: ends, symbols, start: complete.map(() => null), complete }
}
const page = timed()

describe(`${events} events in 100000 cases, ${traces.length} variants, ${ACTIVITIES.length} activities`, () => {
  bench('Declare', () => void discoverDeclare(log))
  bench('log skeleton', () => void logSkeleton(log))
  bench('heuristics miner', () => void heuristicsMiner(log))
  bench('Split Miner', () => void splitMiner(log))
  bench('footprints', () => void logFootprints(log))
  bench('temporal profile', () => void temporalProfile([page]), { iterations: 3 })
})

import { type Pieces, part } from '../../base/pieces.ts'
import type { Run } from './code-length.ts'
import { estimate, learnRuns } from './learn-runs.ts'
import { parseInPieces } from './parse.ts'
import { repeated } from './repeated.ts'
import type { Sequence } from './sequence.ts'
import { settle } from './settle.ts'
import { stitch } from './stitch.ts'

/** Items that runs are learned from at a time; what these do not explain is learned from afterwards. */
const SAMPLE = 6000
const SAMPLES = 6
/** Fewest items of one stream in a sample. */
const SHARE = 500
/** Share of a round that learning from its sample takes: for progress alone. */
const LEARNING = 0.7
/** Share of the time after a round: mostly one or two do it. */
const LATER = 0.25

/** Items of some stretches as a sequence of their own, each beginning a stream. `at`: the items, ascending. */
export type Sampler = (stretches: readonly (readonly [from: number, to: number])[], at: readonly number[]) => Sequence

/**
 * Finds the runs of a sequence of any length: what is too long to be searched as a whole is learned from samples, and the
 * whole is parsed by what they taught. Time: a search of `most` items, `SAMPLES` times at most, and as many parses.
 */
export function* learnLong(sequence: Sequence, sampler: Sampler, most: number = SAMPLE): Pieces<readonly Run[]> {
  if (sequence.size <= most) return (yield* learnRuns(sequence)).runs
  let runs: readonly Run[] = []
  for (let round = 0; round < SAMPLES; round++) {
    const stretches = sampleOf(sequence, runs, most)
    if (stretches.length === 0) break
    const at = stretches.flatMap(([from, to]) => Array.from({ length: to - from }, (_, k) => from + k))
    // each round finds less than the one before, and how many there are only the last one tells
    const [done, end] = [1 - LATER ** round, 1 - LATER ** (round + 1)]
    const middle = done + LEARNING * (end - done)
    const sample = pricedAs(sequence, sampler(stretches, at), at)
    const found = (yield* part(learnRuns(sample), done, middle)).runs
    if (found.length === 0) break
    const more = runs.reduce((most, run) => Math.max(most, run.class + 1), 0)
    const both = [...runs, ...found.map(run => ({ class: run.class + more, items: run.items.map(i => at[i]!) }))]
    const before = runs.length
    runs = yield* part(explainAll(sequence, both), middle, end)
    if (runs.length <= before) break
  }
  return runs
}

/** A sample in which items cost alone what they cost in the whole: what is rare there may be all that a sample holds. */
function pricedAs(whole: Sequence, sample: Sequence, at: readonly number[]): Sequence {
  const pick = (column: Float64Array) => Float64Array.from(at, i => column[i]!)
  return {
    ...sample,
    symbolBits: whole.symbolBits,
    symbolShare: whole.symbolShare,
    valueBits: pick(whole.valueBits),
    valueShare: pick(whole.valueShare),
    rowBits: pick(whole.rowBits),
  }
}

/** Parses the whole sequence by what some runs of it taught, twice. */
function* explainAll(sequence: Sequence, taught: readonly Run[]): Pieces<readonly Run[]> {
  let runs = [...taught].sort((a, b) => a.items[0]! - b.items[0]!)
  for (let round = 0; round < 2; round++) {
    const model = estimate(sequence, runs)
    const parsed = yield* part(parseInPieces(sequence, model), 0.4 * round, 0.4 * (round + 1))
    runs = stitch(sequence, model, parsed)
  }
  return yield* part(settle(sequence, runs), 0.8, 1)
}

/** Stretches that no run explains yet and that may be done again, some of every stream. */
function sampleOf(sequence: Sequence, runs: readonly Run[], most: number): [number, number][] {
  const { size, starts } = sequence
  const open = repeated(sequence, runs)
  let streams = 0
  for (const start of starts) streams += start
  const quota = Math.max(SHARE, Math.ceil(most / Math.max(1, streams)))
  const stretches: [number, number][] = []
  let taken = 0
  let ofStream = 0
  for (let i = 0; i < size && taken < most; ) {
    if (starts[i]) ofStream = 0
    let end = i
    while (end < size && open[end] && (end === i || !starts[end]) && ofStream + end - i < quota) end++
    if (end - i > 1) {
      stretches.push([i, end])
      taken += end - i
      ofStream += end - i
    }
    i = Math.max(end, i + 1)
  }
  return stretches
}

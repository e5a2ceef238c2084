import { ENDING, INSIDE, OUTSIDE, RunModel } from './run-model.ts'
import type { Sequence } from './sequence.ts'

/** A run believed in: its class and its items, ascending. */
export interface Run {
  readonly class: number
  readonly items: readonly number[]
}

/**
 * Bits of the whole sequence when it is told run by run under an adaptive code (minimum description length, Rissanen, 1978,
 * predictive form). The lower, the better the runs explain the log; parameters are paid for as they are learned.
 */
export function codeLength(sequence: Sequence, runs: readonly Run[]): { bits: number; gains: Float64Array } {
  const { size, symbolCount, symbol, starts } = sequence
  const model = new RunModel(sequence)
  let classes = 0
  for (const run of runs) classes = Math.max(classes, run.class + 1)
  for (let r = 0; r < classes; r++) model.addClass()
  const owner = new Int32Array(size).fill(-1)
  runs.forEach(({ items }, r) => {
    for (const i of items) owner[i] = r
  })
  const latest = new Int32Array(symbolCount).fill(-1)
  const gains = new Float64Array(classes)
  const open: number[] = []
  const before = new Int32Array(runs.length).fill(-1)
  const beforeThat = new Int32Array(runs.length).fill(-1)
  let total = 0
  for (let i = 0; i < size; i++) {
    if (starts[i]) open.length = 0
    const o = owner[i]!
    let bits = 0
    const place = starts[i] ? -1 : open.length > 0 ? INSIDE : i > 0 && owner[i - 1]! >= 0 ? ENDING : OUTSIDE
    if (place >= 0) {
      bits += model.gapBits(place as 0 | 1 | 2, i)
      model.learnGap(place as 0 | 1 | 2, i)
    }
    if (o < 0) {
      bits += model.noiseBits(i)
      model.learnNoise()
    } else {
      const run = runs[o]!
      const k = before[o]!
      if (k < 0) {
        bits += model.startBits(run.class, i)
        open.push(o)
      } else {
        if (open.at(-1) !== o) {
          bits += Math.log2(open.length + 1)
          open.splice(open.indexOf(o), 1)
          open.push(o)
        }
        bits += model.stepBits(run.class, run.items[0]!, beforeThat[o]!, k, i, latest)
      }
      beforeThat[o] = k
      before[o] = i
      if (run.items.at(-1) === i) {
        bits += model.endBits(run.class, run.items[0]!, k, i)
        open.pop()
        model.learn(run.class, run.items)
      }
      gains[run.class]! += model.noiseBits(i) - bits
    }
    total += bits
    latest[symbol[i]!] = i
  }
  return { bits: total, gains }
}

import { ENDING, INSIDE, OUTSIDE } from './outside-model.ts'
import { RunModel } from './run-model.ts'
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
    const place = open.length > 0 ? INSIDE : i > 0 && !starts[i] && owner[i - 1]! >= 0 ? ENDING : OUTSIDE
    const alone = model.literalBits(i, place)
    if (!starts[i]) {
      bits += model.gapBits(place, i)
      model.learnGap(place, i)
    }
    if (o < 0) {
      bits += model.noiseBits(i, place)
      model.learnToken(place, true, i)
    } else {
      const run = runs[o]!
      const k = before[o]!
      if (k < 0) {
        bits += model.startBits(run.class, i, place)
        model.learnToken(place, false, i)
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
      gains[run.class]! += alone - bits
    }
    total += bits
    latest[symbol[i]!] = i
  }
  // Where a recording begins, a run begins as others do; the code cannot know how, so early, and would say nothing of it.
  for (const { class: r, items } of runs) if (starts[items[0]!]) total += model.beginningBits(r, items[0]!)
  return { bits: total, gains }
}

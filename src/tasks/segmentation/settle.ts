import type { Pieces } from '../../base/pieces.ts'
import { mergeAlike } from './cluster.ts'
import { codeLength, type Run } from './code-length.ts'
import { dropWorthless, estimate, renumber } from './learn-runs.ts'
import { OUTSIDE } from './outside-model.ts'
import type { RunModel } from './run-model.ts'
import type { Sequence } from './sequence.ts'

/** Runs of a class that are laid against other classes. */
const LAID = 50
/** Classes that are tried as parts of others, those first that lose least. */
const TRIED = 8

/**
 * The classes that a division of a whole log needs. A run is of the class that told it, so only classes are compared: two
 * are one where they share more than half of what they do; a class whose runs others tell in fewer bits is none of its own
 * (a piece of interrupted runs, another way of the same work); and one that saves less than it costs to name becomes noise.
 */
export function* settle(sequence: Sequence, runs: readonly Run[]): Pieces<readonly Run[]> {
  const parts = yield* asParts(sequence, renumber(mergeAlike(sequence, runs)))
  return dropWorthless(sequence, renumber(parts))
}

/** Gives the runs of a class to another one as long as that makes the description shorter. */
function* asParts(sequence: Sequence, runs: readonly Run[]): Pieces<readonly Run[]> {
  const candidates = partsOf(sequence, runs)
  if (candidates.length === 0) return runs
  let best = runs
  let { bits } = codeLength(sequence, runs)
  const given = new Map<number, number>()
  for (const [at, { part, whole }] of candidates.entries()) {
    yield at / candidates.length
    let to = whole
    while (given.has(to)) to = given.get(to)!
    if (to === part) continue
    const moved = best.map(run => (run.class === part ? { class: to, items: run.items } : run))
    const found = codeLength(sequence, moved).bits
    if (found >= bits) continue
    best = moved
    bits = found
    given.set(part, to)
  }
  return best
}

interface Part {
  readonly part: number
  readonly whole: number
  /** Bits that it costs to tell all its runs as runs of the other class. */
  readonly loss: number
}

/** Classes that a more frequent one tells as well, but for what a class costs to name. */
function partsOf(sequence: Sequence, runs: readonly Run[]): Part[] {
  const byClass: Run[][] = []
  for (const run of runs) (byClass[run.class] ??= []).push(run)
  const model = estimate(sequence, runs)
  const price = Math.log2(Math.max(2, sequence.size))
  const latest = new Int32Array(sequence.symbolCount).fill(-1)
  const parts: Part[] = []
  byClass.forEach((own, part) => {
    const laid = spread(own, LAID)
    const told = (r: number) => laid.reduce((sum, run) => sum + runBits(sequence, model, r, run.items, latest), 0)
    const alone = told(part)
    const wholes: Part[] = []
    byClass.forEach((others, whole) => {
      if (others.length < own.length || whole === part || !shares(sequence, model, whole, laid)) return
      wholes.push({ part, whole, loss: ((told(whole) - alone) * own.length) / laid.length })
    })
    const [least] = wholes.sort((a, b) => a.loss - b.loss || a.whole - b.whole)
    if (least && least.loss < price) parts.push(least)
  })
  return parts.sort((a, b) => a.loss - b.loss || a.part - b.part).slice(0, TRIED)
}

/** Whether a class has most of the symbols of some runs. */
function shares({ symbol }: Sequence, model: RunModel, r: number, runs: readonly Run[]): boolean {
  let [known, all] = [0, 0]
  for (const { items } of runs)
    for (const i of items) {
      all++
      if (model.has(r, symbol[i]!)) known++
    }
  return 2 * known > all
}

const spread = <T>(from: readonly T[], n: number): readonly T[] =>
  from.length <= n ? from : Array.from({ length: n }, (_, k) => from[Math.floor((k * from.length) / n)]!)

/** Bits of a run told as one of class r. `latest` is left as it was. */
function runBits(
  { symbol }: Sequence,
  model: RunModel,
  r: number,
  items: readonly number[],
  latest: Int32Array,
): number {
  const first = items[0]!
  let bits = model.startBits(r, first, OUTSIDE)
  for (let k = 1; k < items.length; k++) {
    latest[symbol[items[k - 1]!]!] = items[k - 1]!
    bits += model.stepBits(r, first, items[k - 2] ?? -1, items[k - 1]!, items[k]!, latest)
  }
  for (const i of items) latest[symbol[i]!] = -1
  return bits + model.endBits(r, first, items.at(-2) ?? -1, items.at(-1)!)
}

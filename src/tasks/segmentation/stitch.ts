import type { Run } from './code-length.ts'
import { INSIDE } from './outside-model.ts'
import type { RunModel } from './run-model.ts'
import type { Sequence } from './sequence.ts'

/**
 * Joins the parts of interrupted runs: where a run of a class breaks off and the next run of that class in the same stream
 * takes up, and one run with an interruption costs fewer bits than two, they become one.
 */
export function stitch(sequence: Sequence, model: RunModel, runs: readonly Run[]): Run[] {
  const { starts, symbol, symbolCount } = sequence
  const latest = new Int32Array(symbolCount).fill(-1)
  const open = new Map<number, { class: number; items: number[] }>()
  const done: { class: number; items: number[] }[] = []
  let at = 0
  const learnUpTo = (end: number) => {
    for (; at < end; at++) {
      if (starts[at]) open.clear()
      latest[symbol[at]!] = at
    }
  }
  for (const run of runs) {
    const first = run.items[0]!
    learnUpTo(first)
    if (starts[first]) open.clear()
    const before = open.get(run.class)
    if (before && first - before.items.at(-1)! > 1) {
      const last = before.items.at(-1)!
      const apart =
        model.endBits(run.class, before.items[0]!, before.items.at(-2) ?? -1, last) + restBits(run.items[0]!, run)
      const joined =
        model.stepBits(run.class, before.items[0]!, before.items.at(-2) ?? -1, last, first, latest) +
        restBits(before.items[0]!, run)
      if (joined + Math.log2(first - last) < apart) {
        for (const i of run.items) before.items.push(i)
        continue
      }
    }
    const kept = { class: run.class, items: [...run.items] }
    open.set(run.class, kept)
    done.push(kept)
  }
  return done.sort((a, b) => a.items[0]! - b.items[0]!)

  /** Bits of the items of a run, but for those of joining it on where it is continued, told that it began at `first`. */
  function restBits(first: number, run: Run): number {
    let bits = first === run.items[0] ? model.startBits(run.class, first, INSIDE) : 0
    const undo: number[] = []
    for (let k = 1; k < run.items.length; k++) {
      const before = run.items[k - 1]!
      undo.push(latest[symbol[before]!]!)
      latest[symbol[before]!] = before
      bits += model.stepBits(run.class, first, run.items[k - 2] ?? -1, before, run.items[k]!, latest)
    }
    for (let k = undo.length - 1; k >= 0; k--) latest[symbol[run.items[k]!]!] = undo[k]!
    return bits
  }
}

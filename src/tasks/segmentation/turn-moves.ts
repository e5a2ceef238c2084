import type { Run } from './code-length.ts'
import type { Move } from './moves.ts'
import type { Sequence } from './sequence.ts'

/** Symbols at which a class is tried to begin, those that come once in most runs; and all classes at once. */
const BEGINNINGS = 6
const COMMON = 3

/** Lets the runs of a class begin elsewhere in their cycle: where runs follow each other without a pause, any place may be it. */
export function turnMoves({ symbol }: Sequence, runs: readonly Run[]): Move[] {
  const classes = runs.reduce((most, run) => Math.max(most, run.class + 1), 0)
  const moves: Move[] = []
  for (let r = 0; r < classes; r++) {
    const mine = runs.filter(run => run.class === r)
    const first = symbol[mine[0]?.items[0] ?? 0]
    const chosen = spread(
      onceInMost(symbol, mine).filter(s => s !== first),
      BEGINNINGS,
    )
    const own = (run: Run) => run.class === r
    for (const s of chosen)
      moves.push({ name: `turn ${r} to ${s}`, placed: true, runs: turned(runs, own, (_, i) => symbol[i] === s) })
  }
  if (classes < 2) return moves
  // what all classes begin with may be what they end with: then runs begin behind it
  for (const s of spread(onceInMost(symbol, runs), COMMON)) {
    moves.push({
      name: `turn all to ${s}`,
      runs: turned(
        runs,
        () => true,
        (_, i) => symbol[i] === s,
      ),
    })
    moves.push({
      name: `turn all behind ${s}`,
      runs: turned(
        runs,
        () => true,
        last => symbol[last] === s,
      ),
    })
  }
  return moves
}

/** Symbols that come just once in more than half of some runs, ascending. */
function onceInMost(symbol: Int32Array, runs: readonly Run[]): number[] {
  const once = new Map<number, number>()
  for (const { items } of runs) {
    const seen = new Map<number, number>()
    for (const i of items) seen.set(symbol[i]!, (seen.get(symbol[i]!) ?? 0) + 1)
    for (const [s, n] of seen) if (n === 1) once.set(s, (once.get(s) ?? 0) + 1)
  }
  return [...once.keys()].filter(s => once.get(s)! > runs.length / 2).sort((a, b) => a - b)
}

const spread = (from: readonly number[], n: number) =>
  from.length <= n ? from : Array.from({ length: n }, (_, k) => from[Math.floor((k * from.length) / n)]!)

/** Runs of a kind cut anew: where one begins between two items of them, and wherever they are apart. */
function turned(runs: readonly Run[], own: (run: Run) => boolean, begins: (last: number, i: number) => boolean): Run[] {
  const found: { class: number; items: number[] }[] = []
  let last = -2
  let open: number[] | null = null
  for (const run of runs) {
    if (!own(run)) {
      found.push({ class: run.class, items: [...run.items] })
      open = null
      continue
    }
    for (const i of run.items) {
      if (open === null || i !== last + 1 || begins(last, i)) {
        open = [i]
        found.push({ class: run.class, items: open })
      } else open.push(i)
      last = i
    }
  }
  return found.filter(({ items }) => items.length > 1)
}

import type { Run } from './code-length.ts'
import type { Move } from './moves.ts'
import type { Sequence } from './sequence.ts'

/** Share of the runs of a class, or of a symbol, from which the symbol beside a run counts as part of it. */
const SHARE = 0.5

/**
 * Moves the bounds of runs by an item: what mostly stands directly behind the runs of a class becomes their end, what mostly
 * stands directly before them their beginning, whether no run had it or the neighbour did. So does the button that comes
 * after *Save*, which a proposal gave to whatever run came next.
 */
export function shiftMoves(sequence: Sequence, runs: readonly Run[]): Move[] {
  const owner = new Int32Array(sequence.size).fill(-1)
  runs.forEach(({ items }, r) => {
    for (const i of items) owner[i] = r
  })
  return ([1, -1] as const).flatMap(way => {
    const taken = takers(sequence, runs, owner, way)
    if (taken.size === 0) return []
    const moved = runs.map(({ class: r, items }, at) => {
      const kept = items.filter(i => (taken.get(i) ?? at) === at)
      return { class: r, items: kept }
    })
    for (const [i, at] of taken) {
      const { items } = moved[at]!
      if (way > 0) items.push(i)
      else items.unshift(i)
    }
    return [{ name: way > 0 ? 'shift ends' : 'shift beginnings', runs: moved.filter(({ items }) => items.length > 1) }]
  })
}

/** By item beside a run, the run that takes it. */
function takers(
  { symbol, symbolCount, size, starts }: Sequence,
  runs: readonly Run[],
  owner: Int32Array,
  way: 1 | -1,
): Map<number, number> {
  const beside = runs.map(({ items }) => {
    const i = way > 0 ? items.at(-1)! + 1 : items[0]! - 1
    if (i < 0 || i >= size || starts[way > 0 ? i : i + 1]) return -1
    const other = owner[i]!
    // within another run it is not at a bound: that run goes on around this one
    return other < 0 || runs[other]!.items.at(way > 0 ? 0 : -1) === i ? i : -1
  })
  const all = new Float64Array(symbolCount)
  for (const s of symbol) all[s]!++
  const times = new Map<number, number>()
  const together = new Map<number, number>()
  const keyOf = (r: number) => runs[r]!.class * symbolCount + symbol[beside[r]!]!
  runs.forEach(({ class: c }, r) => {
    times.set(c, (times.get(c) ?? 0) + 1)
    if (beside[r]! >= 0) together.set(keyOf(r), (together.get(keyOf(r)) ?? 0) + 1)
  })
  const taken = new Map<number, number>()
  runs.forEach(({ class: c }, r) => {
    const i = beside[r]!
    if (i < 0) return
    const count = together.get(keyOf(r))!
    if (count > 1 && count / Math.min(times.get(c)!, all[symbol[i]!]!) >= SHARE) taken.set(i, r)
  })
  return taken
}

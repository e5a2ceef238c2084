import { clusterRuns } from './cluster.ts'
import type { Run } from './code-length.ts'
import type { Sequence } from './sequence.ts'

/** A change of many runs at once that a better explanation may lie behind. */
export interface Move {
  readonly name: string
  readonly runs: readonly Run[]
  /** Told by the place in the log where it begins, not as one of the moves. */
  readonly placed?: boolean
}

/** Shares from which a symbol counts as one that runs end with, or begin with. */
const SHARES: readonly number[] = [0.5, 0.2, 0.05]

/**
 * Cuts every run where a symbol that ends other runs meets one that begins other runs, or where one does that mostly ends runs
 * or begins them, whatever it meets; and clusters anew: what was taken for one run was two in a row.
 */
export function cutMoves(sequence: Sequence, runs: readonly Run[]): Move[] {
  const { symbol, symbolCount } = sequence
  const all = new Float64Array(symbolCount)
  const ends = new Float64Array(symbolCount)
  const begins = new Float64Array(symbolCount)
  for (const { items } of runs) {
    for (const i of items) all[symbol[i]!]!++
    begins[symbol[items[0]!]!]!++
    ends[symbol[items.at(-1)!]!]!++
  }
  const moves: Move[] = []
  let before = runs.length
  const ways = [
    ...SHARES.map(share => ({ name: `cut ${share}`, ending: share, beginning: share, placed: false })),
    { name: 'cut behind ends', ending: SHARES[0]!, beginning: 0, placed: true },
    { name: 'cut before beginnings', ending: 0, beginning: SHARES[0]!, placed: true },
  ]
  for (const { name, ending, beginning, placed } of ways) {
    const parts: number[][] = []
    for (const { items } of runs) {
      let part: number[] = []
      items.forEach((i, k) => {
        const a = k > 0 ? symbol[items[k - 1]!]! : -1
        const b = symbol[i]!
        if (k > 0 && ends[a]! / all[a]! >= ending && begins[b]! / all[b]! >= beginning) {
          parts.push(part)
          part = []
        }
        part.push(i)
      })
      parts.push(part)
    }
    if (parts.length === before) continue
    before = parts.length
    const long = parts.filter(part => part.length > 1)
    const classes = clusterRuns(sequence, long)
    moves.push({ name, placed, runs: long.map((items, r) => ({ class: classes[r]!, items })) })
  }
  return moves
}

/** Pairs of classes that are tried, those that stand side by side most often first. */
const PAIRS = 8
/** Items that may lie between two runs that become one. */
const NEAR = 6

/** Joins runs of two classes that keep coming one after the other: what was taken for two runs was one. */
export function joinMoves({ starts }: Sequence, runs: readonly Run[]): Move[] {
  const classes = runs.reduce((most, run) => Math.max(most, run.class + 1), 0)
  const times = new Float64Array(classes)
  const together = new Map<number, number>()
  const joins = (r: number) => {
    const [a, b] = [runs[r - 1]!, runs[r]!]
    const [last, first] = [a.items.at(-1)!, b.items[0]!]
    if (first <= last || first - last - 1 > NEAR) return false
    for (let i = last + 1; i <= first; i++) if (starts[i]) return false
    return true
  }
  runs.forEach((run, r) => {
    times[run.class]!++
    if (r === 0 || !joins(r)) return
    const key = runs[r - 1]!.class * classes + run.class
    together.set(key, (together.get(key) ?? 0) + 1)
  })
  const share = (key: number) => together.get(key)! / Math.min(times[Math.floor(key / classes)]!, times[key % classes]!)
  const pairs = [...together.keys()]
    .filter(key => Math.floor(key / classes) !== key % classes && together.get(key)! > 1)
    .sort((a, b) => share(b) - share(a) || together.get(b)! - together.get(a)! || a - b)
  return pairs.slice(0, PAIRS).map(key => {
    const [x, y] = [Math.floor(key / classes), key % classes]
    const joined: { class: number; items: number[] }[] = []
    let open = -1
    runs.forEach((run, r) => {
      const name = run.class === y ? x : run.class
      if (r > 0 && open === r - 1 && run.class === y && joins(r)) {
        for (const i of run.items) joined.at(-1)!.items.push(i)
      } else joined.push({ class: name, items: [...run.items] })
      open = run.class === x ? r : -1
    })
    return { name: `join ${x}+${y}`, runs: joined }
  })
}

/**
 * Drops items that make a step of their own where leaving them out leaves a common one: a click too many, a sheet chosen
 * twice. They become noise.
 */
export function tidyMoves({ symbol, symbolCount }: Sequence, runs: readonly Run[]): Move[] {
  const width = symbolCount + 1
  /** Runs that have a step. */
  const counts = new Map<number, number>()
  const key = (r: number, a: number, b: number) => (r * width + a) * width + b
  const at = (items: readonly number[], k: number) => (k < 0 || k >= items.length ? symbolCount : symbol[items[k]!]!)
  for (const { class: r, items } of runs) {
    const steps = new Set<number>()
    for (let k = 0; k <= items.length; k++) steps.add(key(r, at(items, k - 1), at(items, k)))
    for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  const times = (r: number, a: number, b: number) => counts.get(key(r, a, b)) ?? 0
  let dropped = 0
  const kept = runs.map(({ class: r, items }) => {
    const left: number[] = []
    let after = symbolCount
    for (let k = items.length - 1; k >= 0; k--) {
      const [before, own] = [at(items, k - 1), at(items, k)]
      const odd = times(r, before, own) === 1 || times(r, own, after) === 1
      if (odd && times(r, before, after) > 1) dropped++
      else {
        left.push(items[k]!)
        after = own
      }
    }
    return { class: r, items: left.reverse() }
  })
  return dropped === 0 ? [] : [{ name: 'tidy', runs: kept.filter(({ items }) => items.length > 1) }]
}

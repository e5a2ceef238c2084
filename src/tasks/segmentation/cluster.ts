import type { Run } from './code-length.ts'
import type { Sequence } from './sequence.ts'

/**
 * Puts runs into classes: two belong together where more than half of what they do is shared (Dice index of the sets of
 * symbols > 1/2 against the profile of the class). Frequent long runs come first, so they found the classes; ties by first
 * appearance. Classes are numbered by that order.
 */
export function clusterRuns({ symbol }: Sequence, runs: readonly (readonly number[])[]): Int32Array {
  const kinds = new Map<string, { symbols: readonly number[]; runs: number[] }>()
  runs.forEach((items, r) => {
    const symbols = [...new Set(items.map(i => symbol[i]!))].sort((a, b) => a - b)
    const key = symbols.join()
    const kind = kinds.get(key)
    if (kind) kind.runs.push(r)
    else kinds.set(key, { symbols, runs: [r] })
  })
  const order = [...kinds.values()].sort(
    (a, b) => b.symbols.length * b.runs.length - a.symbols.length * a.runs.length || a.runs[0]! - b.runs[0]!,
  )
  const profiles = new Profiles()
  const classOf = order.map(({ symbols, runs }) => {
    const c = profiles.nearest(symbols) ?? profiles.add()
    profiles.put(c, symbols, runs.length)
    return c
  })
  order.forEach(({ symbols, runs }, k) => {
    profiles.put(classOf[k]!, symbols, -runs.length)
    classOf[k] = profiles.nearest(symbols) ?? classOf[k]!
    profiles.put(classOf[k]!, symbols, runs.length)
  })
  const merged = profiles.merged()
  const found = new Int32Array(runs.length)
  const number = new Map<number, number>()
  order.forEach(({ runs }, k) => {
    const c = merged[classOf[k]!]!
    let at = number.get(c)
    if (at === undefined) number.set(c, (at = number.size))
    for (const r of runs) found[r] = at
  })
  return found
}

/** Classes that share more than half with a larger one become part of it (Dice index of their profiles > 1/2). */
export function mergeAlike({ symbol }: Sequence, runs: readonly Run[]): Run[] {
  const sizes: number[] = []
  for (const { class: c, items } of runs) sizes[c] = (sizes[c] ?? 0) + items.length
  const order = [...sizes.keys()].filter(c => sizes[c] !== undefined).sort((a, b) => sizes[b]! - sizes[a]! || a - b)
  const profiles = new Profiles()
  const place = new Map(order.map(c => [c, profiles.add()]))
  for (const { class: c, items } of runs) profiles.put(place.get(c)!, [...new Set(items.map(i => symbol[i]!))], 1)
  const merged = profiles.merged()
  return runs.map(({ class: c, items }) => ({ class: order[merged[place.get(c)!]!]!, items }))
}

/** Share of the runs of each class that contain a symbol. */
class Profiles {
  private readonly counts: Map<number, number>[] = []
  private readonly runs: number[] = []
  private readonly sums: number[] = []
  private readonly classesOf = new Map<number, Set<number>>()

  add(): number {
    this.counts.push(new Map())
    this.runs.push(0)
    this.sums.push(0)
    return this.counts.length - 1
  }

  put(c: number, symbols: readonly number[], runs: number): void {
    this.runs[c]! += runs
    this.sums[c]! += runs * symbols.length
    for (const s of symbols) {
      const count = (this.counts[c]!.get(s) ?? 0) + runs
      if (count > 0) {
        this.counts[c]!.set(s, count)
        const classes = this.classesOf.get(s)
        if (classes) classes.add(c)
        else this.classesOf.set(s, new Set([c]))
      } else {
        this.counts[c]!.delete(s)
        this.classesOf.get(s)?.delete(c)
      }
    }
  }

  nearest(symbols: readonly number[]): number | null {
    const shared = new Map<number, number>()
    for (const s of symbols)
      for (const c of this.classesOf.get(s) ?? [])
        shared.set(c, (shared.get(c) ?? 0) + this.counts[c]!.get(s)! / this.runs[c]!)
    let best: number | null = null
    let most = 0.5
    for (const [c, common] of shared) {
      const dice = (2 * common) / (symbols.length + this.sums[c]! / this.runs[c]!)
      if (dice > most || (dice === most && best !== null && c < best)) {
        most = dice
        best = c
      }
    }
    return best
  }

  /** For each class the one it is merged into: itself, or an earlier one that it shares more than half with. */
  merged(): number[] {
    const into = this.counts.map((_, c) => c)
    for (let c = 0; c < this.counts.length; c++) {
      if (this.runs[c] === 0) continue
      for (let d = 0; d < c; d++) {
        if (into[d] !== d || this.runs[d] === 0) continue
        let common = 0
        for (const [s, count] of this.counts[c]!)
          common += Math.min(count / this.runs[c]!, (this.counts[d]!.get(s) ?? 0) / this.runs[d]!)
        if ((2 * common) / (this.sums[c]! / this.runs[c]! + this.sums[d]! / this.runs[d]!) > 0.5) {
          into[c] = d
          break
        }
      }
    }
    return into
  }
}

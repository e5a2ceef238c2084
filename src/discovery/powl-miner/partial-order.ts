import { Groups } from '../inductive-miner/components.ts'
import type { LocalGraph, WeightedTraces } from '../inductive-miner/traces.ts'

/** Parts that all happen; `before` holds pairs of them, reduced: what follows over a third part is left out. */
export interface PartialOrder {
  readonly parts: readonly (readonly number[])[]
  readonly before: readonly (readonly [number, number])[]
}

/**
 * Parts such that of any two either one always comes before the other, or either may (H. Kourani, D. Schuster, W. van der
 * Aalst, Scalable discovery of partially ordered workflow models with formal guarantees, 2024: dynamic clustering).
 * Activities that neither precede nor follow one another, and those that would make the order no order, are one part.
 * Parts that nothing precedes must hold a start activity, those that nothing follows an end activity. null: one part.
 */
export function partialOrderCut(log: WeightedTraces, { activities, starts, ends }: LocalGraph): PartialOrder | null {
  const later = eventually(log)
  const precedes = (a: number, b: number) => later.get(a)?.has(b) ?? false
  let parts: number[][] = activities.map(activity => [activity])
  for (;;) {
    const relation = parts.map(x => parts.map(y => (x === y ? 'same' : relationOf(x, y, precedes))))
    const groups = new Groups(parts.map((_, p) => p))
    parts.forEach((_, x) => {
      parts.forEach((_, y) => {
        if (relation[x]![y] === 'none') groups.join(x, y)
        if (relation[x]![y] !== 'before') return
        // before must lead on: x ≺ y ≺ z without x ≺ z is no order
        parts.forEach((_, z) => {
          if (relation[y]![z] !== 'before' || relation[x]![z] === 'before') return
          groups.join(x, y)
          groups.join(y, z)
        })
      })
    })
    const joined = groups.list()
    if (joined.length < 2) return null
    if (joined.length === parts.length) {
      const isBefore = (x: number, y: number) => relation[x]![y] === 'before'
      return closes(parts, isBefore, starts, ends) ? { parts, before: reduced(parts.length, isBefore) } : null
    }
    parts = joined.map(group => group.flatMap(p => parts[p]!).sort((a, b) => a - b))
  }
}

type Relation = 'before' | 'after' | 'either' | 'none'

function relationOf(x: readonly number[], y: readonly number[], precedes: (a: number, b: number) => boolean): Relation {
  const found = new Set<Relation>()
  for (const a of x)
    for (const b of y) {
      const [forth, back] = [precedes(a, b), precedes(b, a)]
      found.add(forth ? (back ? 'either' : 'before') : back ? 'after' : 'none')
    }
  return found.size === 1 ? [...found][0]! : 'none'
}

function closes(
  parts: readonly (readonly number[])[],
  isBefore: (x: number, y: number) => boolean,
  starts: ReadonlyMap<number, number>,
  ends: ReadonlyMap<number, number>,
): boolean {
  return parts.every((part, p) => {
    const isFirst = !parts.some((_, other) => isBefore(other, p))
    const isLast = !parts.some((_, other) => isBefore(p, other))
    return (!isFirst || part.some(symbol => starts.has(symbol))) && (!isLast || part.some(symbol => ends.has(symbol)))
  })
}

function reduced(parts: number, isBefore: (x: number, y: number) => boolean): [number, number][] {
  const pairs: [number, number][] = []
  for (let x = 0; x < parts; x++)
    for (let y = 0; y < parts; y++) {
      if (!isBefore(x, y)) continue
      let isDirect = true
      for (let z = 0; z < parts; z++) if (isBefore(x, z) && isBefore(z, y)) isDirect = false
      if (isDirect) pairs.push([x, y])
    }
  return pairs
}

/** Which activities come at some time after each. */
function eventually({ traces }: WeightedTraces): ReadonlyMap<number, ReadonlySet<number>> {
  const later = new Map<number, Set<number>>()
  for (const trace of traces) {
    const behind = new Set<number>()
    for (let i = trace.length - 1; i >= 0; i--) {
      let known = later.get(trace[i]!)
      if (known === undefined) {
        known = new Set()
        later.set(trace[i]!, known)
      }
      for (const symbol of behind) known.add(symbol)
      behind.add(trace[i]!)
    }
  }
  return later
}

import { assign } from './assignment.ts'
import { type Score, score } from './boundaries.ts'

/** A found or true run for scoring: its rows, ascending, and what it is a run of. */
export interface Instance {
  readonly rows: readonly number[]
  readonly routine: string
}

/**
 * Pairs of found and true instances whose row sets have a Jaccard index >= 0.5, one-to-one with the greatest total
 * index (semantics: routine F1). Index into `expected` by found instance, -1 = none.
 */
export function matchInstances(found: readonly Instance[], expected: readonly Instance[]): number[] {
  const owners = new Map<number, number[]>()
  expected.forEach(({ rows }, e) => {
    for (const row of rows) owners.get(row)?.push(e) ?? owners.set(row, [e])
  })
  const pairs: { f: number; e: number; weight: number }[] = []
  found.forEach(({ rows }, f) => {
    const shared = new Map<number, number>()
    for (const row of rows) for (const e of owners.get(row) ?? []) shared.set(e, (shared.get(e) ?? 0) + 1)
    for (const [e, common] of shared) {
      const weight = common / (rows.length + expected[e]!.rows.length - common)
      if (weight >= 0.5) pairs.push({ f, e, weight })
    }
  })
  const matched = new Array<number>(found.length).fill(-1)
  for (const part of components(pairs)) {
    const rows = [...new Set(part.map(({ f }) => f))].sort((a, b) => a - b)
    const columns = [...new Set(part.map(({ e }) => e))].sort((a, b) => a - b)
    const weights = rows.map(() => new Array<number>(columns.length).fill(0))
    for (const { f, e, weight } of part) weights[rows.indexOf(f)]![columns.indexOf(e)] = weight
    assign(weights, columns.length).forEach((c, r) => {
      if (c >= 0) matched[rows[r]!] = columns[c]!
    })
  }
  return matched
}

/** Pairs that hang together by a common instance. */
function components<P extends { readonly f: number; readonly e: number }>(pairs: readonly P[]): P[][] {
  const parent = new Map<string, string>()
  const rootOf = (key: string): string => {
    let at = key
    while (parent.get(at) !== undefined && parent.get(at) !== at) at = parent.get(at)!
    return at
  }
  for (const { f, e } of pairs) parent.set(rootOf(`f${f}`), rootOf(`e${e}`))
  const parts = new Map<string, P[]>()
  for (const pair of pairs) {
    const root = rootOf(`f${pair.f}`)
    const part = parts.get(root)
    if (part) part.push(pair)
    else parts.set(root, [pair])
  }
  return [...parts.values()]
}

/** Share of true instances that a found one matches, whatever its class. */
export const segmentRecall = (found: readonly Instance[], expected: readonly Instance[]): number =>
  expected.length === 0 ? 1 : matchInstances(found, expected).filter(e => e >= 0).length / expected.length

/** Micro F1 of matched instances whose class is right, found classes mapped to true ones one-to-one by the most matches. */
export function routineScore(found: readonly Instance[], expected: readonly Instance[]): Score {
  const matched = matchInstances(found, expected)
  const foundClasses = [...new Set(found.map(({ routine }) => routine))]
  const trueClasses = [...new Set(expected.map(({ routine }) => routine))]
  const counts = foundClasses.map(() => new Array<number>(trueClasses.length).fill(0))
  matched.forEach((e, f) => {
    if (e >= 0) counts[foundClasses.indexOf(found[f]!.routine)]![trueClasses.indexOf(expected[e]!.routine)]!++
  })
  const mapped = assign(counts, trueClasses.length)
  const right = counts.reduce((sum, row, c) => sum + (mapped[c]! < 0 ? 0 : row[mapped[c]!]!), 0)
  return score(right, found.length, expected.length)
}

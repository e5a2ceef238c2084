import type { Instance } from './instances.ts'

/**
 * Mean over the found segments of the least normalised edit distance to a true segment that shares a row with it
 * (Leno et al., 2020, evaluation); 1 where none does. Events are equal where `classOf` is. Blind to missed segments: read
 * it beside the boundary score.
 */
export function segmentDistance(
  found: readonly Instance[],
  expected: readonly Instance[],
  classOf: (row: number) => number | string,
): number {
  if (found.length === 0) return expected.length === 0 ? 0 : 1
  const owners = new Map<number, number[]>()
  expected.forEach(({ rows }, e) => {
    for (const row of rows) {
      const list = owners.get(row)
      if (list) list.push(e)
      else owners.set(row, [e])
    }
  })
  let total = 0
  for (const { rows } of found) {
    const near = new Set<number>()
    for (const row of rows) for (const e of owners.get(row) ?? []) near.add(e)
    let least = 1
    const mine = rows.map(classOf)
    for (const e of near) {
      const theirs = expected[e]!.rows.map(classOf)
      least = Math.min(least, editDistance(mine, theirs) / Math.max(mine.length, theirs.length))
    }
    total += least
  }
  return total / found.length
}

/** Levenshtein (1966): insertions, deletions and substitutions cost 1. O(|a| · |b|) after equal ends are cut. */
export function editDistance(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  let from = 0
  let toA = a.length
  let toB = b.length
  while (from < toA && from < toB && a[from] === b[from]) from++
  while (toA > from && toB > from && a[toA - 1] === b[toB - 1]) {
    toA--
    toB--
  }
  let row = Array.from({ length: toB - from + 1 }, (_, j) => j)
  for (let i = from; i < toA; i++) {
    const next = [i - from + 1]
    for (let j = from; j < toB; j++)
      next.push(Math.min(row[j - from]! + (a[i] === b[j] ? 0 : 1), row[j - from + 1]! + 1, next[j - from]! + 1))
    row = next
  }
  return row[toB - from]!
}

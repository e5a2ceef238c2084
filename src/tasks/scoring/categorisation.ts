import { assign } from './assignment.ts'

/** How well events are put into the right task: averages over true classes weighted by their events, and agreement. */
export interface Categorisation {
  readonly weightedF1: number
  readonly weightedJaccard: number
  /** Adjusted Rand index (Hubert & Arabie, 1985). */
  readonly adjustedRand: number
  readonly classes: number
}

/** Labels by event, `null` = in no segment. Found classes are mapped to true ones one-to-one by the most common events. */
export function categorisation(
  found: readonly (string | null)[],
  expected: readonly (string | null)[],
): Categorisation {
  const foundNames = [...new Set(found)]
  const trueNames = [...new Set(expected)]
  const rowOf = new Map(foundNames.map((name, i) => [name, i]))
  const columnOf = new Map(trueNames.map((name, i) => [name, i]))
  const table = foundNames.map(() => new Array<number>(trueNames.length).fill(0))
  found.forEach((name, i) => {
    table[rowOf.get(name)!]![columnOf.get(expected[i]!)!]!++
  })
  const sizes = trueNames.map((_, c) => table.reduce((sum, row) => sum + row[c]!, 0))
  const weights = table.map((row, r) =>
    row.map((count, c) => ((foundNames[r] === null) === (trueNames[c] === null) ? count : 0)),
  )
  const mapped = assign(weights, trueNames.length)
  let f1 = 0
  let jaccard = 0
  trueNames.forEach((_, c) => {
    const r = mapped.indexOf(c)
    if (r < 0) return
    const right = table[r]![c]!
    const all = table[r]!.reduce((sum, count) => sum + count, 0) + sizes[c]!
    f1 += sizes[c]! * ((2 * right) / all)
    jaccard += sizes[c]! * (right / (all - right))
  })
  const n = found.length || 1
  return {
    weightedF1: f1 / n,
    weightedJaccard: jaccard / n,
    adjustedRand: adjustedRand(table),
    classes: foundNames.filter(name => name !== null).length,
  }
}

const pairs = (count: number) => (count * (count - 1)) / 2

function adjustedRand(table: readonly (readonly number[])[]): number {
  const rows = table.map(row => row.reduce((sum, count) => sum + count, 0))
  const columns = (table[0] ?? []).map((_, c) => table.reduce((sum, row) => sum + row[c]!, 0))
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + pairs(count), 0)
  const all = pairs(rows.reduce((total, count) => total + count, 0))
  const expected = all === 0 ? 0 : (sum(rows) * sum(columns)) / all
  const most = (sum(rows) + sum(columns)) / 2
  return most === expected ? 1 : (sum(table.flat()) - expected) / (most - expected)
}

import { compareText } from '../../base/sort.ts'
import type { Value } from '../../log/column.ts'
import type { AttributeTable, Condition } from './attribute-table.ts'

export interface BestCondition {
  readonly condition: Condition
  /** Decrease of the Gini impurity, 0..1, weighted by the rows on both sides. */
  readonly gain: number
}

/** Values of one attribute that are tried as `equals`, the most frequent first: names of people or ids are no rule. */
const VALUES = 64

/**
 * The condition that parts these rows best by their choices, at least `minRows` on either side; null where none does.
 * Numbers are cut between neighbours, all else is compared with one value (L. Breiman et al., Classification and
 * regression trees, 1984). Ties: the attribute first by name, then the smaller value.
 */
export function bestCondition(table: AttributeTable, rows: readonly number[], minRows: number): BestCondition | null {
  let best: BestCondition | null = null
  const total = countChoices(table, rows)
  const impurity = gini(total, rows.length)
  const consider = (condition: Condition, counts: Float64Array, size: number) => {
    if (size < minRows || rows.length - size < minRows) return
    const other = total.map((count, choice) => count - counts[choice]!)
    const left = (size * gini(counts, size) + (rows.length - size) * gini(other, rows.length - size)) / rows.length
    const gain = impurity - left
    if (gain > 1e-12 && (best === null || gain > best.gain + 1e-12)) best = { condition, gain }
  }
  for (const attribute of [...table.columns.keys()].sort(compareText)) {
    const column = table.columns.get(attribute)!
    const numbers = rows.filter(row => typeof column[row] === 'number')
    const missing = rows.filter(row => column[row] === null)
    if (numbers.length > 0 && numbers.length + missing.length === rows.length) {
      considerCuts(table, attribute, numbers, consider)
      if (missing.length > 0)
        consider({ kind: 'equals', attribute, value: null }, countChoices(table, missing), missing.length)
    } else considerValues(table, attribute, rows, consider)
  }
  return best
}

type Consider = (condition: Condition, counts: Float64Array, size: number) => void

function considerCuts(table: AttributeTable, attribute: string, rows: readonly number[], consider: Consider): void {
  const column = table.columns.get(attribute) as readonly number[]
  const sorted = [...rows].sort((a, b) => column[a]! - column[b]! || a - b)
  const counts = new Float64Array(table.choices)
  sorted.forEach((row, i) => {
    counts[table.choice[row]!]!++
    const next = sorted[i + 1]
    if (next === undefined || column[next] === column[row]) return
    consider({ kind: 'at-most', attribute, value: roundBetween(column[row]!, column[next]!) }, counts, i + 1)
  })
}

function considerValues(table: AttributeTable, attribute: string, rows: readonly number[], consider: Consider): void {
  const column = table.columns.get(attribute)!
  const groups = new Map<Value, number[]>()
  for (const row of rows) {
    const group = groups.get(column[row]!)
    if (group) group.push(row)
    else groups.set(column[row]!, [row])
  }
  const sorted = [...groups].sort(
    ([a, x], [b, y]) => y.length - x.length || compareText(JSON.stringify(a), JSON.stringify(b)),
  )
  for (const [value, group] of sorted.slice(0, VALUES))
    consider({ kind: 'equals', attribute, value }, countChoices(table, group), group.length)
}

export function countChoices(table: AttributeTable, rows: readonly number[]): Float64Array {
  const counts = new Float64Array(table.choices)
  for (const row of rows) counts[table.choice[row]!]!++
  return counts
}

function gini(counts: ArrayLike<number>, size: number): number {
  let squares = 0
  for (let choice = 0; choice < counts.length; choice++) squares += (counts[choice]! / size) ** 2
  return 1 - squares
}

/** The number with the fewest digits in [low, high): what a person would have written. */
export function roundBetween(low: number, high: number): number {
  const middle = low + (high - low) / 2
  for (let digits = 1; digits <= 17; digits++) {
    const rounded = Number(middle.toPrecision(digits))
    if (rounded >= low && rounded < high) return rounded
  }
  return low
}

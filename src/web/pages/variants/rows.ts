import { compareText } from '../../../base/sort.ts'
import type { Durations, Measures, Variant } from '../../../log/engine.ts'

/** A line of the table. */
export interface Row {
  readonly variant: Variant
  readonly number: number | null
  readonly coverage: number
  readonly measure: Durations | null
  /** Of cases with a due date: how many were on time, and how many are decided. */
  readonly onTime: readonly [number, number] | null
}

/** A row a variant, in the order of the answer: how many cases it and all before it cover, its numbers looked up by its id. */
export function rowsOf(
  variants: readonly Variant[],
  numbers: ReadonlyMap<string, number>,
  measures: Measures | undefined,
): readonly Row[] {
  const figures = new Map(measures?.key.map((key, i) => [key, i]))
  let covered = 0
  return variants.map((variant): Row => {
    covered += variant.cases
    const at = figures.get(variant.id)
    return {
      variant,
      number: numbers.get(variant.id) ?? null,
      coverage: covered,
      measure: measures && at !== undefined ? measures.stats[at]! : null,
      onTime: measures?.onTime && at !== undefined ? [measures.onTime[at]!, measures.decided![at]!] : null,
    }
  })
}
/** The activities of the variants, those in most cases first. */
export function namesByUse(rows: readonly Row[]): readonly string[] {
  const cases = new Map<string, number>()
  for (const { variant } of rows)
    for (const name of new Set(variant.activities)) cases.set(name, (cases.get(name) ?? 0) + variant.cases)
  return [...cases].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([name]) => name)
}

import type { Value } from '../../log/column.ts'

/** Situations with what was known in each, and what was then chosen: columns by attribute, `choice` by row (0..choices−1). */
export interface AttributeTable {
  readonly columns: ReadonlyMap<string, readonly Value[]>
  readonly choice: readonly number[]
  readonly choices: number
}

/** A statement about a row. `at-most` is false where the value is missing. */
export type Condition =
  | { readonly kind: 'equals'; readonly attribute: string; readonly value: Value }
  | { readonly kind: 'at-most'; readonly attribute: string; readonly value: number }

export const holds = (condition: Condition, value: Value): boolean =>
  condition.kind === 'equals' ? value === condition.value : typeof value === 'number' && value <= condition.value

/** A condition that holds or does not, as a step of a rule. */
export interface RuleTest {
  readonly condition: Condition
  readonly isTrue: boolean
}

/** `amount ≤ 5000`, `kind ≠ "new"`, `region missing`. */
export function printTest({ condition, isTrue }: RuleTest): string {
  const { attribute, value } = condition
  if (condition.kind === 'at-most') return `${attribute} ${isTrue ? '≤' : '>'} ${value}`
  if (value === null) return `${attribute} ${isTrue ? 'missing' : 'known'}`
  return `${attribute} ${isTrue ? '=' : '≠'} ${JSON.stringify(value)}`
}

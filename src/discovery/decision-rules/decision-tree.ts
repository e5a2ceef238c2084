import { type AttributeTable, type Condition, holds, type RuleTest } from './attribute-table.ts'
import { bestCondition, countChoices } from './best-condition.ts'

export type DecisionTree =
  | { readonly kind: 'leaf'; readonly choice: number; readonly counts: Float64Array }
  | {
      readonly kind: 'test'
      readonly condition: Condition
      readonly yes: DecisionTree
      readonly no: DecisionTree
      readonly choice: number
    }

export interface TreeOptions {
  readonly maxDepth: number
  /** Rows on either side of a test. */
  readonly minRows: number
  /** Decrease of the impurity of the whole table that a test must bring, 0..1. */
  readonly minGain: number
}

/** A tree of tests for what is chosen: L. Breiman et al., Classification and regression trees, 1984. */
export function growTree(table: AttributeTable, rows: readonly number[], options: TreeOptions): DecisionTree {
  const grow = (part: readonly number[], depth: number): DecisionTree => {
    const counts = countChoices(table, part)
    const leaf: DecisionTree = { kind: 'leaf', choice: mostFrequent(counts), counts }
    if (depth >= options.maxDepth || counts.filter(count => count > 0).length < 2) return leaf
    const best = bestCondition(table, part, options.minRows)
    if (best === null || best.gain * (part.length / rows.length) < options.minGain) return leaf
    const column = table.columns.get(best.condition.attribute)!
    const isTrue = (row: number) => holds(best.condition, column[row]!)
    const yes = grow(part.filter(isTrue), depth + 1)
    const no = grow(
      part.filter(row => !isTrue(row)),
      depth + 1,
    )
    // a test that changes nothing is none
    if (yes.kind === 'leaf' && no.kind === 'leaf' && yes.choice === no.choice) return leaf
    return { kind: 'test', condition: best.condition, yes, no, choice: leaf.choice }
  }
  return grow(rows, 0)
}

export function predict(tree: DecisionTree, table: AttributeTable, row: number): number {
  let at = tree
  while (at.kind === 'test') at = holds(at.condition, table.columns.get(at.condition.attribute)![row]!) ? at.yes : at.no
  return at.choice
}

/** Every leaf with the tests that lead to it. */
export function leaves(
  tree: DecisionTree,
): { readonly tests: readonly RuleTest[]; readonly leaf: DecisionTree & { kind: 'leaf' } }[] {
  const visit = (part: DecisionTree, tests: readonly RuleTest[]): ReturnType<typeof leaves> =>
    part.kind === 'leaf'
      ? [{ tests, leaf: part }]
      : [
          ...visit(part.yes, [...tests, { condition: part.condition, isTrue: true }]),
          ...visit(part.no, [...tests, { condition: part.condition, isTrue: false }]),
        ]
  return visit(tree, [])
}

/** The first of the largest. */
export function mostFrequent(counts: ArrayLike<number>): number {
  let best = 0
  for (let choice = 1; choice < counts.length; choice++) if (counts[choice]! > counts[best]!) best = choice
  return best
}

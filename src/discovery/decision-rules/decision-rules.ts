import { compareText } from '../../base/sort.ts'
import { printTest, type RuleTest } from './attribute-table.ts'
import type { DecisionPoint } from './decision-points.ts'
import { growTree, leaves, mostFrequent, predict, type TreeOptions } from './decision-tree.ts'

/** Where all tests hold, `branch` (by index) was chosen in `hits` of `rows` decisions. No test: always. */
export interface DecisionRule {
  readonly branch: number
  readonly tests: readonly RuleTest[]
  readonly rows: number
  readonly hits: number
}

export interface DecisionRules {
  readonly point: DecisionPoint
  /** By branch, then by rows. */
  readonly rules: readonly DecisionRule[]
  /** Share of decisions that the rules foretell in cases they were not learned from, 0..1. */
  readonly accuracy: number
  /** The same, always saying the most frequent branch. */
  readonly baseline: number
  /** Whether the rules are better than the baseline by more than chance (two standard errors). */
  readonly isExplained: boolean
  /** Decisions that the rules were learned from; more than `maxRows` are thinned out evenly. */
  readonly rows: number
}

const FOLDS = 5

/**
 * The attributes that tell which branch is taken: a decision tree a point, read as rules (A. Rozinat, W. van der Aalst,
 * Decision mining in ProM, 2006), its accuracy by cross-validation over cases (M. Stone, 1974). Deterministic: case i is
 * in fold i mod 5. At most `maxRows` decisions are used.
 */
export function decisionRules(
  point: DecisionPoint,
  options: Partial<TreeOptions> & { readonly maxRows?: number } = {},
): DecisionRules {
  const all = point.table.choice.length
  const step = Math.max(1, Math.ceil(all / (options.maxRows ?? 20_000)))
  const rows = Array.from({ length: Math.ceil(all / step) }, (_, i) => i * step)
  const treeOptions: TreeOptions = {
    maxDepth: options.maxDepth ?? 6,
    minRows: options.minRows ?? Math.max(5, Math.ceil(rows.length / 100)),
    minGain: options.minGain ?? 0.005,
  }
  const tree = growTree(point.table, rows, treeOptions)
  const { hits, baseHits } = crossValidate(point, rows, treeOptions)
  const accuracy = rows.length === 0 ? 0 : hits / rows.length
  const baseline = rows.length === 0 ? 0 : baseHits / rows.length
  const error = Math.sqrt((accuracy * (1 - accuracy) + baseline * (1 - baseline)) / Math.max(1, rows.length))
  return {
    point,
    rules: rulesOf(leaves(tree)),
    accuracy,
    baseline,
    isExplained: accuracy > baseline + 2 * error,
    rows: rows.length,
  }
}

function crossValidate(point: DecisionPoint, rows: readonly number[], options: TreeOptions) {
  let hits = 0
  let baseHits = 0
  for (let fold = 0; fold < FOLDS; fold++) {
    const isHeldOut = (row: number) => point.caseOf[row]! % FOLDS === fold
    const learned = rows.filter(row => !isHeldOut(row))
    const held = rows.filter(isHeldOut)
    if (learned.length === 0) continue
    const tree = growTree(point.table, learned, options)
    const counts = new Float64Array(point.table.choices)
    for (const row of learned) counts[point.table.choice[row]!]!++
    const usual = mostFrequent(counts)
    for (const row of held) {
      if (predict(tree, point.table, row) === point.table.choice[row]) hits++
      if (usual === point.table.choice[row]) baseHits++
    }
  }
  return { hits, baseHits }
}

function rulesOf(found: ReturnType<typeof leaves>): DecisionRule[] {
  return found
    .map(({ tests, leaf }) => ({
      branch: leaf.choice,
      tests: tightest(tests),
      rows: leaf.counts.reduce((sum, count) => sum + count, 0),
      hits: leaf.counts[leaf.choice]!,
    }))
    .sort((a, b) => a.branch - b.branch || b.rows - a.rows || compareText(printTests(a.tests), printTests(b.tests)))
}

/** Of several bounds of one attribute only the tightest; what equals one value needs no other values ruled out. */
function tightest(tests: readonly RuleTest[]): RuleTest[] {
  const equal = new Set(tests.filter(isEquality).map(({ condition }) => condition.attribute))
  return tests.filter((test, t) => {
    const { condition, isTrue } = test
    if (condition.kind === 'equals') return isTrue || !equal.has(condition.attribute)
    const same = tests.filter(
      (other, o) =>
        o !== t &&
        other.condition.kind === 'at-most' &&
        other.condition.attribute === condition.attribute &&
        other.isTrue === isTrue,
    )
    return same.every(other => {
      const bound = other.condition.value as number
      return isTrue ? condition.value <= bound : condition.value >= bound
    })
  })
}

const isEquality = ({ condition, isTrue }: RuleTest) => condition.kind === 'equals' && isTrue

const printTests = (tests: readonly RuleTest[]) => (tests.length === 0 ? 'always' : tests.map(printTest).join(' and '))

/** `amount > 10000 → Approve (40 of 41)`, one a line. */
export const printRules = ({ point, rules }: DecisionRules): string =>
  rules
    .map(
      ({ branch, tests, rows, hits }) => `${printTests(tests)} → ${point.branches[branch]!.name} (${hits} of ${rows})`,
    )
    .join('\n')

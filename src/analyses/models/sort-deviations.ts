import { compareText } from '../../base/sort.ts'
import { deviationKinds } from '../../conformance/index.ts'
import type { CheckedDeviation } from './conformance-check.ts'
import type { DeviationOrder } from './conformance-question.ts'

const rank = ({ kind }: CheckedDeviation) => deviationKinds.indexOf(kind)

/** What a deviation is sorted by, smallest first; null comes last. */
const keys: Readonly<Record<Exclude<DeviationOrder, 'activity'>, (one: CheckedDeviation) => number | null>> = {
  cases: one => -one.cases,
  occurrences: one => -one.occurrences,
  variants: one => -one.variants,
  kind: rank,
  time: ({ time }) => (time === null || time.differenceMs === null ? null : -time.differenceMs),
  'time-significance': ({ time }) => time?.q ?? null,
  measure: ({ measure }) => (measure === null ? null : -measure.difference),
  'measure-significance': ({ measure }) => measure?.q ?? null,
}

/**
 * By one of them: the largest number or difference first, the smallest corrected p-value, kinds in their order, activities by text.
 * Ties by cases, then by kind and activity, so that no two are equal.
 */
export function sortDeviations(list: readonly CheckedDeviation[], by: DeviationOrder): readonly CheckedDeviation[] {
  const byKey = (a: CheckedDeviation, b: CheckedDeviation): number => {
    if (by === 'activity') return compareText(a.activity, b.activity)
    const [x, y] = [keys[by](a), keys[by](b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return x - y
  }
  return [...list].sort(
    (a, b) => byKey(a, b) || b.cases - a.cases || rank(a) - rank(b) || compareText(a.activity, b.activity),
  )
}

import type { Routine, RoutineInstance } from '../../model/routine.ts'
import { commonSteps } from '../demonstrations/common-steps.ts'
import { cellsEach, placesIn } from '../places-in.ts'

/** One run with the classes of its steps, in order. */
export interface ClassedInstance {
  readonly rows: readonly number[]
  readonly classes: readonly string[]
}

/** A routine out of its runs: variants are counted and common steps found anew. Runs without a step are left out. */
export function assembleRoutine(
  { id, name }: Pick<Routine, 'id' | 'name'>,
  runs: readonly ClassedInstance[],
  labels: ReadonlyMap<string, string>,
): Routine {
  const found = new Map<string, { readonly classes: readonly string[]; instances: number; readonly at: number }>()
  const kept = runs.filter(({ classes, rows }) => classes.length > 0 && rows.length > 0)
  for (const { classes } of kept) {
    const key = JSON.stringify(classes)
    const variant = found.get(key) ?? { classes, instances: 0, at: found.size }
    variant.instances++
    found.set(key, variant)
  }
  const variants = [...found.values()].sort((a, b) => b.instances - a.instances || a.at - b.at)
  const place = new Map(variants.map(({ classes }, at) => [JSON.stringify(classes), at]))
  const common = commonSteps(variants)
  const having = new Int32Array(common.length)
  const most = cellsEach(variants.length)
  for (const { classes, instances } of variants)
    for (const at of placesIn(classes, common, most)) if (at >= 0) having[at]! += instances
  return {
    id,
    name,
    steps: common.map((step, at) => ({
      class: step,
      label: labels.get(step) ?? step,
      share: having[at]! / Math.max(1, kept.length),
    })),
    variants: variants.map(({ classes, instances }) => ({ classes, instances })),
    instances: kept.map(
      ({ rows, classes }): RoutineInstance => ({
        first: rows[0]!,
        last: rows.at(-1)!,
        rows,
        variant: place.get(JSON.stringify(classes))!,
      }),
    ),
  }
}

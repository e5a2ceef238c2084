import { compareText } from '../../base/sort.ts'
import type { Routine } from '../../model/routine.ts'
import type { AlignedInstance } from './instances.ts'
import type { Procedure } from './procedure.ts'

/**
 * How instances ran, in their own order: a step that comes again, or out of order, stands where it came; what is no step of
 * the procedure is left out. `idOf`: ids of the procedure's steps by index of the routine's.
 */
export function runsOf(
  routine: Routine,
  instances: readonly AlignedInstance[],
  idOf: ReadonlyMap<number, string>,
): Procedure['runs'] {
  const placeOf = new Map<string, number>()
  routine.steps.forEach((step, at) => {
    if (!placeOf.has(step.class)) placeOf.set(step.class, at)
  })
  const counts = new Map<string, { steps: readonly string[]; count: number }>()
  const keyOf = new Map<number, string>()
  for (const aligned of instances) {
    const { variant } = aligned.instance
    let key = keyOf.get(variant)
    if (key === undefined) {
      const steps = placesOf(routine, aligned, placeOf).flatMap(at => idOf.get(at) ?? [])
      key = steps.join()
      keyOf.set(variant, key)
      if (!counts.has(key)) counts.set(key, { steps, count: 0 })
    }
    counts.get(key)!.count++
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || compareText(a.steps.join(), b.steps.join()))
    .map(({ steps, count }) => ({ steps, share: count / instances.length }))
}

/** Indices of the routine's steps in the order in which one instance did them. */
function placesOf(
  { variants }: Routine,
  { instance, steps, others }: AlignedInstance,
  placeOf: ReadonlyMap<string, number>,
): readonly number[] {
  const aligned = new Map<number, number>()
  steps.forEach((step, at) => {
    if (step >= 0) aligned.set(step, at)
  })
  const own = [...aligned.keys(), ...others].sort((a, b) => a - b)
  const classes = variants[instance.variant]!.classes
  return own.flatMap(
    (step, i) => aligned.get(step) ?? (own.length === classes.length ? placeOf.get(classes[i]!) : undefined) ?? [],
  )
}

import type { StepLog } from '../../log/step-log.ts'
import type { Routine, RoutineInstance } from '../../model/routine.ts'
import { cellsEach, placesIn } from '../places-in.ts'

/** One instance laid beside the routine's steps: steps[j] is the step of the log that is step j, -1 where it has none. */
export interface AlignedInstance {
  readonly instance: RoutineInstance
  readonly steps: Int32Array
  /** Steps of the log that are no step of the routine. */
  readonly others: readonly number[]
}

/**
 * Every instance against the routine's steps by a longest common subsequence of step classes, computed once per variant
 * (Levenshtein without substitutions; ties: earlier steps first). Time: variants × steps², within the bounds of `cellsEach`.
 */
export function alignInstances(routine: Routine, log: StepLog): readonly AlignedInstance[] {
  const canonical = routine.steps.map(step => step.class)
  const most = cellsEach(routine.variants.length)
  const placesOf = routine.variants.map(({ classes }) => placesIn(classes, canonical, most))
  const stepOf = stepsByRow(log)
  return routine.instances.map(instance => {
    const met = new Set<number>()
    for (const row of instance.rows) if (stepOf[row]! >= 0) met.add(stepOf[row]!)
    const own = [...met].sort((a, b) => a - b)
    const places = placesOf[instance.variant] ?? []
    const steps = new Int32Array(canonical.length).fill(-1)
    const others: number[] = []
    own.forEach((step, i) => {
      const place = places[i] ?? -1
      if (place < 0) others.push(step)
      else steps[place] = step
    })
    return { instance, steps, others }
  })
}

/** The step of every UI event, -1 for noise. */
export function stepsByRow(log: StepLog): Int32Array {
  const stepOf = new Int32Array(log.ui.eventCount).fill(-1)
  for (let s = 0; s < log.stepCount; s++)
    for (let i = log.rowOffsets[s]!; i < log.rowOffsets[s + 1]!; i++) stepOf[log.rows[i]!] = s
  return stepOf
}

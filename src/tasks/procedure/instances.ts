import type { StepLog } from '../../log/step-log.ts'
import type { Routine, RoutineInstance } from '../../model/routine.ts'

/** One instance laid beside the routine's steps: steps[j] is the step of the log that is step j, -1 where it has none. */
export interface AlignedInstance {
  readonly instance: RoutineInstance
  readonly steps: Int32Array
  /** Steps of the log that are no step of the routine. */
  readonly others: readonly number[]
}

/**
 * Every instance against the routine's steps by a longest common subsequence of step classes, computed once per variant
 * (Levenshtein without substitutions; ties: earlier steps first). Time: variants × steps².
 */
export function alignInstances(routine: Routine, log: StepLog): readonly AlignedInstance[] {
  const canonical = routine.steps.map(step => step.class)
  const placesOf = routine.variants.map(({ classes }) => placesIn(classes, canonical))
  const stepOf = stepsByRow(log)
  return routine.instances.map(instance => {
    const own: number[] = []
    for (const row of instance.rows) {
      const step = stepOf[row]!
      if (step >= 0 && own.at(-1) !== step && !own.includes(step)) own.push(step)
    }
    own.sort((a, b) => a - b)
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

/** For each class the index of the canonical one that it is, -1 for none. */
function placesIn(classes: readonly string[], canonical: readonly string[]): readonly number[] {
  const [n, m] = [classes.length, canonical.length]
  const length = new Int32Array((n + 1) * (m + 1))
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      length[i * (m + 1) + j] =
        classes[i] === canonical[j]
          ? length[(i + 1) * (m + 1) + j + 1]! + 1
          : Math.max(length[(i + 1) * (m + 1) + j]!, length[i * (m + 1) + j + 1]!)
  const places: number[] = new Array(n).fill(-1)
  for (let i = 0, j = 0; i < n && j < m; )
    if (classes[i] === canonical[j]) places[i++] = j++
    else if (length[(i + 1) * (m + 1) + j]! >= length[i * (m + 1) + j + 1]!) i++
    else j++
  return places
}

import type { Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { Routine } from '../../model/routine.ts'
import { leastShown, type MinedTasks } from './mined-tasks.ts'
import { shownInstances } from './shown-instances.ts'

/** Routines as others may have them: what training data is made of. */
export interface ReleasedRoutines {
  readonly routines: readonly Routine[]
  readonly steps: StepLog
  readonly names: Names
}

/**
 * All routines, or one, with those instances that others may see, whoever asks: what edits merge, or call a demonstration
 * afterwards, is not released by that. null: there is no such routine.
 */
export function releasedRoutines(mined: MinedTasks, routine?: string): ReleasedRoutines | null {
  const chosen = mined.routines.filter(({ id }) => routine === undefined || id === routine)
  if (routine !== undefined && chosen.length === 0) return null
  const { steps, names, unedited } = mined
  const forOthers = { minimum: leastShown, shared: true }
  return {
    routines: chosen.map(one => ({ ...one, instances: shownInstances(mined, one, forOthers) ?? [] })),
    steps: { ...steps, ui: { ...steps.ui, demonstrations: unedited.demonstrations } },
    names,
  }
}

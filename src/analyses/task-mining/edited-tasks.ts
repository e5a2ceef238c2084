import { editRoutines, type RoutineEdit } from '../../tasks/index.ts'
import type { MinedTasks } from './mined-tasks.ts'

/** What edits did to mined routines, for whoever shows them. */
export interface EditsAnswer {
  readonly rejected: readonly { readonly name: string; readonly instances: number; readonly reason: string }[]
  /** Indexes of edits that speak of routines that are not there any more. */
  readonly lost: readonly number[]
}

/** Mined tasks as an analyst edited them; what was rejected belongs to no routine. */
export function editedTasks(
  mined: MinedTasks,
  edits: readonly RoutineEdit[],
): { readonly mined: MinedTasks; readonly edits: EditsAnswer } {
  if (edits.length === 0) return { mined, edits: { rejected: [], lost: [] } }
  const { routines, rejected, lost } = editRoutines(mined.routines, edits, mined.steps)
  const segments = routines
    .flatMap(({ id, instances }) => instances.map(({ first, last }) => ({ first, last, routine: id })))
    .sort((a, b) => a.first - b.first || a.last - b.last)
  return {
    mined: { ...mined, routines, segments },
    edits: {
      rejected: rejected.map(({ routine: { name, instances }, reason }) => ({
        name,
        instances: instances.length,
        reason,
      })),
      lost,
    },
  }
}

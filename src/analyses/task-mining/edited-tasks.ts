import { editRoutines, type RoutineEdit } from '../../tasks/index.ts'
import type { MinedTasks } from './mined-tasks.ts'

/** What edits did to mined routines, for whoever shows them. */
export interface EditsAnswer {
  /** Of the edits that it speaks of. */
  readonly revision: number
  readonly rejected: readonly { readonly name: string; readonly instances: number; readonly reason: string }[]
  /** Of each edit of routines the names of those it speaks of, as they were called before it; those that are there. */
  readonly concerned: readonly (readonly string[])[]
  /** Indexes of edits of routines that speak of routines that are not there any more. */
  readonly lost: readonly number[]
}

/** Mined tasks as an analyst edited their routines; what was rejected belongs to no routine. */
export function editedTasks(
  mined: MinedTasks,
  edits: readonly RoutineEdit[],
): { readonly mined: MinedTasks } & Omit<EditsAnswer, 'revision'> {
  if (edits.length === 0) return { mined, rejected: [], concerned: [], lost: [] }
  const { routines, rejected, concerned, lost } = editRoutines(mined.routines, edits, mined.steps)
  const segments = routines
    .flatMap(({ id, instances }) => instances.map(({ first, last }) => ({ first, last, routine: id })))
    .sort((a, b) => a.first - b.first || a.last - b.last)
  return {
    mined: { ...mined, routines, segments },
    rejected: rejected.map(({ routine: { name, instances }, reason }) => ({
      name,
      instances: instances.length,
      reason,
    })),
    concerned,
    lost,
  }
}

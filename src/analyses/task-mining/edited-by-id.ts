import type { MinedTasks } from './mined-tasks.ts'

/** What an analyst changed of a routine, by the id that mining gives it again. */
export type RoutineEditById =
  | { readonly kind: 'rename'; readonly routine: string; readonly name: string }
  /** It is no routine worth looking at, and why. */
  | { readonly kind: 'reject'; readonly routine: string; readonly because: string }

/**
 * What was mined, as an analyst edited it: edits apply in their order, and one of a routine that is not there (any more)
 * changes nothing, so that all survive mining anew.
 */
export function editedById(mined: MinedTasks, edits: readonly RoutineEditById[]): MinedTasks {
  if (edits.length === 0) return mined
  const names = new Map<string, string>()
  const rejected = new Set<string>()
  for (const edit of edits) {
    if (edit.kind === 'rename') names.set(edit.routine, edit.name)
    else rejected.add(edit.routine)
  }
  return {
    ...mined,
    routines: mined.routines
      .filter(({ id }) => !rejected.has(id))
      .map(routine => ({ ...routine, name: names.get(routine.id) ?? routine.name })),
    segments: mined.segments.filter(({ routine }) => !rejected.has(routine)),
  }
}

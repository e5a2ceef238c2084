import type { EditsAnswer, TaskEngine } from '../../analyses/index.ts'
import { type RoutineEdit, routineEditsFrom, type TaskName } from '../../tasks/index.ts'

/** What a person says of the tasks in a UI log; kept beside it in this browser, and as a file for other recordings. */
export interface TaskEdits {
  readonly tasks: readonly TaskName[]
  readonly routines: readonly RoutineEdit[]
}
export const noEdits: TaskEdits = { tasks: [], routines: [] }

/** The questions of the engine, and what became of the edits. */
export interface EditedTaskEngine extends TaskEngine {
  edits(): Promise<EditsAnswer>
}
export type TaskQuestion = keyof EditedTaskEngine
export const taskQuestions: readonly TaskQuestion[] = [
  'recordings',
  'events',
  'routines',
  'routine',
  'procedure',
  'candidates',
  'friction',
  'edits',
]

/** Edits out of anything, and how many parts could not be understood. */
export function taskEditsFrom(value: unknown): { readonly edits: TaskEdits; readonly lost: number } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { edits: noEdits, lost: 1 }
  const { tasks, routines } = value as Record<string, unknown>
  const names = Array.isArray(tasks) ? tasks : []
  const known = names.filter(isTaskName)
  const { edits, lost } = routineEditsFrom(routines)
  return { edits: { tasks: known, routines: edits }, lost: lost + names.length - known.length }
}

function isTaskName(value: unknown): value is TaskName {
  if (typeof value !== 'object' || value === null) return false
  const { recording, task } = value as Record<string, unknown>
  return (recording === null || typeof recording === 'string') && typeof task === 'string' && task.trim() !== ''
}

import type { TaskEngine } from '../../analyses/index.ts'
import { readTaskEdits, type TaskEdits } from '../../tasks/index.ts'

export type { TaskQuestion } from '../../analyses/index.ts'
export { noEdits, type TaskEdits } from '../../tasks/index.ts'
export type EditedTaskEngine = TaskEngine

/** Edits that stand in a list, each to be taken back; figures of candidates are told where they are set. */
export const countOf = ({ tasks, names, routines }: TaskEdits): number =>
  tasks.length + Object.keys(names).length + routines.length

/** Edits out of anything, and how many parts could not be understood. */
export function taskEditsFrom(value: unknown): { readonly edits: TaskEdits; readonly lost: number } {
  const { edits, faults } = readTaskEdits(value)
  return { edits, lost: faults.length }
}

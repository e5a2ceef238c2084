import type { UiLog } from '../log/ui-log.ts'
import type { Routine } from '../model/routine.ts'
import { UNNAMED_TASK } from './demonstrations/name-demonstrations.ts'

/** People who did instances of the routine, as far as the log names them. */
export function peopleBehind({ user }: UiLog, { instances }: Routine): number {
  const people = new Set<number>()
  for (const { rows } of instances) for (const row of rows) if (user.codes[row]! >= 0) people.add(user.codes[row]!)
  return people.size
}

/** Demonstrations of named tasks. That a source tells its cases apart releases nothing. */
export const demonstrationsOnPurpose = ({ demonstrations }: UiLog): UiLog['demonstrations'] =>
  demonstrations.filter(({ task }) => task !== UNNAMED_TASK)

/** Whether all instances were recorded on purpose, as demonstrations of a task: then their people have released them. */
export function isDemonstrated(ui: UiLog, { instances }: Routine): boolean {
  const released = demonstrationsOnPurpose(ui)
  return (
    instances.length > 0 &&
    instances.every(({ first, last }) => released.some(demo => demo.first <= first && last <= demo.last))
  )
}

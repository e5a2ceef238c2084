import type { UiLog } from '../log/ui-log.ts'
import type { Routine } from '../model/routine.ts'

/** People who did instances of the routine, as far as the log names them. */
export function peopleBehind({ user }: UiLog, { instances }: Routine): number {
  const people = new Set<number>()
  for (const { rows } of instances) for (const row of rows) if (user.codes[row]! >= 0) people.add(user.codes[row]!)
  return people.size
}

/** Whether all instances were recorded on purpose, as demonstrations of a task: then their people have released them. */
export const isDemonstrated = ({ demonstrations }: UiLog, { instances }: Routine): boolean =>
  instances.length > 0 &&
  instances.every(({ first, last }) => demonstrations.some(demo => demo.first <= first && last <= demo.last))

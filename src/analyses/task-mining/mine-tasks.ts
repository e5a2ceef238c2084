import type { Cancel, Platform } from '../../base/platform.ts'
import { Names } from '../../log/naming.ts'
import type { Problem } from '../../log/problems.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { cleanUiLog, demonstratedRoutines, nameDemonstrations, type TaskName } from '../../tasks/index.ts'
import type { MinedTasks } from './mined-tasks.ts'

export interface MineOptions {
  readonly platform: Platform
  readonly cancel?: Cancel
  /** Times play no part in any result. */
  readonly ignoreTime?: boolean
  /** Names that people gave: source text → name. */
  readonly names?: ReadonlyMap<string, string>
  /** Tasks that people named after recording them. */
  readonly tasks?: readonly TaskName[]
}

/** From a UI log to its steps and routines. Tasks that were recorded on purpose are routines as they are. */
export async function mineTasks(
  reading: { readonly log: UiLog; readonly problems: readonly Problem[] },
  options: MineOptions,
): Promise<MinedTasks> {
  const { platform, cancel, ignoreTime = false, tasks = [] } = options
  const named = nameDemonstrations(reading.log, tasks)
  const ui = ignoreTime ? withoutTimes(named) : named
  const names = new Names(options.names)
  const steps = cleanUiLog(ui, { names })
  cancel?.throwIfCancelled()
  await platform.pause()
  const routines = demonstratedRoutines(steps)
  const segments = routines
    .flatMap(({ id, instances }) => instances.map(({ first, last }) => ({ first, last, routine: id })))
    .sort((a, b) => a.first - b.first || a.last - b.last)
  return { ui, problems: reading.problems, steps, routines, segments, names }
}

/** The same log as if its source had told no times. */
function withoutTimes(ui: UiLog): UiLog {
  return {
    ...ui,
    time: new Float64Array(ui.eventCount).fill(Number.NaN),
    order: { by: 'input', moved: 0, ties: 0, withoutTime: ui.eventCount },
  }
}

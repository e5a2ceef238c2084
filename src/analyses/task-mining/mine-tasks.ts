import type { Cancel, Platform } from '../../base/platform.ts'
import { Names } from '../../log/naming.ts'
import type { Problem } from '../../log/problems.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import {
  cleanUiLog,
  demonstratedRoutines,
  discoverRoutines,
  IDLE_LIMIT,
  isTimed,
  nameDemonstrations,
  segmentsOf,
  type TaskName,
} from '../../tasks/index.ts'
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

/**
 * From a UI log to its steps and routines. Tasks that were recorded on purpose are routines as they are; the rest is
 * segmented, and what comes again in it is found. Gaps tell the end of a run only where times are an order.
 */
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
  const demonstrated = demonstratedRoutines(steps)
  const found = isWholly(demonstrated, ui)
    ? []
    : discoverRoutines(steps, { names, ...(isTimed(ui) ? { idle: IDLE_LIMIT } : {}) })
  const routines = [...demonstrated, ...outside(demonstrated, found)]
  return { ui, problems: reading.problems, steps, routines, segments: segmentsOf(routines), names }
}

/** Whether demonstrations leave nothing to be found: every event but a few between them belongs to one. */
function isWholly(demonstrated: readonly Routine[], ui: UiLog): boolean {
  const covered = demonstrated.reduce(
    (sum, { instances }) => sum + instances.reduce((own, { first, last }) => own + last - first + 1, 0),
    0,
  )
  return demonstrated.length > 0 && covered >= 0.9 * ui.eventCount
}

/** Routines without the instances that lie in a demonstration: these are told already. */
function outside(demonstrated: readonly Routine[], found: readonly Routine[]): readonly Routine[] {
  const spans = segmentsOf(demonstrated)
  if (spans.length === 0) return found
  // how far all spans up to each reach
  const ends = new Float64Array(spans.length)
  for (const [i, { last }] of spans.entries()) ends[i] = Math.max(last, ends[i - 1] ?? last)
  const isTold = (first: number, last: number) => {
    let [low, high] = [0, spans.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (spans[middle]!.first <= last) low = middle + 1
      else high = middle
    }
    return low > 0 && first <= ends[low - 1]!
  }
  return found
    .map(routine => ({ ...routine, instances: routine.instances.filter(({ first, last }) => !isTold(first, last)) }))
    .filter(({ instances }) => instances.length > 0)
}

/** The same log as if its source had told no times. */
function withoutTimes(ui: UiLog): UiLog {
  return {
    ...ui,
    time: new Float64Array(ui.eventCount).fill(Number.NaN),
    order: { by: 'input', moved: 0, ties: 0, withoutTime: ui.eventCount },
  }
}

import { inTurns, type Pieces, part } from '../../base/pieces.ts'
import type { Cancel, Platform, Progress } from '../../base/platform.ts'
import { Names } from '../../log/naming.ts'
import type { Problem } from '../../log/problems.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import {
  cleanInPieces,
  demonstratedRoutines,
  IDLE_LIMIT,
  isTimed,
  nameDemonstrations,
  routinesInPieces,
  segmentsOf,
  type TaskName,
} from '../../tasks/index.ts'
import type { MinedTasks } from './mined-tasks.ts'

export interface MineOptions {
  readonly platform: Platform
  readonly cancel?: Cancel
  /** Told the share that is done, rising to 1. */
  readonly progress?: Progress
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
export async function mineTasks(reading: ReadUiLog, options: MineOptions): Promise<MinedTasks> {
  return told('looking for routines', miningOf(reading, options), options)
}

/** The steps alone, of all that mining makes. */
export async function cleanTasks(reading: ReadUiLog, options: MineOptions): Promise<StepLog> {
  return (await told('cleaning', cleaningOf(reading, options), options)).steps
}

function told<T>(phase: string, work: Pieces<T>, { platform, cancel, progress }: MineOptions): Promise<T> {
  const report = (done: number) => progress?.({ phase, done, total: 1, unit: 'share' })
  return inTurns(work, platform, { cancel, report })
}

interface ReadUiLog {
  readonly log: UiLog
  readonly problems: readonly Problem[]
}

/** Share of the time that cleaning takes: for progress alone. */
const CLEANING = 0.07

function* cleaningOf({ log }: ReadUiLog, { ignoreTime = false, tasks = [], names: given }: MineOptions) {
  const named = nameDemonstrations(log, tasks)
  const ui = ignoreTime ? withoutTimes(named) : named
  const names = new Names(given)
  const steps = yield* cleanInPieces(ui, { names })
  yield 1
  return { ui, names, steps }
}

function* miningOf(reading: ReadUiLog, options: MineOptions): Pieces<MinedTasks> {
  const { ui, names, steps } = yield* part(cleaningOf(reading, options), 0, CLEANING)
  const demonstrated = demonstratedRoutines(steps)
  const found = isWholly(demonstrated, ui)
    ? []
    : yield* part(routinesInPieces(steps, { names, ...(isTimed(ui) ? { idle: IDLE_LIMIT } : {}) }), CLEANING, 0.99)
  const routines = [...demonstrated, ...outside(segmentsOf(demonstrated), found, ui)]
  const { demonstrations } = reading.log
  const told = new Set(demonstrations)
  const afterwards = ui.demonstrations.filter(one => !told.has(one))
  const unedited = { demonstrations, routines: outside(afterwards, routines, ui) }
  yield 1
  return { ui, problems: reading.problems, steps, routines, segments: segmentsOf(routines), names, unedited }
}

/** Whether demonstrations leave nothing to be found: every event but a few between them belongs to one. */
function isWholly(demonstrated: readonly Routine[], ui: UiLog): boolean {
  const covered = demonstrated.reduce(
    (sum, { instances }) => sum + instances.reduce((own, { first, last }) => own + last - first + 1, 0),
    0,
  )
  return demonstrated.length > 0 && covered >= 0.9 * ui.eventCount
}

/** Routines without the instances that touch one of the spans. */
function outside(
  spans: readonly { readonly first: number; readonly last: number }[],
  routines: readonly Routine[],
  { eventCount }: UiLog,
): readonly Routine[] {
  if (spans.length === 0) return routines
  const covered = new Uint8Array(eventCount)
  for (const { first, last } of spans) covered.fill(1, first, last + 1)
  /** Covered rows before each row. */
  const before = new Int32Array(eventCount + 1)
  for (let row = 0; row < eventCount; row++) before[row + 1] = before[row]! + covered[row]!
  return routines
    .map(routine => ({
      ...routine,
      instances: routine.instances.filter(({ first, last }) => before[first] === before[last + 1]),
    }))
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

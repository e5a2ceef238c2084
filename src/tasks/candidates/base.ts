import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import { handsOnTime } from '../hands-on-time.ts'
import type { CandidateBase } from './score.ts'

export const DAY = 86_400_000

/** What a routine's figures rest on: people, days and instances seen, and its share of the recorded hands-on time. */
export function candidateBase(routine: Routine, log: StepLog): CandidateBase {
  const { ui } = log
  const people = new Set<number>()
  const days = new Set<number>()
  let own = 0
  for (const { first, rows } of routine.instances) {
    for (const row of rows) if (ui.user.codes[row]! >= 0) people.add(ui.user.codes[row]!)
    if (!Number.isNaN(ui.time[first]!)) days.add(Math.floor(ui.time[first]! / DAY))
    own += handsOnOf(ui, rows) || 0
  }
  const all = ui.recordings.reduce((sum, { first, last }) => sum + (handsOnOf(ui, span(first, last)) || 0), 0)
  return {
    people: Math.max(people.size, routine.instances.length > 0 ? 1 : 0),
    days: days.size,
    instances: routine.instances.length,
    coverage: all === 0 ? 0 : Math.min(1, own / all),
  }
}

/** Whether the log's times are an order at all: some are there, and none runs back. */
export const isTimed = ({ order, eventCount }: UiLog): boolean =>
  order.withoutTime < eventCount && (order.by === 'time' || order.moved === 0)

/** Hands-on time of these rows, ms; NaN where the log's times are no order. */
export const handsOnOf = (ui: UiLog, rows: ArrayLike<number>): number =>
  isTimed(ui) ? handsOnTime(ui, rows) : Number.NaN

const span = (first: number, last: number) => Int32Array.from({ length: last - first + 1 }, (_, i) => first + i)

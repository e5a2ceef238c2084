import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { Routine, Segment } from '../../model/routine.ts'
import { type DiscoveryOptions, discoverRoutines } from '../routines/discover-routines.ts'

/**
 * Cuts a UI log, or the steps made of it, into runs, by first row. What belongs to no routine lies in no segment; a segment
 * may hold interruptions and other segments. Times play no part unless `idle` is given.
 */
export function segmentUiLog(log: UiLog | StepLog, options: DiscoveryOptions = {}): Segment[] {
  return segmentsOf(discoverRoutines(log, options))
}

/** The runs of some routines as segments, by first row, then the longer one. */
export function segmentsOf(routines: readonly Routine[]): Segment[] {
  return routines
    .flatMap(({ id, instances }) => instances.map(({ first, last }) => ({ first, last, routine: id })))
    .sort((a, b) => a.first - b.first || b.last - a.last)
}

import { atOnce, type Pieces, part } from '../../base/pieces.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { type EventClasses, learnEventClasses } from './classes/event-classes.ts'
import type { Run } from './code-length.ts'
import { eventItems, type ItemOptions, type Items, isStepLog, someItems, stepItems } from './items.ts'
import { learnLong, type Sampler } from './learn-long.ts'
import { completionOf, type Sequence, sequenceOf } from './sequence.ts'

/** Share of the time that choosing the classes takes: for progress alone. */
const CLASSES = 0.1

export interface FoundRuns {
  readonly items: Items
  readonly classes: EventClasses
  readonly sequence: Sequence
  /** By first item; classes are numbered by first run. */
  readonly runs: readonly Run[]
}

/** Finds the runs of all tasks in a UI log or in its steps. Deterministic; times play no part unless `idle` is given. */
export const findRuns = (log: UiLog | StepLog, options: ItemOptions = {}): FoundRuns =>
  atOnce(runsInPieces(log, options))

export function* runsInPieces(log: UiLog | StepLog, options: ItemOptions = {}): Pieces<FoundRuns> {
  const items = isStepLog(log) ? stepItems(log, options) : eventItems(log, options)
  const classes = yield* part(learnEventClasses(items), 0, CLASSES)
  const completion = completionOf(items, classes)
  const sequence = sequenceOf(items, classes, completion)
  const sampler: Sampler = (stretches, at) => {
    const codes = Int32Array.from(at, i => classes.codes[i]!)
    return sequenceOf(someItems(items, stretches), { ...classes, codes }, completion)
  }
  const runs = yield* part(learnLong(sequence, sampler), CLASSES, 1)
  return { items, classes, sequence, runs: byFirst(runs) }
}

function byFirst(runs: readonly Run[]): Run[] {
  const number = new Map<number, number>()
  return [...runs]
    .sort((a, b) => a.items[0]! - b.items[0]!)
    .map(({ class: r, items }) => {
      let at = number.get(r)
      if (at === undefined) number.set(r, (at = number.size))
      return { class: at, items }
    })
}

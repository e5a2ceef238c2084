import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { Run } from './code-length.ts'
import { type EventClasses, learnEventClasses } from './event-classes.ts'
import { eventItems, type ItemOptions, type Items, isStepLog, someItems, stepItems } from './items.ts'
import { learnLong } from './learn-long.ts'
import { completionOf, type Sequence, sequenceOf } from './sequence.ts'

export interface FoundRuns {
  readonly items: Items
  readonly classes: EventClasses
  readonly sequence: Sequence
  /** By first item; classes are numbered by first run. */
  readonly runs: readonly Run[]
}

/** Finds the runs of all tasks in a UI log or in its steps. Deterministic; times play no part unless `idle` is given. */
export function findRuns(log: UiLog | StepLog, options: ItemOptions = {}): FoundRuns {
  const items = isStepLog(log) ? stepItems(log, options) : eventItems(log, options)
  const classes = learnEventClasses(items)
  const completion = completionOf(items, classes)
  const sequence = sequenceOf(items, classes, completion)
  const runs = learnLong(sequence, (stretches, at) => {
    const codes = Int32Array.from(at, i => classes.codes[i]!)
    return sequenceOf(someItems(items, stretches), { ...classes, codes }, completion)
  })
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

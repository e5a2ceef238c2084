import { Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { stepsOf } from '../steps.ts'
import { Cleaning } from './cleaning.ts'
import { layers } from './layers.ts'
import { rewrite } from './rewriting.ts'

export interface CleaningOptions {
  /** Names that people chose. */
  readonly names?: Names
}

/**
 * From UI events to steps: redundant events are dropped, noise is marked, events of one intention become one step, and
 * each step tells where its value came from. Nothing is lost: every event belongs to a step or says why not.
 * After Leno et al., Automated discovery of data transformations for robotic process automation, 2020, section 4 (the
 * redundancy filter), on masked values. Time linear in the events (passes over the log: `rewrite`), space linear.
 */
export function cleanUiLog(ui: UiLog, options: CleaningOptions = {}): StepLog {
  const { names = new Names() } = options
  const cleaning = new Cleaning(ui)
  for (const layer of layers) rewrite(cleaning, layer.rules)
  return stepsOf(cleaning, names)
}

import { Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { type DataFlowOptions, withDataFlow } from '../data-flow.ts'
import { stepsOf } from '../steps.ts'
import { Cleaning } from './cleaning.ts'
import { layers, redundancyLayers } from './layers.ts'
import { rewrite } from './rewriting.ts'
import { copiesTaken } from './rules/copy-unused.ts'

export interface CleaningOptions extends DataFlowOptions {
  /** Names that people chose. */
  readonly names?: Names
}

/**
 * From UI events to steps: redundant events are dropped, noise is marked, events of one intention become one step, and
 * each step tells where its value came from. Nothing is lost: every event belongs to a step or says why not.
 * After Leno et al., Automated discovery of data transformations for robotic process automation, 2020 (the redundancy
 * filter), on masked values. Time linear in the events for each pass over the log (`rewrite`), space linear.
 */
export function cleanUiLog(ui: UiLog, options: CleaningOptions = {}): StepLog {
  const { names = new Names() } = options
  const cleaning = new Cleaning(ui)
  for (const { rules } of redundancyLayers) rewrite(cleaning, rules)
  // read off before a paste and what was made of it become one step
  const takes = copiesTaken(cleaning)
  for (const { rules } of layers.slice(redundancyLayers.length)) rewrite(cleaning, rules)
  return withDataFlow(stepsOf(cleaning, names), cleaning, takes, options)
}

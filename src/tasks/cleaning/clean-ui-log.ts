import { atOnce, type Pieces, part } from '../../base/pieces.ts'
import { Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { type DataFlowOptions, withDataFlow } from '../data-flow.ts'
import { stepsOf } from '../steps.ts'
import { Cleaning } from './cleaning.ts'
import { layers, redundancyLayers } from './layers.ts'
import { rewriteInPieces } from './rewriting.ts'
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
export const cleanUiLog = (ui: UiLog, options: CleaningOptions = {}): StepLog => atOnce(cleanInPieces(ui, options))

/** The same, for whoever does other work in between. */
export function* cleanInPieces(ui: UiLog, options: CleaningOptions = {}): Pieces<StepLog> {
  const { names = new Names() } = options
  const cleaning = new Cleaning(ui)
  const layer = (at: number) =>
    part(rewriteInPieces(cleaning, layers[at]!.rules), (0.9 * at) / layers.length, (0.9 * (at + 1)) / layers.length)
  for (let at = 0; at < redundancyLayers.length; at++) yield* layer(at)
  // read off before a paste and what was made of it become one step
  const takes = copiesTaken(cleaning)
  for (let at = redundancyLayers.length; at < layers.length; at++) yield* layer(at)
  return withDataFlow(stepsOf(cleaning, names), cleaning, takes, options)
}

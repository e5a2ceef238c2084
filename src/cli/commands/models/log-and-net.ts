import { withoutActivities } from '../../../analyses/models/baseline.ts'
import { unknownActivities } from '../../../analyses/models/conformance-report.ts'
import type { QualityOptions } from '../../../analyses/models/model-qualities.ts'
import { RequestError } from '../../../base/errors.ts'
import { nodePlatform } from '../../../base/platform.node.ts'
import { pace } from '../../../log/count/pace.ts'
import { type VariantLog, variantLogOf } from '../../../log/variant-log.ts'
import { mapLabels, parseLabelMapping } from '../../../model/label-mapping.ts'
import { modelNet } from '../../../model/model-as.ts'
import type { PetriNet } from '../../../model/petri-net.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { jsonArgument } from '../../json-file.ts'
import type { LogOptions } from '../../options.ts'
import { mustNameRoutine } from '../../routine-log.ts'
import { openWorkspace } from '../../workspace.ts'
import { noteTo, readModel } from './model-file.ts'

export interface BudgetOptions {
  readonly seconds: number
  readonly states: number
  /** Label mapping of the model. */
  readonly labels?: string
  /** Of BPMN with several pools: the one that the log is of. */
  readonly pool?: string
}

/** What is checked against what. */
export interface LogAndNet {
  readonly log: VariantLog
  readonly net: PetriNet
  /** Time, states of one search, and whom to tell. */
  readonly budget: QualityOptions
}

/** The variants of a log and the net of a model; a model that is none is refused with its reason. */
export async function readLogAndNet(
  logFile: string,
  modelFile: string,
  options: LogOptions & BudgetOptions,
  io: Io,
): Promise<LogAndNet> {
  if (logFile === '-' && modelFile === '-') throw new UsageError('Only one of the two can be standard input.')
  const given = modelNet((await readModel(modelFile, io, options.pool)).model, noteTo(io))
  if (!given.ok) throw new UsageError(`${modelFile}: conformance is asked of Petri nets. ${given.because}`)
  const { labels } = options
  const mapping = labels === undefined ? null : parseLabelMapping(await jsonArgument(labels, '--labels'))
  const net = mapping === null ? given.value : mapLabels(given.value, mapping).net
  mustNameRoutine(logFile, options)
  const { engine, ask } = await openWorkspace(logFile, options, io)
  const { variants } = await engine.variants(ask, io.cancel)
  const log = withoutActivities(variantLogOf(variants), new Set(mapping?.ignoredActivities))
  tellUnknown(unknownActivities(log, net), log.activities.length, io)
  const { seconds, states } = options
  const budget = { pace: pace(nodePlatform, io.cancel), now: () => nodePlatform.now(), timeMs: seconds * 1000, states }
  return { log, net, budget: { ...budget, progress: io.progress } }
}

/** What of the activities of a log a model does not have. */
export function tellUnknown(unknown: readonly string[], activities: number, io: Io): void {
  if (unknown.length > 0 && unknown.length === activities)
    io.note('Warning: the model has none of the activities of the log; are its labels those of the log?')
  else if (unknown.length > 0)
    io.note(`Note: the model does not have ${unknown.map(activity => `"${activity}"`).join(', ')}.`)
}

const REFUSED = 'The model cannot be answered for: '

/** The value of an answer, or its reason as the end of the command (code 2). */
export function valueOrRefusal<T>(answer: { ok: true; value: T } | { ok: false; because: string }): T {
  if (answer.ok) return answer.value
  const because = answer.because.replace(/\.$/, '')
  throw new RequestError(`${because.startsWith(REFUSED) ? '' : REFUSED}${because}.`)
}

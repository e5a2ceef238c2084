import { unknownActivities } from '../../../analyses/models/conformance-report.ts'
import { RequestError } from '../../../base/errors.ts'
import { nodePlatform } from '../../../base/platform.node.ts'
import type { AlignmentOptions, ReplayOptions } from '../../../conformance/index.ts'
import { type Pace, pace } from '../../../log/count/pace.ts'
import { type VariantLog, variantLogOf } from '../../../log/variant-log.ts'
import { modelNet } from '../../../model/model-as.ts'
import type { PetriNet } from '../../../model/petri-net.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { mustNameRoutine } from '../../routine-log.ts'
import { openWorkspace } from '../../workspace.ts'
import { readModel } from './model-file.ts'

export interface BudgetOptions {
  readonly seconds: number
  readonly states: number
}

/** What is checked against what. */
export interface LogAndNet {
  readonly log: VariantLog
  readonly net: PetriNet
  readonly pace: Pace
  readonly budget: AlignmentOptions
  /** The same time for token-based replay. */
  readonly replayBudget: ReplayOptions
}

/** The variants of a log and the net of a model; a model that is none is refused with its reason. */
export async function readLogAndNet(
  logFile: string,
  modelFile: string,
  options: LogOptions & BudgetOptions,
  io: Io,
): Promise<LogAndNet> {
  if (logFile === '-' && modelFile === '-') throw new UsageError('Only one of the two can be standard input.')
  const net = modelNet((await readModel(modelFile, io)).model)
  if (!net.ok) throw new UsageError(`${modelFile}: conformance is asked of Petri nets. ${net.because}`)
  mustNameRoutine(logFile, options)
  const { engine, ask } = await openWorkspace(logFile, options, io)
  const { variants } = await engine.variants(ask, io.cancel)
  const log = variantLogOf(variants)
  tellUnknown(unknownActivities(log, net.value), log.activities.length, io)
  const paced = pace(nodePlatform, io.cancel)
  const budget = {
    pace: paced,
    now: () => nodePlatform.now(),
    budget: { timeMs: options.seconds * 1000, states: options.states },
  }
  const replayBudget = { pace: paced, now: budget.now, timeMs: budget.budget.timeMs, progress: io.progress }
  return { log, net: net.value, pace: paced, budget, replayBudget }
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

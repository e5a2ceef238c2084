import { withoutActivities } from '../analyses/models/baseline.ts'
import { answerConformance } from '../analyses/models/conformance-check.ts'
import type { ConformanceFacts } from '../analyses/models/conformance-facts.ts'
import type { ConformanceQuestion } from '../analyses/models/conformance-question.ts'
import { checkedReport, replayedReport } from '../analyses/models/conformance-report.ts'
import { measureReport } from '../analyses/models/measure-report.ts'
import { givenModel, minedFlow } from '../analyses/models/mined-model.ts'
import type { MinerName, MinerOptions } from '../analyses/models/miners.ts'
import { modelQualities } from '../analyses/models/model-qualities.ts'
import {
  type OtherMethod,
  type OtherReport,
  otherConformance,
  profileConformance,
} from '../analyses/models/other-conformance.ts'
import { type TimedCases, withoutEvents } from '../analyses/models/timed-cases.ts'
import { RequestError } from '../base/errors.ts'
import { nodePlatform } from '../base/platform.node.ts'
import type { Cancel } from '../base/platform.ts'
import { notApplicable, type Result } from '../base/result.ts'
import type { Calendar } from '../log/calendar.ts'
import { pace } from '../log/count/pace.ts'
import { type VariantLog, variantLogOf } from '../log/variant-log.ts'
import { mapLabels, parseLabelMapping } from '../model/label-mapping.ts'
import { modelNet } from '../model/model-as.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { type GivenModel, read, value, variantsIn, type WrittenVariants, withoutPool } from './model-text.ts'

/** By alignments: of what was asked of the engine. */
export interface CheckWork {
  readonly task: 'check'
  readonly facts: ConformanceFacts
  readonly question: ConformanceQuestion
}
/** A log against a net, by token-based replay or by all qualities of the net. */
export interface NetCheckWork extends GivenModel {
  readonly task: 'replay' | 'precision'
  readonly variants: WrittenVariants
  /** Label mapping; absent: labels are activities. */
  readonly labels?: unknown
  readonly seconds: number
  /** Of precision: that the search of one trace may look at. */
  readonly states: number
}
/** By something else than runs; a temporal profile looks at cases, the others at variants. */
export type OtherWork =
  | (GivenModel & {
      readonly task: 'other'
      readonly method: Exclude<OtherMethod, 'temporal-profile'>
      readonly variants: WrittenVariants
    })
  | {
      readonly task: 'other'
      readonly method: 'temporal-profile'
      readonly traces: TimedCases
      readonly model: string
      readonly threshold: number
    }
export interface Measuring {
  readonly task: 'measure'
  readonly variants: WrittenVariants
  /** Absent: mined. */
  readonly model?: string | undefined
  readonly pool?: string | undefined
  readonly labels?: unknown
  readonly miner: MinerName
  readonly options: MinerOptions
  readonly seconds: number
  /** For times on its parts; null: these are not asked for. */
  readonly traces: TimedCases | null
  readonly calendar: Calendar | null
}
export type ConformanceWork = CheckWork | NetCheckWork | OtherWork | Measuring

export async function conformanceAnswer(work: ConformanceWork, cancel: Cancel): Promise<unknown> {
  switch (work.task) {
    case 'measure':
      return measured(work, cancel)
    case 'check': {
      const check = value(await answerConformance(work.facts, work.question, cancel, { clock: nodePlatform }), '')
      return { ...checkedReport(check), notes: check.notes }
    }
    case 'other':
      return { ...value(others(work), ''), notes: [] }
    default:
      return netChecked(work, cancel)
  }
}

async function netChecked({ task, variants, labels, seconds, states, ...given }: NetCheckWork, cancel: Cancel) {
  const notes: string[] = []
  const { model } = read(given)
  const net = value(
    modelNet(model, (element, because) => notes.push(`${element}: ${because}`)),
    'Conformance is asked of Petri nets. ',
  )
  const { log, net: asked } = inWordsOfLog(variantLogOf(variantsIn(variants)), net, labels)
  const options = { pace: pace(nodePlatform, cancel), now: () => nodePlatform.now(), timeMs: seconds * 1000 }
  if (task === 'precision')
    return { ...value(await modelQualities(log, asked, { ...options, states }), UNANSWERED), notes }
  const { report, note } = value(await replayedReport(log, asked, options), UNANSWERED)
  return { ...report, notes: note === null ? notes : [...notes, note] }
}

const UNANSWERED = 'The model cannot be answered for: '

function others(work: OtherWork): Result<OtherReport> {
  return work.method === 'temporal-profile'
    ? profileConformance(work.traces, work.model, work.threshold)
    : otherConformance(work.method, variantLogOf(variantsIn(work.variants)), work.model, work.pool)
}

/** Of a given model, or of the one that a miner finds in the same cases. */
async function measured(work: Measuring, cancel: Cancel) {
  const { variants, model: text, pool, labels, miner, options, seconds, traces, calendar } = work
  const whole = variantLogOf(variantsIn(variants))
  if (text === undefined) withoutPool(pool)
  const found = value(
    text === undefined
      ? minedFlow(miner, whole, { ...options, watch: { cancel } })
      : givenModel(read({ model: text, pool }).model),
    'There is no model to measure: ',
  )
  if (found.net === null) throw new RequestError(`Only what is a Petri net is measured. ${found.netNote ?? ''}`.trim())
  const { log, net, ignored } = inWordsOfLog(whole, found.net, labels)
  // labels of a BPMN stay those of the file: its picture is told where they are those of the log
  let { bpmn } = found
  if (labels !== undefined) bpmn = notApplicable('Under a label mapping only the net is told.')
  const common = { pace: pace(nodePlatform, cancel), now: () => nodePlatform.now(), timeMs: seconds * 1000 }
  const timed = traces === null ? null : { cases: withoutEvents(traces, ignored), calendar }
  const report = await measureReport(log, { net, bpmn }, { ...common, timed })
  return { ...report, notes: [...(found.netNote === null ? [] : [found.netNote]), ...report.notes] }
}

function inWordsOfLog(log: VariantLog, net: PetriNet, labels: unknown) {
  if (labels === undefined) return { log, net, ignored: new Set<string>() }
  const mapping = parseLabelMapping(labels)
  const ignored = new Set(mapping.ignoredActivities)
  return { log: withoutActivities(log, ignored), net: mapLabels(net, mapping).net, ignored }
}

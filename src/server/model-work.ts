import { withoutActivities } from '../analyses/models/baseline.ts'
import { answerConformance } from '../analyses/models/conformance-check.ts'
import type { ConformanceFacts } from '../analyses/models/conformance-facts.ts'
import type { ConformanceQuestion } from '../analyses/models/conformance-question.ts'
import { checkedReport, replayedReport } from '../analyses/models/conformance-report.ts'
import { measureReport } from '../analyses/models/measure-report.ts'
import { givenModel, minedFlow } from '../analyses/models/mined-model.ts'
import { type MinerName, type MinerOptions, mineModelFor } from '../analyses/models/miners.ts'
import {
  type OtherMethod,
  type OtherReport,
  otherConformance,
  profileConformance,
  type TimedCases,
} from '../analyses/models/other-conformance.ts'
import { RequestError } from '../base/errors.ts'
import { nodePlatform } from '../base/platform.node.ts'
import type { Cancel } from '../base/platform.ts'
import { notApplicable, type Result } from '../base/result.ts'
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts'
import { modelFormats } from '../formats/models/model-formats.ts'
import { modelFormatFor, openModel, writeModel } from '../formats/models/open-model.ts'
import { printModel } from '../formats/models/print-model.ts'
import { pace } from '../log/count/pace.ts'
import type { Variants } from '../log/engine.ts'
import { type VariantLog, variantLogOf } from '../log/variant-log.ts'
import { mapLabels, parseLabelMapping } from '../model/label-mapping.ts'
import type { Model } from '../model/model.ts'
import { modelAs, modelNet } from '../model/model-as.ts'
import { sizeOf } from '../model/model-size.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { reduceNet } from '../model/reduce-net.ts'

/** The engine's answer to `variants`, as JSON in UTF-8. */
type WrittenVariants = Uint8Array
const variantsIn = (written: WrittenVariants) => (JSON.parse(decodeUtf8(written)) as Variants).variants

export interface Discovery {
  readonly task: 'discover'
  readonly variants: WrittenVariants
  readonly miner: MinerName
  readonly options: MinerOptions
  /** Id of the format that the model is wanted in; absent: one line of notation. */
  readonly to?: string | undefined
}
/** By alignments: of what was asked of the engine. */
export interface CheckWork {
  readonly task: 'check'
  readonly facts: ConformanceFacts
  readonly question: ConformanceQuestion
}
export interface ReplayWork {
  readonly task: 'replay'
  readonly variants: WrittenVariants
  readonly model: string
  /** Label mapping; absent: labels are activities. */
  readonly labels?: unknown
  readonly seconds: number
}
/** By something else than runs; a temporal profile looks at cases, the others at variants. */
export type OtherWork =
  | {
      readonly task: 'other'
      readonly method: Exclude<OtherMethod, 'temporal-profile'>
      readonly variants: WrittenVariants
      readonly model: string
    }
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
  readonly labels?: unknown
  readonly miner: MinerName
  readonly options: MinerOptions
  readonly seconds: number
}
export interface Conversion {
  readonly task: 'convert'
  readonly model: string
  readonly to: string
  readonly reduce: boolean
}
/** What is done with a model in a thread of its own. */
export interface ModelWork {
  readonly kind: 'model'
  readonly work: Discovery | Measuring | CheckWork | ReplayWork | OtherWork | Conversion
}

/** The answer as JSON. Throws `RequestError` where the model cannot be answered for, `FormatError` where the text is none. */
export async function modelAnswer(work: ModelWork['work'], cancel: Cancel): Promise<unknown> {
  switch (work.task) {
    case 'discover':
      return discovered(work)
    case 'measure':
      return measured(work, cancel)
    case 'convert':
      return converted(work)
    case 'check':
      return checked(work, cancel)
    case 'replay':
      return replayed(work, cancel)
    case 'other':
      return { ...value(others(work), ''), notes: [] }
  }
}

function discovered({ variants: told, miner, options, to }: Discovery) {
  const variants = variantsIn(told)
  const kinds = to === undefined ? null : (modelFormatFor(to)?.kinds ?? null)
  const { model: found, note } = value(
    mineModelFor(miner, variantLogOf(variants), options, kinds),
    'There is no model by this miner: ',
  )
  const written = to === undefined ? null : inFormat(found, to)
  if (note !== null) written?.told.notes.unshift(note)
  const model = written?.model ?? found
  const isTree = found.kind === 'tree'
  return {
    miner,
    ...(isTree ? { noise: options.noise ?? 0 } : {}),
    cases: variants.reduce((sum, { cases }) => sum + cases, 0),
    variants: variants.length,
    file: null,
    kind: model.kind,
    ...sizeOf(model),
    [isTree ? 'tree' : 'model']: printModel(found),
    ...(written === null ? {} : written.told),
  }
}

async function checked({ facts, question }: CheckWork, cancel: Cancel) {
  const check = value(await answerConformance(facts, question, cancel, { clock: nodePlatform }), '')
  return { ...checkedReport(check), notes: check.notes }
}

async function replayed({ variants, model: text, labels, seconds }: ReplayWork, cancel: Cancel) {
  const notes: string[] = []
  const { model } = read(text)
  const net = value(
    modelNet(model, (element, because) => notes.push(`${element}: ${because}`)),
    'Conformance is asked of Petri nets. ',
  )
  const { log, net: asked } = inWordsOfLog(variantLogOf(variantsIn(variants)), net, labels)
  const common = { pace: pace(nodePlatform, cancel), now: () => nodePlatform.now() }
  const { report, note } = await replayedReport(log, asked, { ...common, timeMs: seconds * 1000 })
  return { ...report, notes: note === null ? notes : [...notes, note] }
}

function others(work: OtherWork): Result<OtherReport> {
  return work.method === 'temporal-profile'
    ? profileConformance(work.traces, work.model, work.threshold)
    : otherConformance(work.method, variantLogOf(variantsIn(work.variants)), work.model)
}

/** Of a given model, or of the one that a miner finds in the same cases. */
async function measured({ variants, model: text, labels, miner, options, seconds }: Measuring, cancel: Cancel) {
  const whole = variantLogOf(variantsIn(variants))
  const found = value(
    text === undefined ? minedFlow(miner, whole, options) : givenModel(read(text).model),
    'There is no model to measure: ',
  )
  if (found.net === null) throw new RequestError(`Only what is a Petri net is measured. ${found.netNote ?? ''}`.trim())
  const { log, net } = inWordsOfLog(whole, found.net, labels)
  // labels of a BPMN stay those of the file: its picture is told where they are those of the log
  let { bpmn } = found
  if (labels !== undefined) bpmn = notApplicable('Under a label mapping only the net is told.')
  const common = { pace: pace(nodePlatform, cancel), now: () => nodePlatform.now(), timeMs: seconds * 1000 }
  const report = await measureReport(log, { net, bpmn }, common)
  return { ...report, notes: [...(found.netNote === null ? [] : [found.netNote]), ...report.notes] }
}

function inWordsOfLog(log: VariantLog, net: PetriNet, labels: unknown) {
  if (labels === undefined) return { log, net }
  const mapping = parseLabelMapping(labels)
  return { log: withoutActivities(log, new Set(mapping.ignoredActivities)), net: mapLabels(net, mapping).net }
}

function converted({ model: text, to, reduce }: Conversion) {
  const reading = read(text)
  const notes: string[] = []
  const whole = reduce
    ? value(
        modelNet(reading.model, (element, because) => notes.push(`${element}: ${because}`)),
        'Only Petri nets are reduced. ',
      )
    : null
  const reduced = whole === null ? null : reduceNet(whole)
  const written = inFormat(reduced === null ? reading.model : { kind: 'net', net: reduced.net }, to)
  return {
    file: null,
    kind: written.model.kind,
    ...sizeOf(written.model),
    ...(reduced === null ? {} : { reduced: reduced.applied }),
    ...written.told,
    problems: [...reading.problems, ...written.told.problems],
    notes: [...notes, ...written.told.notes],
  }
}

/** The mark says UTF-8, whatever the declaration of a text that was decoded before says. */
const read = (text: string) => openModel(encodeUtf8(`\ufeff${text.replace(/^\ufeff/, '')}`), 'model')

function inFormat(model: Model, to: string) {
  const format = modelFormatFor(to)
  const known = modelFormats.flatMap(({ id, write }) => (write ? [id] : []))
  if (!format?.write) throw new RequestError(`There is no format "${to}" to write. There are: ${known.join(', ')}.`)
  const notes: string[] = []
  const fitting = value(
    modelAs(model, format.kinds, (element, because) => notes.push(`${element}: ${because}`)),
    `${format.title} cannot hold this model. `,
  )
  const { bytes, problems } = writeModel(fitting, format)
  return { model: fitting, told: { format: format.id, text: decodeUtf8(bytes), problems, notes } }
}

function value<T>(answer: Result<T>, before: string): T {
  if (answer.ok) return answer.value
  throw new RequestError(`${before}${answer.because.replace(/\.?$/, '.')}`)
}

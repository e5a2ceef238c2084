import { withoutActivities } from '../analyses/models/baseline.ts'
import { type BatchesFacts, batchesReport } from '../analyses/models/batches-report.ts'
import { type DecisionFacts, decisionsReport } from '../analyses/models/decisions-report.ts'
import { type MinerName, type MinerOptions, mineModelFor, mineNet, notationOf } from '../analyses/models/miners.ts'
import { type TimedCases, withoutEvents } from '../analyses/models/timed-cases.ts'
import { weightedNet, weightsOf } from '../analyses/models/weighted-net.ts'
import type { Cancel } from '../base/platform.ts'
import { logFootprints, logSkeleton, temporalProfile } from '../discovery/index.ts'
import { modelFormatFor } from '../formats/models/open-model.ts'
import { printModel } from '../formats/models/print-model.ts'
import { type Statements, statementsJson } from '../formats/models/statements-json.ts'
import { type VariantLog, variantLogOf } from '../log/variant-log.ts'
import { mapLabels, parseLabelMapping } from '../model/label-mapping.ts'
import type { Model } from '../model/model.ts'
import { modelNet } from '../model/model-as.ts'
import { sizeOf } from '../model/model-size.ts'
import type { PetriNet } from '../model/petri-net.ts'
import { inFormat, read, value, variantsIn, type WrittenVariants, withoutPool } from './model-text.ts'

export interface Discovery {
  readonly task: 'discover'
  readonly variants: WrittenVariants
  readonly miner: MinerName
  readonly options: MinerOptions
  /** Id of the format that the model is wanted in; absent: one line of notation. */
  readonly to?: string | undefined
}
/** What must hold in a log, of its variants or of its cases with their times. */
export type StatementsWork =
  | { readonly task: 'skeleton'; readonly variants: WrittenVariants; readonly noise: number }
  | { readonly task: 'footprints'; readonly variants: WrittenVariants }
  | { readonly task: 'temporal-profile'; readonly traces: TimedCases }
/** A net: given as text, or mined of the same cases. */
export interface NetSource {
  readonly variants: WrittenVariants
  readonly model?: string | undefined
  readonly pool?: string | undefined
  /** Label mapping of a given model; absent: its labels are activities. */
  readonly labels?: unknown
  readonly miner: MinerName
  readonly options: MinerOptions
}
export type NetWork =
  | (NetSource & { readonly task: 'stochastic'; readonly to?: string | undefined })
  | (NetSource & { readonly task: 'decision-rules'; readonly facts: DecisionFacts })
export type DiscoveryWork =
  | Discovery
  | StatementsWork
  | NetWork
  | { readonly task: 'batches'; readonly facts: BatchesFacts }

export function discoveryAnswer(work: DiscoveryWork, cancel: Cancel): unknown {
  switch (work.task) {
    case 'discover':
      return discovered(work, cancel)
    case 'stochastic':
      return stochastic(work, cancel)
    case 'decision-rules': {
      const { net, ignored, notes } = netFor(work, cancel)
      const cases = withoutEvents(work.facts.cases, ignored)
      return { ...value(decisionsReport(net, { ...work.facts, cases }), ''), notes }
    }
    case 'batches':
      return value(batchesReport(work.facts), '')
    default:
      return statementsJson(statementsOf(work))
  }
}

function statementsOf(work: StatementsWork): Statements {
  if (work.task === 'temporal-profile') return { kind: 'temporal-profile', profile: temporalProfile([work.traces]) }
  const log = variantLogOf(variantsIn(work.variants))
  return work.task === 'skeleton'
    ? { kind: 'log-skeleton', skeleton: logSkeleton(log, work.noise) }
    : { kind: 'footprints', footprints: logFootprints(log) }
}

function discovered({ variants: told, miner, options, to }: Discovery, cancel: Cancel) {
  const variants = variantsIn(told)
  const kinds = to === undefined ? null : (modelFormatFor(to)?.kinds ?? null)
  const log = variantLogOf(variants)
  const { model: found, note } = value(
    mineModelFor(miner, log, { ...options, watch: { cancel } }, kinds),
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
    [isTree ? 'tree' : 'model']: notationOf(miner, log, found),
    ...(written === null ? {} : written.told),
  }
}

function stochastic(work: NetWork & { task: 'stochastic' }, cancel: Cancel) {
  const { net, log, notes } = netFor(work, cancel)
  const { net: weighted, ...counts } = value(weightedNet(log, net), '')
  const model: Model = { kind: 'net', net: weighted }
  const written = work.to === undefined ? null : inFormat(model, work.to)
  return {
    miner: 'stochastic',
    ...counts,
    variants: log.cases.length,
    file: null,
    kind: (written?.model ?? model).kind,
    ...sizeOf(written?.model ?? model),
    weights: weightsOf(weighted),
    model: printModel(model),
    ...(written === null ? {} : written.told),
    notes: [...notes, ...(written?.told.notes ?? [])],
  }
}

/** The net, the log in its words, and what was left out of that. */
function netFor(
  { variants, model: text, pool, labels, miner, options }: NetSource,
  cancel: Cancel,
): {
  readonly net: PetriNet
  readonly log: VariantLog
  readonly ignored: ReadonlySet<string>
  readonly notes: readonly string[]
} {
  const whole = variantLogOf(variantsIn(variants))
  const none: ReadonlySet<string> = new Set()
  if (text === undefined) {
    withoutPool(pool)
    const { net, note } = value(
      mineNet(miner, whole, { ...options, watch: { cancel } }),
      'There is no model by this miner: ',
    )
    return { net, log: whole, ignored: none, notes: note === null ? [] : [note] }
  }
  const notes: string[] = []
  const { model } = read({ model: text, pool })
  const given = value(
    modelNet(model, (element, because) => notes.push(`${element}: ${because}`)),
    'It is asked of Petri nets. ',
  )
  if (labels === undefined) return { net: given, log: whole, ignored: none, notes }
  const mapping = parseLabelMapping(labels)
  const ignored = new Set(mapping.ignoredActivities)
  return { net: mapLabels(given, mapping).net, log: withoutActivities(whole, ignored), ignored, notes }
}

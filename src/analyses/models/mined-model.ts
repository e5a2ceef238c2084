import { notApplicable, ok, type Result } from '../../base/result.ts'
import { type DiscoveredConstraint, discoverDeclare, type Watch } from '../../discovery/index.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { BpmnModel } from '../../model/bpmn.ts'
import { layoutBpmn, type Model, modelAs, modelKindNames, modelNet, type PetriNet } from '../../model/index.ts'
import { type MinerName, type MinerOptions, mineModel, mineNet, NO_EVENT } from './miners.ts'

/** A miner with its thresholds, each 0..1. */
export type MinerSettings =
  | { readonly miner: 'inductive'; readonly noise: number }
  | { readonly miner: 'split'; readonly eta: number; readonly epsilon: number }
  | { readonly miner: 'heuristics'; readonly dependency: number }
  | { readonly miner: 'alpha' }
  | { readonly miner: 'ilp'; readonly noise: number }
  | { readonly miner: 'powl' }
  | { readonly miner: 'declare'; readonly support: number; readonly confidence: number }

/** What a miner found or a file held, in every way in which it can be looked at. Plain data. */
export interface MinedModel {
  /** As the miner or the file says it. */
  readonly model: Model
  /** What it is measured by; null for constraints, and where a BPMN model is no net. */
  readonly net: PetriNet | null
  /** Where the net says something else than the model, or why there is none; null: nothing is to be said. */
  readonly netNote: string | null
  /** With a diagram; or why there is none. */
  readonly bpmn: Result<BpmnModel>
  /** With support and confidence; empty for other miners. */
  readonly constraints: readonly DiscoveredConstraint[]
}

/** The model that a miner finds in the variants of a log; refuses logs without an event, and passes on why a miner refuses. */
export function minedModel(log: VariantLog, settings: MinerSettings, watch?: Watch): Result<MinedModel> {
  if (log.symbols.length === 0) return notApplicable(NO_EVENT)
  if (settings.miner === 'declare') {
    const constraints = discoverDeclare(log, { minSupport: settings.support, minConfidence: settings.confidence })
    const model: Model = { kind: 'declare', declare: { activities: log.activities, constraints } }
    return ok({ model, net: null, netNote: null, bpmn: notApplicable('Constraints are no flow.'), constraints })
  }
  const { miner, ...options } = settings
  return minedFlow(miner, log, { ...options, watch })
}

/** The model of any miner that finds a flow. */
export function minedFlow(miner: MinerName, log: VariantLog, options: MinerOptions): Result<MinedModel> {
  const found = mineModel(miner, log, options)
  if (!found.ok) return found
  const measured = mineNet(miner, log, options)
  if (!measured.ok) return measured
  const { net, note } = measured.value
  return ok({ model: found.value, net, netNote: note, bpmn: asBpmn(found.value), constraints: [] })
}

function asBpmn(model: Model): Result<BpmnModel> {
  const drawn = modelAs(model, ['bpmn'])
  return drawn.ok && drawn.value.kind === 'bpmn' ? ok(drawn.value.bpmn) : (drawn as Result<never>)
}

/** A model as it was given, perhaps drawn anew; refuses kinds that have no flow. */
export function givenModel(model: Model): Result<MinedModel> {
  if (model.kind === 'declare' || model.kind === 'dfg')
    return notApplicable(`A ${modelKindNames[model.kind]} has no flow to draw and to measure.`)
  if (model.kind === 'bpmn' && model.bpmn.processes.every(({ nodes }) => nodes.length === 0))
    return notApplicable('There is no process with anything in it.')
  const differences: string[] = []
  const made = modelNet(model, (_, because) => differences.push(because))
  const bpmn = model.kind === 'bpmn' ? ok(withDiagram(model.bpmn)) : asBpmn(model)
  if (!made.ok && !bpmn.ok) return made
  const note = made.ok ? differences.join(' ') : made.because
  return ok({ model, net: made.ok ? made.value : null, netNote: note === '' ? null : note, bpmn, constraints: [] })
}

/** Its own diagram where that shows every node that stands in no sub-process; else one laid out anew. */
function withDiagram(bpmn: BpmnModel): BpmnModel {
  const shown = new Set(bpmn.diagrams[0]?.shapes.map(({ element }) => element))
  const isWhole = bpmn.processes.every(({ nodes }) => nodes.every(({ id }) => shown.has(id)))
  return isWhole && shown.size > 0 ? bpmn : layoutBpmn({ ...bpmn, diagrams: [] })
}

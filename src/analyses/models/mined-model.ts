import { notApplicable, ok, type Result } from '../../base/result.ts'
import { type DiscoveredConstraint, discoverDeclare } from '../../discovery/index.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { BpmnModel } from '../../model/bpmn.ts'
import { type Model, modelAs, type PetriNet } from '../../model/index.ts'
import { mineModel, mineNet } from './miners.ts'

/** A miner with its thresholds, each 0..1. */
export type MinerSettings =
  | { readonly miner: 'inductive'; readonly noise: number }
  | { readonly miner: 'split'; readonly eta: number; readonly epsilon: number }
  | { readonly miner: 'heuristics'; readonly dependency: number }
  | { readonly miner: 'alpha' }
  | { readonly miner: 'ilp'; readonly noise: number }
  | { readonly miner: 'powl' }
  | { readonly miner: 'declare'; readonly support: number; readonly confidence: number }

/** What a miner found, in every way in which it can be looked at. Plain data. */
export interface MinedModel {
  /** As the miner says it: a tree, a net or constraints. */
  readonly model: Model
  /** What it is measured by; null for constraints. */
  readonly net: PetriNet | null
  /** Where the net says something else than the model; null: nowhere. */
  readonly netNote: string | null
  /** With a diagram; or why there is none. */
  readonly bpmn: Result<BpmnModel>
  /** With support and confidence; empty for other miners. */
  readonly constraints: readonly DiscoveredConstraint[]
}

/** The model that a miner finds in the variants of a log; refuses logs without an event, and passes on why a miner refuses. */
export function minedModel(log: VariantLog, settings: MinerSettings): Result<MinedModel> {
  if (log.symbols.length === 0) return notApplicable('There is no event in these cases to make a model of.')
  if (settings.miner === 'declare') {
    const constraints = discoverDeclare(log, { minSupport: settings.support, minConfidence: settings.confidence })
    const model: Model = { kind: 'declare', declare: { activities: log.activities, constraints } }
    return ok({ model, net: null, netNote: null, bpmn: notApplicable('Constraints are no flow.'), constraints })
  }
  const { miner, ...options } = settings
  const found = mineModel(miner, log, options)
  if (!found.ok) return found
  const measured = mineNet(miner, log, options)
  if (!measured.ok) return measured
  const { net, note } = measured.value
  const drawn = modelAs(found.value, ['bpmn'])
  const bpmn = drawn.ok && drawn.value.kind === 'bpmn' ? ok(drawn.value.bpmn) : (drawn as Result<never>)
  return ok({ model: found.value, net, netNote: note, bpmn, constraints: [] })
}

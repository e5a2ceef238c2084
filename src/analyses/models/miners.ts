import { notApplicable, ok, type Result } from '../../base/result.ts'
import {
  type Abstraction,
  alphaMiner,
  alphaPlusMiner,
  causalNetToPetriNet,
  directlyFollows,
  discoverDeclare,
  gatewaysToBpmn,
  gatewaysToPetriNet,
  heuristicsMiner,
  ilpMiner,
  inductiveMiner,
  inductiveMinerDirectlyFollows,
  inductiveMinerInfrequent,
  inductiveMinerLifeCycle,
  powlMiner,
  prefixTree,
  splitMiner,
  transitionSystem,
  type Watch,
} from '../../discovery/index.ts'
import { printModel } from '../../formats/models/print-model.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { layoutBpmn } from '../../model/bpmn/layout/layout-bpmn.ts'
import { netOfBpmn } from '../../model/bpmn/to-net/net-of-bpmn.ts'
import type { Model, ModelKind } from '../../model/model.ts'
import { modelNet } from '../../model/model-as.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { powlToPetriNet } from '../../model/powl.ts'
import { prefixTreeSystem, printPrefixTree } from '../../model/prefix-tree.ts'
import type { ProcessTree } from '../../model/process-tree.ts'

/** Thresholds of miners; each miner heeds its own. Shares are 0..1. */
export interface MinerOptions {
  /** Inductive, heuristics and ILP miner; default 0. */
  readonly noise?: number | undefined
  /** Heuristics miner; default 0.9. */
  readonly dependency?: number | undefined
  /** Alpha miner: alpha+. */
  readonly plus?: boolean | undefined
  /** Split Miner; defaults 0.4 and 0.1. */
  readonly eta?: number | undefined
  readonly epsilon?: number | undefined
  /** Declare; defaults 0.1 and 0.9. */
  readonly support?: number | undefined
  readonly confidence?: number | undefined
  /** Transition systems: what of the events before makes a state (default `set`), and how many count (default all). */
  readonly abstraction?: Abstraction | undefined
  readonly horizon?: number | undefined
  /** Who may stop the mining, and is told how far it is; the inductive miners and POWL heed it. */
  readonly watch?: Watch | undefined
}

type Miner = (log: VariantLog, options: MinerOptions) => Result<Model>

const netOf = (net: PetriNet): Result<Model> => ok({ kind: 'net', net })
const treeOf = (tree: ProcessTree): Result<Model> => ok({ kind: 'tree', tree })

const gatewaysOf = (log: VariantLog, { eta = 0.4, epsilon = 0.1 }: MinerOptions) => splitMiner(log, { eta, epsilon })

/** Miners by the names that doors have for them. `inductive-life-cycle` wants classes of activity and life-cycle transition. */
export const miners = {
  inductive: (log, { noise = 0, watch }) =>
    treeOf(noise === 0 ? inductiveMiner(log, watch) : inductiveMinerInfrequent(log, noise, watch)),
  'inductive-directly-follows': (log, { noise = 0, watch }) =>
    treeOf(inductiveMinerDirectlyFollows(directlyFollows(log), noise, watch)),
  'inductive-life-cycle': (log, { noise = 0, watch }) => treeOf(inductiveMinerLifeCycle(log, noise, watch)),
  heuristics: (log, { dependency = 0.9, noise = 0 }) =>
    netOf(causalNetToPetriNet(heuristicsMiner(log, { dependency, noise }))),
  alpha(log, { plus }) {
    const made = plus ? alphaPlusMiner(log) : alphaMiner(log)
    return made.ok ? netOf(made.value) : made
  },
  ilp(log, { noise = 0 }) {
    const made = ilpMiner(log, noise)
    return made.ok ? netOf(made.value) : made
  },
  split: (log, options) => ok({ kind: 'bpmn', bpmn: layoutBpmn(gatewaysToBpmn(gatewaysOf(log, options))) }),
  powl: (log, { watch }) => netOf(powlToPetriNet(powlMiner(log, watch))),
  declare(log, { support = 0.1, confidence = 0.9 }) {
    const constraints = discoverDeclare(log, { minSupport: support, minConfidence: confidence })
    return ok({ kind: 'declare', declare: { activities: log.activities, constraints } })
  },
  'prefix-tree': log => ok({ kind: 'system', system: prefixTreeSystem(prefixTree(log)) }),
  'transition-system'(log, { abstraction = 'set', horizon }) {
    const made = transitionSystem(log, { abstraction, horizon })
    return made.ok ? ok({ kind: 'system', system: made.value }) : made
  },
} satisfies Readonly<Record<string, Miner>>

export type MinerName = keyof typeof miners
export const minerNames = Object.keys(miners) as readonly MinerName[]

/** What a miner found, as text: of prefix trees with the cases of every node, else as models of its kind are written. */
export const notationOf = (miner: MinerName, log: VariantLog, found: Model): string =>
  miner === 'prefix-tree' ? printPrefixTree(prefixTree(log)) : printModel(found)

/** Why no miner finds anything; an empty trace alone is no model of anything either. */
export const NO_EVENT = 'There is no event in these cases to make a model of.'

/** Refuses a log without an event, and passes on why a miner refuses. */
export const mineModel = (miner: MinerName, log: VariantLog, options: MinerOptions): Result<Model> =>
  log.symbols.length === 0 ? notApplicable(NO_EVENT) : (miners[miner] as Miner)(log, options)

/** The net that a mined model is measured by; `note`: where it says something else than the model. */
export interface MinedNet {
  readonly net: PetriNet
  readonly note: string | null
}

const WIDER =
  'An inclusive join here waits for what no bounded net can say: numbers are those of a net in which it goes on with any of its flows, which allows more. True fitness is at most what is told.'

/** Refuses constraints. Inclusive joins of the Split Miner that end no block go on with any of their flows, and `note` says so. */
export function mineNet(miner: MinerName, log: VariantLog, options: MinerOptions): Result<MinedNet> {
  if (miner !== 'split') {
    const found = mineModel(miner, log, options)
    const made = found.ok ? modelNet(found.value) : found
    return made.ok ? ok({ net: made.value, note: null }) : made
  }
  if (log.symbols.length === 0) return notApplicable(NO_EVENT)
  const graph = gatewaysOf(log, options)
  if (graph.nodes.every(({ kind }) => kind !== 'or')) return ok({ net: gatewaysToPetriNet(graph), note: null })
  const exact = netOfBpmn(gatewaysToBpmn(graph))
  return ok(exact.ok ? { net: exact.value.net, note: null } : { net: gatewaysToPetriNet(graph), note: WIDER })
}

/**
 * The model, of a kind that can be told by one of `kinds` (null: by any). Gateways of the Split Miner become a net where no BPMN may be;
 * `note` says where that net says something else.
 */
export function mineModelFor(
  miner: MinerName,
  log: VariantLog,
  options: MinerOptions,
  kinds: readonly ModelKind[] | null,
): Result<{ readonly model: Model; readonly note: string | null }> {
  if (miner === 'split' && kinds !== null && !kinds.includes('bpmn')) {
    const made = mineNet(miner, log, options)
    return made.ok ? ok({ model: { kind: 'net', net: made.value.net }, note: made.value.note }) : made
  }
  const found = mineModel(miner, log, options)
  return found.ok ? ok({ model: found.value, note: null }) : found
}

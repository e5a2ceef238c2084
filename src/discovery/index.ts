export { alphaMiner } from './alpha-miner/alpha-miner.ts'
export { alphaPlusMiner } from './alpha-miner/alpha-plus-miner.ts'
export { type Batch, type BatchKind, type BatchOptions, batches } from './batches.ts'
export { type AttributeTable, type Condition, printTest, type RuleTest } from './decision-rules/attribute-table.ts'
export { type DecisionPoint, type DecisionPoints, decisionPoints } from './decision-rules/decision-points.ts'
export { type DecisionRule, type DecisionRules, decisionRules, printRules } from './decision-rules/decision-rules.ts'
export {
  type DeclareOptions,
  type DiscoveredConstraint,
  defaultTemplates,
  discoverDeclare,
} from './declare/discover-declare.ts'
export { directlyFollows } from './directly-follows.ts'
export { findRun, RunFinder } from './find-run.ts'
export type { Watch } from './grow.ts'
export { type HappyPath, happyPath } from './happy-path.ts'
export { causalNetToPetriNet } from './heuristics-miner/causal-net-to-petri-net.ts'
export { type Dependencies, dependencies } from './heuristics-miner/dependencies.ts'
export { type HeuristicsOptions, heuristicsMiner } from './heuristics-miner/heuristics-miner.ts'
export { ilpMiner } from './ilp-miner/ilp-miner.ts'
export { inductiveMinerDirectlyFollows } from './inductive-miner/from-directly-follows.ts'
export { inductiveMiner, inductiveMinerInfrequent } from './inductive-miner/inductive-miner.ts'
export { inductiveMinerLifeCycle } from './inductive-miner/life-cycle-miner.ts'
export { logFootprints } from './log-footprints.ts'
export { logSkeleton } from './log-skeleton.ts'
export { powlMiner } from './powl-miner/powl-miner.ts'
export { prefixTree } from './prefix-tree.ts'
export {
  type ActivitySelection,
  type DrawnArcs,
  drawArcs,
  type HiddenPaths,
  keepActivities,
  keepClause,
  keepNamed,
  rankActivities,
} from './process-map.ts'
export {
  controlFlowComplexity,
  type FlowKind,
  type FlowNode,
  type GatewayGraph,
  graphSize,
  printGateways,
} from './split-miner/gateway-graph.ts'
export { gatewaysToBpmn } from './split-miner/gateways-to-bpmn.ts'
export { gatewaysToPetriNet } from './split-miner/gateways-to-petri-net.ts'
export { type SplitMinerOptions, splitMiner } from './split-miner/split-miner.ts'
export { type StochasticNet, stochasticWeights } from './stochastic-weights.ts'
export { PairTimes, type TimedTraces, temporalProfile } from './temporal-profile.ts'
export { type Abstraction, abstractions, type TransitionSystemOptions, transitionSystem } from './transition-system.ts'
export { widestPaths } from './widest-paths.ts'

export { layoutBpmn } from './bpmn/layout/layout-bpmn.ts'
export { type BpmnBlocks, bpmnOfBlocks } from './bpmn/of-blocks.ts'
export { bpmnOfNet } from './bpmn/of-net.ts'
export { bpmnOfTree } from './bpmn/of-tree.ts'
export { type BpmnNet, type BpmnNetOptions, netOfBpmn } from './bpmn/to-net/net-of-bpmn.ts'
export type {
  Activity,
  Artifact,
  Association,
  Bounds,
  BpmnEvent,
  BpmnModel,
  BpmnProcess,
  CallActivity,
  Collaboration,
  DataElement,
  DataLink,
  Declaration,
  Diagram,
  Edge,
  EventDefinition,
  FlowNode,
  Gateway,
  Lane,
  LaneSet,
  Loop,
  MessageFlow,
  Participant,
  Point,
  Scope,
  SequenceFlow,
  Shape,
  SubProcess,
  Task,
} from './bpmn.ts'
export { lanesIn, processModel, scopesIn } from './bpmn.ts'
export type { CausalArc, CausalKind, CausalNet } from './causal-net.ts'
export { printCausalNet } from './causal-net.ts'
export { type CoverabilityGraph, coverabilityGraph } from './coverability-graph.ts'
export type { DeclareConstraint, DeclareModel, DeclareTemplate } from './declare.ts'
export { declareConstraint, declareTemplates, parseDeclare, printConstraint, printDeclare } from './declare.ts'
export type { DeclareAutomaton } from './declare-automaton.ts'
export { declareAutomaton } from './declare-automaton.ts'
export type { DirectlyFollowsGraph } from './directly-follows-graph.ts'
export { printArcs } from './directly-follows-graph.ts'
export type { FootprintRelation, Footprints } from './footprints.ts'
export { footprintRelation, printFootprints } from './footprints.ts'
export { removeImplicitPlaces, type WithoutImplicitPlaces } from './implicit-places.ts'
export type { LabelEntry, LabelMapping, MappedNet } from './label-mapping.ts'
export { labelsOf, mapLabels, parseLabelMapping, setLabel } from './label-mapping.ts'
export type { ActivityPair, LogSkeleton, SkeletonRelation } from './log-skeleton.ts'
export { printSkeleton, skeletonRelations } from './log-skeleton.ts'
export { type Model, type ModelKind, modelKindNames } from './model.ts'
export { type Difference, modelAs, modelNet } from './model-as.ts'
export { netFootprints } from './net-footprints.ts'
export { parseNet, printNet } from './net-notation.ts'
export { netToTree } from './net-to-tree.ts'
export type { Flow, Marking, PetriNet, Place, Transition } from './petri-net.ts'
export { fire, isEnabled, isFinal, isSameMarking, isWeighted, PetriNetBuilder, withWeights } from './petri-net.ts'
export { type DrawnTraces, drawNetTraces, type LanguageBounds, netLanguage, type Trace } from './play-out-net.ts'
export { drawTreeTrace, treeLanguage } from './play-out-tree.ts'
export type { Powl } from './powl.ts'
export { powlToPetriNet, printPowl } from './powl.ts'
export type { PrefixTree } from './prefix-tree.ts'
export { prefixTreeSystem, printPrefixTree } from './prefix-tree.ts'
export type { ProcessTree, TreeOperator } from './process-tree.ts'
export { leaf, node, normalTree, parseTree, printTree, silent, treeActivities, treeOperators } from './process-tree.ts'
export { proposeLabelMapping } from './propose-label-mapping.ts'
export {
  type Firing,
  printMarking,
  type ReachabilityGraph,
  reachabilityGraph,
  systemOf,
} from './reachability-graph.ts'
export { type Reduction, type ReductionRule, reduceNet, reductionRules } from './reduce-net.ts'
export { type Soundness, type SoundnessFinding, soundness, soundnessFindings } from './soundness.ts'
export type { TemporalProfile, TemporalRelation } from './temporal-profile.ts'
export { printTemporalProfile } from './temporal-profile.ts'
export { printSystem, type Step, systemToNet, type TransitionSystem } from './transition-system.ts'
export {
  type EditedTree,
  editTree,
  isOptional,
  isRepeatable,
  type TreeEdit,
  type TreePlacing,
} from './tree-edits.ts'
export { treeFootprints } from './tree-footprints.ts'
export { partAt, selectionOf, spanOf, type TreeSelection, wholeTree } from './tree-selection.ts'
export { canBeEmpty, plainTree, treeToNet } from './tree-to-net.ts'
export { nameOf, type WorkflowNet, workflowNet } from './workflow-net.ts'

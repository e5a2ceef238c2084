export { layoutBpmn } from './bpmn/layout/layout-bpmn.ts'
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
export type { DirectlyFollowsGraph } from './directly-follows-graph.ts'
export { printArcs } from './directly-follows-graph.ts'
export type { LabelEntry, LabelMapping, MappedNet } from './label-mapping.ts'
export { labelsOf, mapLabels, parseLabelMapping, setLabel } from './label-mapping.ts'
export type { Flow, Marking, PetriNet, Place, Transition } from './petri-net.ts'
export { fire, isEnabled, isFinal, isSameMarking, PetriNetBuilder } from './petri-net.ts'
export type { ProcessTree, TreeOperator } from './process-tree.ts'
export { leaf, node, normalTree, parseTree, printTree, silent, treeActivities, treeOperators } from './process-tree.ts'
export { proposeLabelMapping } from './propose-label-mapping.ts'

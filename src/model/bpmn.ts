import type { XmlDocument } from '../base/xml-tree.ts'

/**
 * A BPMN 2.0 model as plain data (OMG, Business Process Model and Notation 2.0.2, 2014). Everything that a diagram shows
 * and that decides what may happen is here; what else a file held stands in `source`, and writing changes there only
 * what was changed here. Elements name one another by id; ids are unique in a model.
 */
export interface BpmnModel {
  readonly id: string
  readonly name: string
  readonly targetNamespace: string
  readonly processes: readonly BpmnProcess[]
  readonly collaborations: readonly Collaboration[]
  /** Messages, signals, errors, escalations and data stores, which belong to no process. */
  readonly declarations: readonly Declaration[]
  readonly diagrams: readonly Diagram[]
  /** The file that it was read from; null where there was none. */
  readonly source: XmlDocument | null
}

/** What a process and a sub-process hold. Lists are in the order of the file. */
export interface Scope {
  readonly nodes: readonly FlowNode[]
  readonly flows: readonly SequenceFlow[]
  readonly laneSets: readonly LaneSet[]
  readonly data: readonly DataElement[]
  readonly artifacts: readonly Artifact[]
  readonly associations: readonly Association[]
}
export interface BpmnProcess extends Scope {
  readonly id: string
  readonly name: string
  readonly isExecutable: boolean
  readonly documentation: readonly string[]
}

export type FlowNode = Task | CallActivity | SubProcess | BpmnEvent | Gateway
export type Activity = Task | CallActivity | SubProcess

interface Node {
  readonly id: string
  readonly name: string
  readonly documentation: readonly string[]
  /** The flow that is taken where no condition of the others holds; of activities and gateways. */
  readonly defaultFlow: string | null
}
interface ActivityNode extends Node {
  readonly loop: Loop | null
  readonly isForCompensation: boolean
  readonly dataLinks: readonly DataLink[]
}
export const taskTypes = [
  'task',
  'userTask',
  'manualTask',
  'serviceTask',
  'scriptTask',
  'businessRuleTask',
  'sendTask',
  'receiveTask',
] as const
export interface Task extends ActivityNode {
  readonly kind: 'task'
  readonly type: (typeof taskTypes)[number]
}
export interface CallActivity extends ActivityNode {
  readonly kind: 'call'
  readonly calledElement: string | null
}
export interface SubProcess extends ActivityNode {
  readonly kind: 'sub-process'
  /** `event`: started by its start event while the process around it runs. */
  readonly type: 'embedded' | 'event' | 'transaction' | 'ad-hoc'
  readonly scope: Scope
}
export type Loop =
  | { readonly kind: 'standard'; readonly testBefore: boolean }
  | { readonly kind: 'multi-instance'; readonly isSequential: boolean }

export const eventPositions = [
  'startEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'boundaryEvent',
  'endEvent',
] as const
export interface BpmnEvent extends Node {
  readonly kind: 'event'
  readonly position: (typeof eventPositions)[number]
  readonly definitions: readonly EventDefinition[]
  /** The activity that a boundary event stands on. */
  readonly attachedTo: string | null
  /** Of boundary events, and of start events of event sub-processes. */
  readonly isInterrupting: boolean
  readonly dataLinks: readonly DataLink[]
}
export const eventTypes = [
  'message',
  'timer',
  'escalation',
  'conditional',
  'link',
  'error',
  'cancel',
  'compensate',
  'signal',
  'terminate',
] as const
export const expressionElements = ['timeDate', 'timeDuration', 'timeCycle', 'condition'] as const
export interface EventDefinition {
  readonly id: string | null
  readonly type: (typeof eventTypes)[number]
  /** Id of the message, signal, error, escalation or activity; the name of a link. */
  readonly reference: string | null
  /** Text of the timer's `timeDate`, `timeDuration` or `timeCycle`, or of the `condition`. */
  readonly expression: { readonly element: (typeof expressionElements)[number]; readonly text: string } | null
}

export const gatewayTypes = ['exclusive', 'parallel', 'inclusive', 'eventBased', 'complex'] as const
export interface Gateway extends Node {
  readonly kind: 'gateway'
  readonly type: (typeof gatewayTypes)[number]
  /** Of event-based gateways: it starts the process. */
  readonly instantiate: boolean
}

export interface SequenceFlow {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly to: string
  readonly condition: string | null
}
export interface LaneSet {
  readonly id: string
  readonly lanes: readonly Lane[]
}
export interface Lane {
  readonly id: string
  readonly name: string
  /** Ids of its flow nodes. */
  readonly nodes: readonly string[]
  readonly children: LaneSet | null
}
export interface Collaboration {
  readonly id: string
  readonly participants: readonly Participant[]
  readonly messageFlows: readonly MessageFlow[]
  readonly artifacts: readonly Artifact[]
  readonly associations: readonly Association[]
}
/** A pool; `process` null where nothing is known of what happens in it. */
export interface Participant {
  readonly id: string
  readonly name: string
  readonly process: string | null
}
export interface MessageFlow {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly to: string
}
export interface Declaration {
  readonly id: string
  readonly name: string
  readonly type: 'message' | 'signal' | 'error' | 'escalation' | 'dataStore'
}
export interface DataElement {
  readonly id: string
  readonly name: string
  /** Inputs and outputs are those of a process. */
  readonly type: 'dataObject' | 'dataObjectReference' | 'dataStoreReference' | 'dataInput' | 'dataOutput'
  /** The data object or store that a reference stands for. */
  readonly refersTo: string | null
}
/** Data going into (`dataInputAssociation`) or out of the node that has it; `data` is the id of the data element. */
export interface DataLink {
  readonly id: string
  readonly type: 'dataInputAssociation' | 'dataOutputAssociation'
  readonly data: string
}
/** A text annotation (its text is `text`) or a group. */
export interface Artifact {
  readonly id: string
  readonly type: 'textAnnotation' | 'group'
  readonly text: string
}
export interface Association {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly direction: 'None' | 'One' | 'Both'
}

export interface Point {
  readonly x: number
  readonly y: number
}
/** Upper left corner and size, in pixels. */
export interface Bounds extends Point {
  readonly width: number
  readonly height: number
}
/** Diagram interchange: where things are drawn. `element` is the id of the process or collaboration that is drawn. */
export interface Diagram {
  readonly id: string
  readonly element: string | null
  readonly shapes: readonly Shape[]
  readonly edges: readonly Edge[]
}
export interface Shape {
  readonly id: string
  readonly element: string
  readonly bounds: Bounds
  readonly label: Bounds | null
  /** Of pools and lanes; null where the file does not say. */
  readonly isHorizontal: boolean | null
  /** Of sub-processes and call activities. */
  readonly isExpanded: boolean | null
  /** Of exclusive gateways: drawn with a cross. */
  readonly isMarkerVisible: boolean | null
}
export interface Edge {
  readonly id: string
  readonly element: string
  readonly waypoints: readonly Point[]
  readonly label: Bounds | null
}

export const isActivity = (node: FlowNode): node is Activity => node.kind !== 'event' && node.kind !== 'gateway'

/** The scope and all scopes of its sub-processes, outermost first. */
export function* scopesIn(scope: Scope): Generator<Scope> {
  yield scope
  for (const node of scope.nodes) if (node.kind === 'sub-process') yield* scopesIn(node.scope)
}

/** All lanes of lane sets, a lane before those in it. */
export function* lanesIn(laneSets: readonly LaneSet[]): Generator<Lane> {
  for (const { lanes } of laneSets)
    for (const lane of lanes) {
      yield lane
      if (lane.children) yield* lanesIn([lane.children])
    }
}

const nothing = { name: '', documentation: [], defaultFlow: null } as const
const emptyActivity = { ...nothing, loop: null, isForCompensation: false, dataLinks: [] } as const

export const emptyScope: Scope = { nodes: [], flows: [], laneSets: [], data: [], artifacts: [], associations: [] }

export const task = (id: string, name: string, rest: Partial<Task> = {}): Task => ({
  ...emptyActivity,
  kind: 'task',
  type: 'task',
  id,
  name,
  ...rest,
})
export const subProcess = (
  id: string,
  name: string,
  scope: Partial<Scope>,
  rest: Partial<SubProcess> = {},
): SubProcess => ({
  ...emptyActivity,
  kind: 'sub-process',
  type: 'embedded',
  id,
  name,
  scope: { ...emptyScope, ...scope },
  ...rest,
})
export const event = (id: string, position: BpmnEvent['position'], rest: Partial<BpmnEvent> = {}): BpmnEvent => ({
  ...nothing,
  kind: 'event',
  position,
  id,
  definitions: [],
  attachedTo: null,
  isInterrupting: true,
  dataLinks: [],
  ...rest,
})
export const gateway = (id: string, type: Gateway['type'], rest: Partial<Gateway> = {}): Gateway => ({
  ...nothing,
  kind: 'gateway',
  type,
  id,
  instantiate: false,
  ...rest,
})
export const sequenceFlow = (id: string, from: string, to: string, rest: Partial<SequenceFlow> = {}): SequenceFlow => ({
  id,
  name: '',
  from,
  to,
  condition: null,
  ...rest,
})

/** A model with one process and no diagram. */
export function processModel(name: string, scope: Partial<Scope>, rest: Partial<BpmnProcess> = {}): BpmnModel {
  const process = { ...emptyScope, id: 'process', name, isExecutable: false, documentation: [], ...scope, ...rest }
  return {
    id: 'definitions',
    name,
    targetNamespace: 'https://parfocal.example/bpmn',
    processes: [process],
    collaborations: [],
    declarations: [],
    diagrams: [],
    source: null,
  }
}

import type { XmlElement } from '../../../base/xml-tree.ts'
import type {
  Artifact,
  Association,
  BpmnEvent,
  DataElement,
  DataLink,
  EventDefinition,
  FlowNode,
  LaneSet,
  Scope,
  SequenceFlow,
} from '../../../model/bpmn.ts'
import { bpmn, formalExpression, present, withText } from './render.ts'

/** What a scope holds, in the order of the schema: lanes, flow elements, artifacts. */
export function renderScope(scope: Scope): XmlElement[] {
  const ends = new Map<string, { incoming: string[]; outgoing: string[] }>()
  for (const { id } of scope.nodes) ends.set(id, { incoming: [], outgoing: [] })
  for (const { id, from, to } of scope.flows) {
    ends.get(from)?.outgoing.push(id)
    ends.get(to)?.incoming.push(id)
  }
  return [
    ...renderInterface(scope.data),
    ...scope.laneSets.map(set => renderLaneSet(set, 'laneSet')),
    ...scope.nodes.map(node => {
      const { incoming, outgoing } = ends.get(node.id)!
      return renderNode(node, [
        ...node.documentation.map(text => withText('documentation', text)),
        ...incoming.map(id => withText('incoming', id)),
        ...outgoing.map(id => withText('outgoing', id)),
      ])
    }),
    ...scope.data.filter(({ type }) => type !== 'dataInput' && type !== 'dataOutput').map(renderData),
    ...scope.flows.map(renderFlow),
    ...renderArtifacts(scope),
  ]
}

const renderLaneSet = ({ id, lanes }: LaneSet, name: string): XmlElement =>
  bpmn(
    name,
    { id },
    lanes.map(lane =>
      bpmn('lane', { id: lane.id, name: present(lane.name) }, [
        ...lane.nodes.map(node => withText('flowNodeRef', node)),
        ...(lane.children ? [renderLaneSet(lane.children, 'childLaneSet')] : []),
      ]),
    ),
  )

const renderFlow = ({ id, name, from, to, condition }: SequenceFlow): XmlElement =>
  bpmn(
    'sequenceFlow',
    { id, name: present(name), sourceRef: from, targetRef: to },
    condition === null ? [] : [formalExpression('conditionExpression', condition)],
  )

function renderNode(node: FlowNode, first: readonly XmlElement[]): XmlElement {
  const values = { id: node.id, name: present(node.name), default: node.defaultFlow }
  if (node.kind === 'gateway')
    return bpmn(`${node.type}Gateway`, { ...values, instantiate: node.instantiate || null }, first)
  const links = renderDataLinks(node.id, node.dataLinks)
  if (node.kind === 'event') return renderEvent(node, [...first, ...links])
  const { loop } = node
  const activity = { ...values, isForCompensation: node.isForCompensation || null }
  const marker =
    loop === null
      ? []
      : loop.kind === 'standard'
        ? [bpmn('standardLoopCharacteristics', { testBefore: loop.testBefore || null })]
        : [bpmn('multiInstanceLoopCharacteristics', { isSequential: loop.isSequential || null })]
  const children = [...first, ...links, ...marker]
  if (node.kind === 'task') return bpmn(node.type, activity, children)
  if (node.kind === 'call') return bpmn('callActivity', { ...activity, calledElement: node.calledElement }, children)
  const tag = node.type === 'transaction' ? 'transaction' : node.type === 'ad-hoc' ? 'adHocSubProcess' : 'subProcess'
  const byEvent = node.type === 'event' ? true : null
  return bpmn(tag, { ...activity, triggeredByEvent: byEvent }, [...children, ...renderScope(node.scope)])
}

function renderEvent(node: BpmnEvent, first: readonly XmlElement[]): XmlElement {
  const isBoundary = node.position === 'boundaryEvent'
  return bpmn(
    node.position,
    {
      id: node.id,
      name: present(node.name),
      attachedToRef: node.attachedTo,
      cancelActivity: isBoundary && !node.isInterrupting ? false : null,
      isInterrupting: node.position === 'startEvent' && !node.isInterrupting ? false : null,
    },
    [...first, ...node.definitions.map(renderDefinition)],
  )
}

const REFERENCES: Readonly<Partial<Record<EventDefinition['type'], string>>> = {
  message: 'messageRef',
  signal: 'signalRef',
  error: 'errorRef',
  escalation: 'escalationRef',
  compensate: 'activityRef',
  link: 'name',
}

function renderDefinition({ id, type, reference, expression }: EventDefinition): XmlElement {
  const name = REFERENCES[type]
  const values = { id, ...(name === undefined ? {} : { [name]: reference }) }
  const inside = expression === null ? [] : [formalExpression(expression.element, expression.text)]
  return bpmn(`${type}EventDefinition`, values, inside)
}

/** The node itself stands for the place in it that the data goes to or comes from. */
const renderDataLinks = (node: string, links: readonly DataLink[]): XmlElement[] =>
  (['dataInputAssociation', 'dataOutputAssociation'] as const).flatMap(type =>
    links
      .filter(link => link.type === type)
      .map(({ id, data }) => {
        const [from, to] = type === 'dataInputAssociation' ? [data, node] : [node, data]
        return bpmn(type, { id }, [withText('sourceRef', from), withText('targetRef', to)])
      }),
  )

const renderData = ({ id, name, type, refersTo }: DataElement): XmlElement =>
  bpmn(type, {
    id,
    name: present(name),
    ...(type === 'dataObject' ? {} : { [type.replace('Reference', 'Ref')]: refersTo }),
  })

/** Inputs and outputs with one set of each, as the schema wants it. */
function renderInterface(data: readonly DataElement[]): XmlElement[] {
  const of = (type: DataElement['type']) => data.filter(one => one.type === type)
  const [inputs, outputs] = [of('dataInput'), of('dataOutput')]
  if (inputs.length + outputs.length === 0) return []
  const declared = [...inputs, ...outputs].map(({ id, name, type }) => bpmn(type, { id, name: present(name) }))
  return [
    bpmn('ioSpecification', {}, [
      ...declared,
      bpmn(
        'inputSet',
        {},
        inputs.map(({ id }) => withText('dataInputRefs', id)),
      ),
      bpmn(
        'outputSet',
        {},
        outputs.map(({ id }) => withText('dataOutputRefs', id)),
      ),
    ]),
  ]
}

export const renderArtifacts = (one: {
  readonly artifacts: readonly Artifact[]
  readonly associations: readonly Association[]
}): XmlElement[] => [
  ...one.artifacts.map(({ id, type, text }) =>
    bpmn(type, { id }, type === 'textAnnotation' ? [withText('text', text)] : []),
  ),
  ...one.associations.map(({ id, from, to, direction }) =>
    bpmn('association', {
      id,
      associationDirection: direction === 'None' ? null : direction,
      sourceRef: from,
      targetRef: to,
    }),
  ),
]

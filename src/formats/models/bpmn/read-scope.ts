import { attributeOf, textIn, type XmlElement } from '../../../base/xml-tree.ts'
import type { Artifact, Association, DataElement, FlowNode, LaneSet, Scope, SequenceFlow } from '../../../model/bpmn.ts'
import { idOf, nameOf, parts, type Reading, reference, referenceIn, texts } from './elements.ts'
import { BPMN } from './names.ts'
import { readNode } from './read-nodes.ts'

const DATA: readonly DataElement['type'][] = ['dataObject', 'dataObjectReference', 'dataStoreReference']

/** Of BPMN and kept, but nothing that a diagram shows or that decides what may happen. */
const BESIDE: ReadonlySet<string> = new Set([
  ...['documentation', 'extensionElements', 'incoming', 'outgoing', 'auditing', 'monitoring', 'ioSpecification'],
  ...['property', 'resourceRole', 'performer', 'humanPerformer', 'potentialOwner', 'ioBinding', 'laneSet'],
  ...['supportedInterfaceRef', 'correlationSubscription', 'supports', 'standardLoopCharacteristics'],
  ...['multiInstanceLoopCharacteristics', 'dataInputAssociation', 'dataOutputAssociation', 'completionCondition'],
  ...['association', 'textAnnotation', 'group', 'sequenceFlow', ...DATA],
])

/** What a process or sub-process holds. A flow that leads from or to nothing is told and left out. */
export function readScope(element: XmlElement, reading: Reading): Scope {
  const nodes: FlowNode[] = []
  for (const child of element.children) {
    if (child.kind !== 'element' || child.namespace !== BPMN || BESIDE.has(child.name)) continue
    const node = readNode(child, reading, inner => readScope(inner, reading))
    if (node) nodes.push(node)
    else
      reading.problems?.add(
        'not-understood',
        'An element is kept in the file, but is no part of the model.',
        { line: child.line, value: `<${child.name}>` },
        'info',
      )
  }
  return {
    nodes,
    flows: readFlows(element, new Set(nodes.map(({ id }) => id)), reading),
    laneSets: parts(element, 'laneSet').map(set => readLaneSet(set, reading)),
    data: [
      ...DATA.flatMap(type => parts(element, type).map(data => readData(data, type, reading))),
      ...(element.name === 'process' ? parts(element, 'ioSpecification') : []).flatMap(readInterface),
    ],
    ...readArtifacts(element, reading),
  }
}

function readFlows(element: XmlElement, nodes: ReadonlySet<string>, reading: Reading): SequenceFlow[] {
  return parts(element, 'sequenceFlow').flatMap((flow): SequenceFlow[] => {
    const from = reference(reading, flow, 'sourceRef')
    const to = reference(reading, flow, 'targetRef')
    if (from === null || to === null || !nodes.has(from) || !nodes.has(to)) {
      dangling(flow, nodes.has(from ?? '') ? to : from, reading)
      return []
    }
    const [condition] = parts(flow, 'conditionExpression')
    return [{ id: idOf(flow), name: nameOf(flow), from, to, condition: condition ? textIn(condition) : null }]
  })
}

function dangling(element: XmlElement, value: string | null, { problems }: Reading): void {
  const message = 'A connection leads from or to nothing that is there; it is kept in the file, but not in the model.'
  problems?.add('dangling-reference', message, { line: element.line, value: value ?? `<${element.name}>` })
}

function readLaneSet(element: XmlElement, reading: Reading): LaneSet {
  return {
    id: idOf(element),
    lanes: parts(element, 'lane').map(lane => {
      const [children] = parts(lane, 'childLaneSet')
      return {
        id: idOf(lane),
        name: nameOf(lane),
        nodes: texts(lane, 'flowNodeRef').flatMap(text => referenceIn(reading, text) ?? []),
        children: children ? readLaneSet(children, reading) : null,
      }
    }),
  }
}

const readData = (element: XmlElement, type: DataElement['type'], reading: Reading): DataElement => ({
  id: idOf(element),
  name: nameOf(element),
  type,
  refersTo: type === 'dataObject' ? null : reference(reading, element, type.replace('Reference', 'Ref')),
})

/** What a process is given and what it gives. */
const readInterface = (element: XmlElement): DataElement[] =>
  (['dataInput', 'dataOutput'] as const).flatMap(type =>
    parts(element, type).map(one => ({ id: idOf(one), name: nameOf(one), type, refersTo: null })),
  )

/** Annotations, groups and associations of a scope or a collaboration. */
export function readArtifacts(
  element: XmlElement,
  reading: Reading,
): { readonly artifacts: readonly Artifact[]; readonly associations: readonly Association[] } {
  return {
    artifacts: [
      ...parts(element, 'textAnnotation').map(
        (one): Artifact => ({ id: idOf(one), type: 'textAnnotation', text: texts(one, 'text').join('') }),
      ),
      ...parts(element, 'group').map((one): Artifact => ({ id: idOf(one), type: 'group', text: '' })),
    ],
    associations: parts(element, 'association').flatMap((one): Association[] => {
      const from = reference(reading, one, 'sourceRef')
      const to = reference(reading, one, 'targetRef')
      if (from === null || to === null || !reading.ids.has(from) || !reading.ids.has(to)) {
        dangling(one, from !== null && reading.ids.has(from) ? to : from, reading)
        return []
      }
      const direction = attributeOf(one, 'associationDirection')
      return [{ id: idOf(one), from, to, direction: direction === 'One' || direction === 'Both' ? direction : 'None' }]
    }),
  }
}

import type { XmlAttribute, XmlElement, XmlNode } from '../../../base/xml-tree.ts'
import type { Bounds, BpmnModel, Collaboration, Diagram, Edge, Shape } from '../../../model/bpmn.ts'
import { BPMN, BPMNDI, DC, DI, XSI } from './names.ts'
import { renderArtifacts, renderScope } from './render-scope.ts'

type Values = Readonly<Record<string, string | number | boolean | null>>

/** An element without a prefix yet. Values that are null are left out. */
export const made = (
  namespace: string,
  name: string,
  values: Values,
  children: readonly XmlNode[] = [],
): XmlElement => ({
  kind: 'element',
  prefix: '',
  name,
  namespace,
  attributes: Object.entries(values).flatMap(([key, value]): XmlAttribute[] =>
    value === null ? [] : [{ prefix: '', name: key, namespace: '', value: String(value) }],
  ),
  children,
  line: 0,
})

export const bpmn = (name: string, values: Values = {}, children: readonly XmlNode[] = []): XmlElement =>
  made(BPMN, name, values, children)

export const withText = (name: string, text: string): XmlElement =>
  bpmn(name, {}, text === '' ? [] : [{ kind: 'text', text, cdata: false }])

/** A condition: an expression of its own type, as engines want it. */
export function formalExpression(name: string, text: string): XmlElement {
  const type: XmlAttribute = { prefix: '', name: 'type', namespace: XSI, value: 'tFormalExpression' }
  return { ...withText(name, text), attributes: [type] }
}

export const present = (text: string): string | null => (text === '' ? null : text)

/** The model alone as a tree, in the order of the schema, nothing of its source in it. */
export function render(model: BpmnModel): XmlElement {
  const { id, name, targetNamespace } = model
  return bpmn('definitions', { id, name: present(name), targetNamespace }, [
    ...model.declarations.map(one => bpmn(one.type, { id: one.id, name: present(one.name) })),
    ...model.collaborations.map(renderCollaboration),
    ...model.processes.map(process =>
      bpmn('process', { id: process.id, name: present(process.name), isExecutable: process.isExecutable }, [
        ...process.documentation.map(text => withText('documentation', text)),
        ...renderScope(process),
      ]),
    ),
    ...model.diagrams.map(renderDiagram),
  ])
}

const renderCollaboration = (one: Collaboration): XmlElement =>
  bpmn('collaboration', { id: one.id }, [
    ...one.participants.map(({ id, name, process }) =>
      bpmn('participant', { id, name: present(name), processRef: process }),
    ),
    ...one.messageFlows.map(({ id, name, from, to }) =>
      bpmn('messageFlow', { id, name: present(name), sourceRef: from, targetRef: to }),
    ),
    ...renderArtifacts(one),
  ])

const renderDiagram = ({ id, element, shapes, edges }: Diagram): XmlElement =>
  made(BPMNDI, 'BPMNDiagram', { id }, [
    made(BPMNDI, 'BPMNPlane', { bpmnElement: element }, [...shapes.map(renderShape), ...edges.map(renderEdge)]),
  ])

function renderShape(shape: Shape): XmlElement {
  const { id, element, isHorizontal, isExpanded, isMarkerVisible } = shape
  return made(BPMNDI, 'BPMNShape', { id, bpmnElement: element, isHorizontal, isExpanded, isMarkerVisible }, [
    renderBounds(shape.bounds),
    ...renderLabel(shape.label),
  ])
}

const renderEdge = ({ id, element, waypoints, label }: Edge): XmlElement =>
  made(BPMNDI, 'BPMNEdge', { id, bpmnElement: element }, [
    ...waypoints.map(({ x, y }) => made(DI, 'waypoint', { x, y })),
    ...renderLabel(label),
  ])

const renderBounds = ({ x, y, width, height }: Bounds): XmlElement => made(DC, 'Bounds', { x, y, width, height })

const renderLabel = (label: Bounds | null): XmlElement[] =>
  label === null ? [] : [made(BPMNDI, 'BPMNLabel', {}, [renderBounds(label)])]

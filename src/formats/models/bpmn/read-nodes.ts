import { attributeOf, textIn, type XmlElement } from '../../../base/xml-tree.ts'
import {
  type BpmnEvent,
  type DataLink,
  type EventDefinition,
  eventPositions,
  eventTypes,
  expressionElements,
  type FlowNode,
  gatewayTypes,
  type Loop,
  type Scope,
  type SubProcess,
  taskTypes,
} from '../../../model/bpmn.ts'
import { flag, idOf, nameOf, parts, type Reading, reference, referenceIn, texts } from './elements.ts'
import { BPMN } from './names.ts'

const subProcessTypes: Readonly<Record<string, SubProcess['type']>> = {
  subProcess: 'embedded',
  transaction: 'transaction',
  adHocSubProcess: 'ad-hoc',
}

/** The flow node that an element is; null where it is none. `scopeOf` reads what a sub-process holds. */
export function readNode(
  element: XmlElement,
  reading: Reading,
  scopeOf: (element: XmlElement) => Scope,
): FlowNode | null {
  const { name: tag } = element
  const node = {
    id: idOf(element),
    name: nameOf(element),
    documentation: texts(element, 'documentation'),
    defaultFlow: reference(reading, element, 'default'),
  }
  const activity = () => ({
    ...node,
    loop: readLoop(element),
    isForCompensation: flag(element, 'isForCompensation') ?? false,
    dataLinks: readDataLinks(element, reading),
  })
  const task = taskTypes.find(type => type === tag)
  if (task) return { ...activity(), kind: 'task', type: task }
  if (tag === 'callActivity')
    return { ...activity(), kind: 'call', calledElement: reference(reading, element, 'calledElement') }
  const type = Object.hasOwn(subProcessTypes, tag) ? subProcessTypes[tag]! : null
  if (type !== null) {
    const isEvent = type === 'embedded' && flag(element, 'triggeredByEvent') === true
    return { ...activity(), kind: 'sub-process', type: isEvent ? 'event' : type, scope: scopeOf(element) }
  }
  const position = eventPositions.find(one => one === tag)
  if (position) return { ...node, ...readEvent(element, position, reading) }
  const gateway = gatewayTypes.find(one => `${one}Gateway` === tag)
  if (!gateway) return null
  return { ...node, kind: 'gateway', type: gateway, instantiate: flag(element, 'instantiate') ?? false }
}

type EventPart = Omit<BpmnEvent, 'id' | 'name' | 'documentation' | 'defaultFlow'>

const readEvent = (element: XmlElement, position: BpmnEvent['position'], reading: Reading): EventPart => ({
  kind: 'event',
  position,
  definitions: element.children.flatMap(child => (child.kind === 'element' ? readDefinition(child, reading) : [])),
  attachedTo: reference(reading, element, 'attachedToRef'),
  isInterrupting: flag(element, position === 'startEvent' ? 'isInterrupting' : 'cancelActivity') ?? true,
  dataLinks: readDataLinks(element, reading),
})

const REFERENCES = ['messageRef', 'signalRef', 'errorRef', 'escalationRef', 'activityRef'] as const

function readDefinition(element: XmlElement, reading: Reading): EventDefinition[] {
  const type = eventTypes.find(one => `${one}EventDefinition` === element.name)
  if (!type || element.namespace !== BPMN) return []
  const referred = REFERENCES.map(name => attributeOf(element, name)).find(value => value !== null)
  const written = expressionElements.find(name => parts(element, name).length > 0)
  return [
    {
      id: attributeOf(element, 'id'),
      type,
      reference: type === 'link' ? attributeOf(element, 'name') : referenceIn(reading, referred),
      expression: written ? { element: written, text: textIn(parts(element, written)[0]!) } : null,
    },
  ]
}

function readLoop(element: XmlElement): Loop | null {
  const [standard] = parts(element, 'standardLoopCharacteristics')
  if (standard) return { kind: 'standard', testBefore: flag(standard, 'testBefore') ?? false }
  const [multi] = parts(element, 'multiInstanceLoopCharacteristics')
  return multi ? { kind: 'multi-instance', isSequential: flag(multi, 'isSequential') ?? false } : null
}

/** Associations of data; one that names no data element (only an assignment) is not one of the diagram. */
function readDataLinks(element: XmlElement, reading: Reading): DataLink[] {
  const read = (type: DataLink['type'], end: string) =>
    parts(element, type).flatMap((link): DataLink[] => {
      const data = referenceIn(reading, texts(link, end)[0])
      return data === null ? [] : [{ id: idOf(link), type, data }]
    })
  return [...read('dataInputAssociation', 'sourceRef'), ...read('dataOutputAssociation', 'targetRef')]
}

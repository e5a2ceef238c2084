import { attributeOf, isElement, type XmlDocument, type XmlElement } from '../../../base/xml-tree.ts'
import type { BpmnModel, BpmnProcess, Collaboration, Declaration } from '../../../model/bpmn.ts'
import { collectIds, flag, idOf, nameOf, parts, type Reading, reference, texts } from './elements.ts'
import { BPMN } from './names.ts'
import { readDiagrams } from './read-diagrams.ts'
import { readArtifacts, readScope } from './read-scope.ts'

const DECLARED: readonly Declaration['type'][] = ['message', 'signal', 'error', 'escalation', 'dataStore']

/** Drawings of other kinds that BPMN 2.0 knows: they are kept, and told, because nothing here asks them anything. */
const OTHER_DRAWINGS: ReadonlySet<string> = new Set(['choreography', 'globalConversation'])

/** The model in a tree whose elements have ids (`identified`); `document` is what is kept of the file. */
export function modelOf(root: XmlElement, document: XmlDocument, problems: Reading['problems']): BpmnModel {
  const reading: Reading = { ids: collectIds(root), problems }
  for (const child of root.children.filter(isElement))
    if (child.namespace === BPMN && OTHER_DRAWINGS.has(child.name))
      problems?.add(
        'not-understood',
        'An element is kept in the file, but is no part of the model.',
        { line: child.line, value: `<${child.name}>` },
        'info',
      )
  return {
    id: idOf(root),
    name: nameOf(root),
    targetNamespace: attributeOf(root, 'targetNamespace') ?? '',
    processes: parts(root, 'process').map(process => readProcess(process, reading)),
    collaborations: parts(root, 'collaboration').map(one => readCollaboration(one, reading)),
    declarations: DECLARED.flatMap(type =>
      parts(root, type).map((one): Declaration => ({ id: idOf(one), name: nameOf(one), type })),
    ),
    diagrams: readDiagrams(root, reading),
    source: document,
  }
}

const readProcess = (element: XmlElement, reading: Reading): BpmnProcess => ({
  id: idOf(element),
  name: nameOf(element),
  isExecutable: flag(element, 'isExecutable') ?? false,
  documentation: texts(element, 'documentation'),
  ...readScope(element, reading),
})

const readCollaboration = (element: XmlElement, reading: Reading): Collaboration => ({
  id: idOf(element),
  participants: parts(element, 'participant').map(one => ({
    id: idOf(one),
    name: nameOf(one),
    process: reference(reading, one, 'processRef'),
  })),
  messageFlows: parts(element, 'messageFlow').flatMap(one => {
    const [from, to] = [reference(reading, one, 'sourceRef'), reference(reading, one, 'targetRef')]
    return from === null || to === null ? [] : [{ id: idOf(one), name: nameOf(one), from, to }]
  }),
  ...readArtifacts(element, reading),
})

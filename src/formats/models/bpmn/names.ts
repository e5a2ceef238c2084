export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
export const BPMNDI = 'http://www.omg.org/spec/BPMN/20100524/DI'
export const DC = 'http://www.omg.org/spec/DD/20100524/DC'
export const DI = 'http://www.omg.org/spec/DD/20100524/DI'
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance'

/** Prefixes of what is written anew. */
export const usualPrefixes: Readonly<Record<string, string>> = {
  [BPMN]: 'bpmn',
  [BPMNDI]: 'bpmndi',
  [DC]: 'dc',
  [DI]: 'di',
  [XSI]: 'xsi',
}

/** Elements that the model knows by their id. Event definitions are known by it too, but may go without. */
export const identifiedElements: ReadonlySet<string> = new Set([
  ...['definitions', 'process', 'collaboration', 'participant', 'messageFlow', 'message', 'signal', 'error'],
  ...['escalation', 'dataStore', 'laneSet', 'childLaneSet', 'lane', 'sequenceFlow', 'association', 'textAnnotation'],
  ...[
    'group',
    'dataObject',
    'dataObjectReference',
    'dataStoreReference',
    'dataInputAssociation',
    'dataInput',
    'dataOutput',
  ],
  ...['dataOutputAssociation', 'task', 'userTask', 'manualTask', 'serviceTask', 'scriptTask', 'businessRuleTask'],
  ...['sendTask', 'receiveTask', 'callActivity', 'subProcess', 'transaction', 'adHocSubProcess', 'startEvent'],
  ...['intermediateCatchEvent', 'intermediateThrowEvent', 'boundaryEvent', 'endEvent', 'exclusiveGateway'],
  ...['parallelGateway', 'inclusiveGateway', 'eventBasedGateway', 'complexGateway', 'BPMNDiagram', 'BPMNShape'],
  'BPMNEdge',
])

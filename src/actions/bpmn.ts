import type { Procedure, ProcedureStep } from '../tasks/procedure/procedure.ts'
import { baseText, evidenceText } from './evidence.ts'
import type { Output, OutputKind } from './output.ts'
import { conditionText, valueText } from './value-text.ts'
import { element, textElement } from './xml.ts'

/**
 * BPMN 2.0 with the steps as tasks (a script task where a rule decides, a user task where a person does), a lane per
 * application, a pair of exclusive gateways around what is not always done, and its own diagram.
 */
export const bpmn: OutputKind = { id: 'bpmn', title: 'BPMN 2.0', state: 'document', make }

interface FlowNode {
  readonly id: string
  readonly tag: 'startEvent' | 'endEvent' | 'scriptTask' | 'userTask' | 'exclusiveGateway'
  readonly name: string
  readonly lane: number
  readonly column: number
  readonly documentation: readonly string[]
}
interface Flow {
  readonly id: string
  readonly from: FlowNode
  readonly to: FlowNode
  readonly name?: string
}

const LANE = 140
const COLUMN = 160
const LEFT = 190
const SIZES = {
  startEvent: [36, 36],
  endEvent: [36, 36],
  scriptTask: [120, 80],
  userTask: [120, 80],
  exclusiveGateway: [50, 50],
} as const

function make(procedure: Procedure): Output {
  const applications = procedure.applications.length > 0 ? procedure.applications : ['Work']
  const { nodes, flows } = graphOf(procedure, applications)
  const lanes = applications.map((name, lane) =>
    element(
      'bpmn:lane',
      { id: `lane_${lane}`, name },
      nodes.filter(node => node.lane === lane).map(({ id }) => textElement('bpmn:flowNodeRef', id)),
    ),
  )
  const root = element(
    'bpmn:definitions',
    {
      'xmlns:bpmn': 'http://www.omg.org/spec/BPMN/20100524/MODEL',
      'xmlns:bpmndi': 'http://www.omg.org/spec/BPMN/20100524/DI',
      'xmlns:dc': 'http://www.omg.org/spec/DD/20100524/DC',
      'xmlns:di': 'http://www.omg.org/spec/DD/20100524/DI',
      id: 'definitions',
      targetNamespace: 'https://parfocal.example/bpmn',
    },
    [
      element('bpmn:collaboration', { id: 'collaboration' }, [
        element('bpmn:participant', { id: 'pool', name: procedure.name, processRef: 'process' }),
      ]),
      element('bpmn:process', { id: 'process', name: procedure.name, isExecutable: false }, [
        textElement('bpmn:documentation', `Recorded in ${baseText(procedure)}. ${evidenceText(procedure)}`),
        element('bpmn:laneSet', { id: 'lanes' }, lanes),
        ...nodes.map(node => nodeXml(node, flows)),
        ...flows.map(({ id, from, to, name }) =>
          element('bpmn:sequenceFlow', { id, name, sourceRef: from.id, targetRef: to.id }),
        ),
      ]),
      diagram(nodes, flows, applications.length),
    ],
  )
  return {
    files: [{ path: `${procedure.id}.bpmn`, content: `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n` }],
    toDo: procedure.exceptions.map(
      ({ label, share }) => `Not in the diagram, seen in ${Math.round(share * 100)} % of instances: ${label}.`,
    ),
  }
}

function graphOf(procedure: Procedure, applications: readonly string[]) {
  const nodes: FlowNode[] = []
  const flows: Flow[] = []
  let column = 0
  let lane = Math.max(0, applications.indexOf(procedure.steps[0]?.element?.application ?? ''))
  const add = (id: string, tag: FlowNode['tag'], name: string, documentation: readonly string[] = []) => {
    const node = { id, tag, name, lane, column: column++, documentation }
    nodes.push(node)
    return node
  }
  const connect = (from: FlowNode, to: FlowNode, name?: string) => {
    flows.push({ id: `flow_${flows.length + 1}`, from, to, ...(name === undefined ? {} : { name }) })
  }
  let last = add('start', 'startEvent', 'A row is to be done')
  for (const step of procedure.steps) {
    lane = Math.max(0, applications.indexOf(step.element?.application ?? applications[lane] ?? ''))
    const optional = step.share < 0.95
    const task = () => add(`task_${step.id}`, step.kind === 'rule' ? 'scriptTask' : 'userTask', step.label, notes(step))
    if (!optional) {
      const node = task()
      connect(last, node)
      last = node
      continue
    }
    const split = add(`split_${step.id}`, 'exclusiveGateway', `${step.label}?`)
    const node = task()
    const join = add(`join_${step.id}`, 'exclusiveGateway', '')
    connect(last, split)
    connect(split, node, flowText(step))
    connect(split, join, `else (${Math.round((1 - step.share) * 100)} %)`)
    connect(node, join)
    last = join
  }
  connect(last, add('end', 'endEvent', 'Done'))
  return { nodes, flows }
}

function flowText({ condition, share }: ProcedureStep): string {
  const percent = `${Math.round(share * 100)} %`
  return condition ? `${conditionText(condition)} (${percent})` : percent
}

const notes = (step: ProcedureStep) => [
  ...(step.value ? [`Value: ${valueText(step.value)}`] : []),
  ...(step.reads === null ? [] : [`Reads: ${step.reads}`]),
  ...(step.irreversible ? ['Cannot be taken back.'] : []),
  step.because,
]

function nodeXml(node: FlowNode, flows: readonly Flow[]): string {
  const incoming = flows.filter(({ to }) => to === node).map(({ id }) => textElement('bpmn:incoming', id))
  const outgoing = flows.filter(({ from }) => from === node).map(({ id }) => textElement('bpmn:outgoing', id))
  const documentation =
    node.documentation.length > 0 ? [textElement('bpmn:documentation', node.documentation.join('\n'))] : []
  return element(`bpmn:${node.tag}`, { id: node.id, name: node.name || undefined }, [
    ...documentation,
    ...incoming,
    ...outgoing,
  ])
}

function diagram(nodes: readonly FlowNode[], flows: readonly Flow[], lanes: number): string {
  const width = nodes.length * COLUMN + 60
  const bounds = (x: number, y: number, w: number, h: number) => element('dc:Bounds', { x, y, width: w, height: h })
  const shapes = [
    element('bpmndi:BPMNShape', { id: 'pool_di', bpmnElement: 'pool', isHorizontal: true }, [
      bounds(LEFT - 60, 60, width + 60, lanes * LANE),
    ]),
    ...Array.from({ length: lanes }, (_, lane) =>
      element('bpmndi:BPMNShape', { id: `lane_${lane}_di`, bpmnElement: `lane_${lane}`, isHorizontal: true }, [
        bounds(LEFT - 30, 60 + lane * LANE, width + 30, LANE),
      ]),
    ),
    ...nodes.map(node => {
      const { x, y, w, h } = boxOf(node)
      return element('bpmndi:BPMNShape', { id: `${node.id}_di`, bpmnElement: node.id }, [bounds(x, y, w, h)])
    }),
    ...flows.map(flow =>
      element(
        'bpmndi:BPMNEdge',
        { id: `${flow.id}_di`, bpmnElement: flow.id },
        waypoints(flow).map(([x, y]) => element('di:waypoint', { x, y })),
      ),
    ),
  ]
  return element('bpmndi:BPMNDiagram', { id: 'diagram' }, [
    element('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: 'collaboration' }, shapes),
  ])
}

function boxOf(node: FlowNode) {
  const [w, h] = SIZES[node.tag]
  const middle = { x: LEFT + 40 + node.column * COLUMN, y: 60 + node.lane * LANE + LANE / 2 }
  return { x: middle.x - w / 2 + 20, y: middle.y - h / 2, w, h }
}

/** Straight within a lane, by one bend between lanes; a way around a task runs above it. */
function waypoints({ from, to }: Flow): readonly (readonly [number, number])[] {
  const [a, b] = [boxOf(from), boxOf(to)]
  const start = [a.x + a.w, a.y + a.h / 2] as const
  const end = [b.x, b.y + b.h / 2] as const
  if (to.column - from.column > 1) {
    const above = Math.min(a.y, b.y) - 25
    return [
      [a.x + a.w / 2, a.y],
      [a.x + a.w / 2, above],
      [b.x + b.w / 2, above],
      [b.x + b.w / 2, b.y],
    ]
  }
  if (start[1] === end[1]) return [start, end]
  const middle = (start[0] + end[0]) / 2
  return [start, [middle, start[1]], [middle, end[1]], end]
}

import { writeBpmn } from '../formats/models/bpmn/index.ts'
import { layoutBpmn } from '../model/bpmn/layout/layout-bpmn.ts'
import {
  type BpmnModel,
  event,
  type FlowNode,
  gateway,
  processModel,
  type SequenceFlow,
  sequenceFlow,
  task,
} from '../model/bpmn.ts'
import type { Procedure, ProcedureStep } from '../tasks/procedure/procedure.ts'
import { baseText, evidenceText } from './evidence.ts'
import type { Output, OutputKind } from './output.ts'
import { conditionText, valueText } from './value-text.ts'

/**
 * BPMN 2.0 with the steps as tasks (a script task where a rule decides, a user task where a person does), a lane per
 * application, a pair of exclusive gateways around what is not always done, and its own diagram.
 */
export const bpmn: OutputKind = { id: 'bpmn', title: 'BPMN 2.0', state: 'document', make }

function make(procedure: Procedure): Output {
  return {
    files: [{ path: `${procedure.id}.bpmn`, content: writeBpmn(layoutBpmn(modelOf(procedure))) }],
    toDo: procedure.exceptions.map(
      ({ label, share }) => `Not in the diagram, seen in ${Math.round(share * 100)} % of instances: ${label}.`,
    ),
  }
}

function modelOf(procedure: Procedure): BpmnModel {
  const { name } = procedure
  const applications = procedure.applications.length > 0 ? procedure.applications : ['Work']
  const { nodes, flows, laneOf } = graphOf(procedure, applications)
  const lanes = applications.map((application, lane) => ({
    id: `lane_${lane}`,
    name: application,
    nodes: nodes.filter(({ id }) => laneOf.get(id) === lane).map(({ id }) => id),
    children: null,
  }))
  const documentation = [`Recorded in ${baseText(procedure)}. ${evidenceText(procedure)}`]
  const model = processModel(name, { nodes, flows, laneSets: [{ id: 'lanes', lanes }] }, { documentation })
  const pool = { id: 'pool', name, process: model.processes[0]!.id }
  return {
    ...model,
    collaborations: [{ id: 'collaboration', participants: [pool], messageFlows: [], artifacts: [], associations: [] }],
  }
}

function graphOf(procedure: Procedure, applications: readonly string[]) {
  const nodes: FlowNode[] = []
  const flows: SequenceFlow[] = []
  const laneOf = new Map<string, number>()
  let lane = Math.max(0, applications.indexOf(procedure.steps[0]?.element?.application ?? ''))
  const add = (node: FlowNode) => {
    nodes.push(node)
    laneOf.set(node.id, lane)
    return node.id
  }
  const connect = (from: string, to: string, name = '') => {
    flows.push(sequenceFlow(`flow_${flows.length + 1}`, from, to, { name }))
    return to
  }
  let last = add(event('start', 'startEvent', { name: 'A row is to be done' }))
  for (const step of procedure.steps) {
    lane = Math.max(0, applications.indexOf(step.element?.application ?? applications[lane] ?? ''))
    const type = step.kind === 'rule' ? 'scriptTask' : 'userTask'
    const own = task(`task_${step.id}`, step.label, { type, documentation: [notes(step).join('\n')] })
    if (step.share >= 0.95) {
      last = connect(last, add(own))
      continue
    }
    const split = connect(last, add(gateway(`split_${step.id}`, 'exclusive', { name: `${step.label}?` })))
    connect(split, add(own), flowText(step))
    const join = add(gateway(`join_${step.id}`, 'exclusive'))
    connect(split, join, `else (${Math.round((1 - step.share) * 100)} %)`)
    last = connect(own.id, join)
  }
  connect(last, add(event('end', 'endEvent', { name: 'Done' })))
  return { nodes, flows, laneOf }
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

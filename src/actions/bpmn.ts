import { writeBpmn } from '../formats/models/bpmn/index.ts'
import { layoutBpmn } from '../model/bpmn/layout/layout-bpmn.ts'
import { bpmnOfTree } from '../model/bpmn/of-tree.ts'
import { type BpmnModel, type FlowNode, processModel, type SequenceFlow, task } from '../model/bpmn.ts'
import type { Procedure, ProcedureStep } from '../tasks/procedure/procedure.ts'
import { baseText, evidenceText } from './evidence.ts'
import type { Output, OutputKind } from './output.ts'
import { ALWAYS, type RoutineModel, routineModel, stepOfName } from './routine-model.ts'
import { conditionText, valueText } from './value-text.ts'

/**
 * BPMN 2.0 of the model that the inductive miner finds in the runs: the steps as tasks (a script task where a rule decides,
 * a user task where a person does), a lane per application, gateways where ways part, and its own diagram.
 */
export const bpmn: OutputKind = { id: 'bpmn', title: 'BPMN 2.0', state: 'document', make }

function make(procedure: Procedure): Output {
  const model = routineModel(procedure)
  const outside = Math.round(model.outside * 100)
  return {
    files: [{ path: `${procedure.id}.bpmn`, content: writeBpmn(layoutBpmn(modelOf(procedure, model))) }],
    toDo: [
      ...(outside > 0 ? [`In ${outside} % of runs the steps come in another way than in the diagram.`] : []),
      ...procedure.exceptions.map(
        ({ label, share }) => `Not in the diagram, seen in ${Math.round(share * 100)} % of runs: ${label}.`,
      ),
    ],
  }
}

function modelOf(procedure: Procedure, { tree, noise }: RoutineModel): BpmnModel {
  const { name, steps } = procedure
  const applications = procedure.applications.length > 0 ? procedure.applications : ['Work']
  const scope = bpmnOfTree(tree).processes[0]!
  const stepOf = new Map<string, ProcedureStep>()
  for (const node of scope.nodes) if (node.kind === 'task') stepOf.set(node.id, steps[stepOfName(node.name)]!)
  const laneOf = lanesOf(scope, stepOf, applications)
  const next = new Map<string, string[]>()
  for (const { from, to } of scope.flows) next.set(from, [...(next.get(from) ?? []), to])
  const idOf = (id: string) => (stepOf.has(id) ? `task_${stepOf.get(id)!.id}` : id)
  const nodes = scope.nodes.map((node): FlowNode => {
    const step = stepOf.get(node.id)
    if (step) return taskOf(step)
    if (node.kind === 'event') return { ...node, name: node.position === 'startEvent' ? 'A row is to be done' : 'Done' }
    return { ...node, name: questionOf(node.id, scope.flows, stepOf) }
  })
  const flows = scope.flows.map(flow => ({
    ...flow,
    from: idOf(flow.from),
    to: idOf(flow.to),
    name: flowText(flow, scope, stepOf, next),
  }))
  const lanes = applications.map((application, lane) => ({
    id: `lane_${lane}`,
    name: application,
    nodes: scope.nodes.filter(({ id }) => laneOf.get(id) === lane).map(({ id }) => idOf(id)),
    children: null,
  }))
  const found =
    noise === null
      ? 'The steps in their usual order.'
      : `Found by the inductive miner in the runs, with a noise threshold of ${Math.round(noise * 100)} %.`
  const documentation = [`Recorded in ${baseText(procedure)}. ${found} ${evidenceText(procedure)}`]
  const model = processModel(name, { nodes, flows, laneSets: [{ id: 'lanes', lanes }] }, { documentation })
  const pool = { id: 'pool', name, process: model.processes[0]!.id }
  return {
    ...model,
    collaborations: [{ id: 'collaboration', participants: [pool], messageFlows: [], artifacts: [], associations: [] }],
  }
}

type Scope = BpmnModel['processes'][number]
type Steps = ReadonlyMap<string, ProcedureStep>
type Following = ReadonlyMap<string, readonly string[]>

/** The lane of each node: of its application, else that of a node before it, else that of the first step. */
function lanesOf({ nodes, flows }: Scope, stepOf: Steps, applications: readonly string[]): Map<string, number> {
  const own = (id: string) => applications.indexOf(stepOf.get(id)?.element?.application ?? '')
  const first = Math.max(0, ...nodes.slice(0, 2).map(({ id }) => own(id)))
  const laneOf = new Map<string, number>()
  for (const { id } of nodes) {
    const before = flows.find(({ from, to }) => to === id && laneOf.has(from))
    laneOf.set(id, own(id) >= 0 ? own(id) : before ? laneOf.get(before.from)! : first)
  }
  return laneOf
}

const taskOf = (step: ProcedureStep): FlowNode => {
  const type = step.kind === 'rule' ? 'scriptTask' : 'userTask'
  return task(`task_${step.id}`, step.label, { type, documentation: [notes(step).join('\n')] })
}

/** `label?` of a gateway at which one step is done or left out. */
function questionOf(gateway: string, flows: readonly SequenceFlow[], stepOf: Steps): string {
  const targets = flows.filter(({ from }) => from === gateway).map(({ to }) => stepOf.get(to))
  const steps = targets.filter(step => step !== undefined)
  return targets.length === 2 && steps.length === 1 && steps[0]!.share < ALWAYS ? `${steps[0]!.label}?` : ''
}

/** When a way is taken that leads from a choice to a step, and how often; of the way past it, how often. */
function flowText(flow: SequenceFlow, { nodes, flows }: Scope, stepOf: Steps, next: Following): string {
  const gateway = nodes.find(({ id }) => id === flow.from)
  if (gateway?.kind !== 'gateway' || gateway.type !== 'exclusive') return ''
  const ways = flows.filter(({ from }) => from === flow.from)
  if (ways.length < 2) return ''
  if (leads(flow.to, flow.from, next)) return 'again'
  if (ways.some(({ to }) => leads(to, flow.from, next))) return ''
  const step = stepOf.get(flow.to)
  if (step) {
    const percent = `${Math.round(step.share * 100)} %`
    return step.condition ? `${conditionText(step.condition)} (${percent})` : percent
  }
  const others = ways.filter(way => way !== flow).map(({ to }) => stepOf.get(to))
  if (others.some(other => other === undefined)) return ''
  const rest = 1 - others.reduce((sum, other) => sum + other!.share, 0)
  return rest > 0 ? `else (${Math.round(rest * 100)} %)` : 'else'
}

/** Whether flows lead from one node to another. */
function leads(from: string, to: string, next: Following): boolean {
  const met = new Set([from])
  for (const id of met) {
    if (id === to) return true
    for (const following of next.get(id) ?? []) met.add(following)
  }
  return false
}

const notes = (step: ProcedureStep) => [
  ...(step.value ? [`Value: ${valueText(step.value)}`] : []),
  ...(step.reads === null ? [] : [`Reads: ${step.reads}`]),
  ...(step.irreversible ? ['Cannot be taken back.'] : []),
  step.because,
]

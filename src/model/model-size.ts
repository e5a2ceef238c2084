import { type FlowNode, scopesIn } from './bpmn.ts'
import type { Model } from './model.ts'
import type { PetriNet } from './petri-net.ts'
import { treeActivities } from './process-tree.ts'

const ACTIVITIES: ReadonlySet<FlowNode['kind']> = new Set(['task', 'call', 'sub-process'])

export interface NetSize {
  readonly places: number
  readonly transitions: number
  readonly silent: number
  readonly arcs: number
}

export const netSize = ({ places, transitions }: PetriNet): NetSize => ({
  places: places.length,
  transitions: transitions.length,
  silent: transitions.filter(({ label }) => label === null).length,
  arcs: transitions.reduce((sum, { inputs, outputs }) => sum + inputs.length + outputs.length, 0),
})

/** Numbers of a model's parts, for programs and for people alike. */
export function sizeOf(model: Model): Record<string, number> {
  switch (model.kind) {
    case 'net':
      return { ...netSize(model.net) }
    case 'tree':
      return { activities: treeActivities(model.tree).length }
    case 'bpmn': {
      const scopes = model.bpmn.processes.flatMap(process => [...scopesIn(process)])
      const nodes = scopes.flatMap(scope => scope.nodes)
      return {
        activities: nodes.filter(({ kind }) => ACTIVITIES.has(kind)).length,
        events: nodes.filter(({ kind }) => kind === 'event').length,
        gateways: nodes.filter(({ kind }) => kind === 'gateway').length,
        flows: scopes.reduce((sum, { flows }) => sum + flows.length, 0),
      }
    }
    case 'declare':
      return { activities: model.declare.activities.length, constraints: model.declare.constraints.length }
    case 'system':
      return { states: model.system.states.length, steps: model.system.steps.length }
    case 'dfg':
      return {
        activities: model.dfg.activities.length,
        arcs: model.dfg.frequency.reduce((sum, frequency) => sum + (frequency > 0 ? 1 : 0), 0),
      }
  }
}

export const sizeText = (model: Model): string =>
  Object.entries(sizeOf(model))
    .map(([name, value]) => `${value} ${name}`)
    .join(', ')

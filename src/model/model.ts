import type { BpmnModel } from './bpmn.ts'
import type { DeclareModel } from './declare.ts'
import type { DirectlyFollowsGraph } from './directly-follows-graph.ts'
import type { PetriNet } from './petri-net.ts'
import type { ProcessTree } from './process-tree.ts'
import type { TransitionSystem } from './transition-system.ts'

/** A model of any kind, as files hold them. A new noun is a line here. */
export type Model =
  | { readonly kind: 'net'; readonly net: PetriNet }
  | { readonly kind: 'tree'; readonly tree: ProcessTree }
  | { readonly kind: 'bpmn'; readonly bpmn: BpmnModel }
  | { readonly kind: 'declare'; readonly declare: DeclareModel }
  | { readonly kind: 'dfg'; readonly dfg: DirectlyFollowsGraph }
  | { readonly kind: 'system'; readonly system: TransitionSystem }

export type ModelKind = Model['kind']

/** For people. */
export const modelKindNames: Readonly<Record<ModelKind, string>> = {
  net: 'Petri net',
  tree: 'process tree',
  bpmn: 'BPMN model',
  declare: 'Declare model',
  dfg: 'directly-follows graph',
  system: 'transition system',
}

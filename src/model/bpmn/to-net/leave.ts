import type { FlowNode, SequenceFlow } from '../../bpmn.ts'
import type { ScopeTranslation } from './scope.ts'
import { called, Refusal } from './scope-graph.ts'

/** Branches of a split that may be taken in any combination. */
const MOST_BRANCHES = 8

/** A step from `inputs` to all that follows the node: every flow, or any of those with conditions, or the end. */
export function leave(
  node: FlowNode,
  element: string | null,
  label: string | null,
  inputs: readonly number[],
  scope: ScopeTranslation,
): void {
  const flows = scope.graph.out(node.id)
  const isChoice = flows.length > 1 && flows.some(({ condition, id }) => condition !== null || id === node.defaultFlow)
  if (node.kind !== 'gateway' && isChoice) {
    const done = scope.context.draft.place(`behind ${node.name || node.id}`)
    scope.step(element, label, inputs, [done])
    chooseSome(node, [done], scope)
  } else scope.step(element, label, inputs, scope.places.behind(node))
}

/** A step for each combination of flows that may be taken, not none; flows not taken tell the join that ends them. */
export function chooseSome(node: FlowNode, inputs: readonly number[], scope: ScopeTranslation): void {
  const { graph, blocks, places } = scope
  const flows = graph.out(node.id)
  if (flows.length > MOST_BRANCHES)
    throw new Refusal(
      `${called(node)} has ${flows.length} branches of which any may be taken; more than ${MOST_BRANCHES} make the net too large.`,
    )
  const block = blocks.find(({ split }) => split === node)
  const joined = new Map(block ? graph.in(block.join.id).map(flow => [flow.id, flow]) : [])
  const choices = flows.filter(({ id }) => id !== node.defaultFlow)
  const isChosen = (set: number, flow: SequenceFlow) =>
    flow.id === node.defaultFlow ? set === 0 : (set >> choices.indexOf(flow)) % 2 === 1
  for (let set = choices.length < flows.length ? 0 : 1; set < 1 << choices.length; set++) {
    const outputs = flows.flatMap(flow => {
      if (isChosen(set, flow)) return [places.on(flow)]
      const told = block && joined.get(block.branches.get(flow.id)!)
      return told ? [places.on(told)] : []
    })
    scope.step(null, null, inputs, outputs)
  }
}

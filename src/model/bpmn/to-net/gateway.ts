import type { Gateway } from '../../bpmn.ts'
import { chooseSome, leave } from './leave.ts'
import type { ScopeTranslation } from './scope.ts'
import { called, Refusal } from './scope-graph.ts'

/** A gateway as silent steps; where its places are those of its neighbours there is none. */
export function translateGateway(node: Gateway, scope: ScopeTranslation): void {
  const { graph, places } = scope
  const flows = graph.out(node.id)
  const isBranching = flows.length > 1
  if (node.type === 'complex' && (isBranching || graph.in(node.id).length > 1))
    throw new Refusal(`The complex gateway ${called(node)} has a rule of its own, which is not translated.`)
  if (node.type === 'eventBased') {
    for (const { to } of flows)
      if (graph.in(to).length > 1 || places.before(to) !== places.before(node.id))
        throw new Refusal(`${called(graph.nodes.get(to)!)} follows an event-based gateway and something else too.`)
    return
  }
  if (node.type === 'exclusive') {
    const place = places.before(node.id)
    for (const target of new Set(places.behind(node))) if (target !== place) scope.step(null, null, [place], [target])
    return
  }
  const inputs = places.into(node.id)
  if (node.type === 'inclusive' && isBranching) chooseSome(node, inputs, scope)
  else leave(node, null, null, inputs, scope)
}

import type { BpmnEvent } from '../../bpmn.ts'
import { leave } from './leave.ts'
import type { ScopeTranslation } from './scope.ts'
import { hasDefinition, isBoundary } from './scope-graph.ts'

/** An event in the flow. What it throws out of the scope, and what ends the scope whole, is kept for later. */
export function translateEvent(node: BpmnEvent, scope: ScopeTranslation): void {
  const { places } = scope
  // boundary events leave with their activity
  const isOnBorder: boolean = isBoundary(node)
  if (isOnBorder || places.isPlainEnd(node)) return
  if (places.isSilentStart(node) && scope.graph.out(node.id).every(flow => places.on(flow) === places.start)) return
  const place = places.before(node.id)
  if (node.position === 'endEvent' && hasDefinition(node, 'error', 'cancel') && !scope.isOutermost)
    scope.throws.push({ event: node, place: labelled(node, place, scope) })
  else if (node.position === 'endEvent' && hasDefinition(node, 'terminate', 'error', 'cancel'))
    scope.aborts.push({ event: node, place })
  else leave(node, node.id, scope.labelOf(node), [place], scope)
}

/** The place behind the event where it has a label; its own where it has none. */
function labelled(node: BpmnEvent, place: number, scope: ScopeTranslation): number {
  const label = scope.labelOf(node)
  if (label === null) return place
  const behind = scope.context.draft.place(`behind ${label}`)
  scope.step(node.id, label, [place], [behind])
  return behind
}

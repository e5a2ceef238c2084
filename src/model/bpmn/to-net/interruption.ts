import type { BpmnEvent, SubProcess } from '../../bpmn.ts'
import { listed, someCoverAnother, type Tokens } from './draft.ts'
import { isSequential, MOST_MARKINGS, type ScopeTranslation, translateScope } from './scope.ts'
import { called, Refusal } from './scope-graph.ts'

/** What ends the whole scope: from each marking in which it may happen. */
export function translateAborts(scope: ScopeTranslation): void {
  const { aborts, places } = scope
  if (aborts.length === 0) return
  if (scope.transitions().every(isSequential)) {
    for (const { event, place } of aborts) scope.step(event.id, scope.labelOf(event), [place], [places.end])
    return
  }
  const markings = scope.markings(MOST_MARKINGS)
  for (const { event, place } of aborts) {
    if (markings === null)
      throw new Refusal(`${called(event)} ends whatever still runs, and that is more than ${MOST_MARKINGS} states.`)
    noteUnsound(event, markings, scope)
    for (const marking of markings)
      if (marking.has(place)) scope.step(event.id, scope.labelOf(event), listed(marking), [places.end])
  }
}

/** What is taken away whole may leave tokens behind where a marking is part of another. */
export function noteUnsound(
  element: { readonly id: string; readonly name: string },
  markings: readonly Tokens[],
  scope: ScopeTranslation,
): void {
  if (someCoverAnother(markings))
    scope.context.note(
      element.id,
      `What ${called(element)} ends is not sound (tokens may be left over), so that the net may allow more than the model.`,
    )
}

/** An event sub-process that interrupts: from each marking of the scope, its end aside, into it. */
export function translateEventSubProcess(element: SubProcess, scope: ScopeTranslation): void {
  const { id, name } = element
  const { end } = scope.places
  const starts = element.scope.nodes.filter(
    node => node.kind === 'event' && node.position === 'startEvent',
  ) as BpmnEvent[]
  if (starts.some(node => !node.isInterrupting))
    throw new Refusal(
      `The event sub-process ${called(element)} runs beside its process any number of times, which no bounded net says.`,
    )
  const markings = scope.markings(MOST_MARKINGS)
  if (markings === null)
    throw new Refusal(`The event sub-process ${called(element)} may interrupt more than ${MOST_MARKINGS} states.`)
  const inner = translateScope(element.scope, scope.context, name || id, scope.isOutermost)
  const running = markings.filter(marking => [...marking.keys()].some(place => place !== end))
  noteUnsound(element, running, scope)
  for (const marking of running) scope.step(null, null, listed(marking), [inner.start])
  for (const tokens of inner.endTokens) scope.step(null, null, new Array<number>(tokens).fill(inner.end), [end])
  for (const { event } of inner.throws)
    throw new Refusal(`${called(event)} leaves an event sub-process, which is not translated.`)
}

import { type Activity, type BpmnEvent, isActivity, type SubProcess } from '../../bpmn.ts'
import { listed } from './draft.ts'
import { noteUnsound } from './interruption.ts'
import { leave } from './leave.ts'
import { type ScopeNet, type ScopeTranslation, translateScope } from './scope.ts'
import { called, hasDefinition, Refusal } from './scope-graph.ts'

/** Events that may happen beside an activity: each combination is a state of its own. */
const MOST_BESIDE = 3

/**
 * An activity with its markers and the events on its border. It is one step, or what is in it; a loop and several
 * instances are the activity once or more often (loops that test first: or never); an event that interrupts is a choice.
 */
export function translateActivity(node: Activity, scope: ScopeTranslation): void {
  const events = scope.graph.attached.get(node.id) ?? []
  const beside = events.filter(({ isInterrupting }) => !isInterrupting)
  const interrupting = events.filter(({ isInterrupting }) => isInterrupting)
  if (beside.length > MOST_BESIDE)
    throw new Refusal(
      `${called(node)} has ${beside.length} events that do not interrupt it; more than ${MOST_BESIDE} make the net too large.`,
    )
  for (const event of beside)
    scope.context.note(
      event.id,
      `${called(event)} may happen any number of times; here it is at most once for each run of ${called(node)}.`,
    )
  if (node.name === '' && !hasContent(node))
    scope.context.note(node.id, `The activity ${node.id} has no name: it is silent.`)
  const { loop } = node
  const { draft } = scope.context
  let entry = scope.places.before(node.id)
  let done: number | null = null
  if (loop !== null) {
    const first = entry
    entry = draft.place(`before ${node.name || node.id}, again`)
    done = draft.place(`behind ${node.name || node.id}`)
    scope.step(null, null, [first], [entry])
    if (loop.kind === 'standard' && loop.testBefore) leave(node, null, null, [entry], scope)
  }
  if (!hasContent(node)) translateStep(node, { entry, done, beside, interrupting }, scope)
  else if (node.type === 'ad-hoc') translateAdHoc(node, { entry, done, beside, interrupting }, scope)
  else translateSubProcess(node, { entry, done, beside, interrupting }, scope)
  if (done !== null) {
    scope.step(null, null, [done], [entry])
    leave(node, null, null, [done], scope)
  }
}

/** `done`: where a run of a loop ends; null: what follows the activity follows it. */
interface Around {
  readonly entry: number
  readonly done: number | null
  readonly beside: readonly BpmnEvent[]
  readonly interrupting: readonly BpmnEvent[]
}

const hasContent = (node: Activity): node is SubProcess => node.kind === 'sub-process' && node.scope.nodes.length > 0

function finish(
  node: Activity,
  scope: ScopeTranslation,
  isStep: boolean,
  inputs: readonly number[],
  done: number | null,
) {
  const [element, label] = isStep ? [node.id, scope.labelOf(node)] : [null, null]
  if (done === null) leave(node, element, label, inputs, scope)
  else scope.step(element, label, inputs, [done])
}

function translateStep(node: Activity, { entry, done, beside, interrupting }: Around, scope: ScopeTranslation): void {
  const from = (place: number, left: readonly BpmnEvent[]) => {
    finish(node, scope, true, [place], done)
    for (const event of interrupting) leave(event, event.id, scope.labelOf(event), [place], scope)
    for (const event of left) {
      const after = scope.context.draft.place(`in ${node.name || node.id} behind ${event.name || event.id}`)
      scope.step(event.id, scope.labelOf(event), [place], [after, ...scope.places.behind(event)])
      from(
        after,
        left.filter(other => other !== event),
      )
    }
  }
  from(entry, beside)
}

function translateAdHoc(
  node: SubProcess,
  { entry, done, beside, interrupting }: Around,
  scope: ScopeTranslation,
): void {
  const parts = node.scope.nodes
  if (node.scope.flows.length > 0 || beside.length > 0 || !parts.every(part => isActivity(part) && !hasContent(part)))
    throw new Refusal(
      `The ad-hoc sub-process ${called(node)} holds more than single activities, which is not translated.`,
    )
  scope.context.note(
    node.id,
    `In the ad-hoc sub-process ${called(node)} each activity may happen any number of times in any order, one at a time.`,
  )
  const within = scope.context.draft.place(`in ${node.name || node.id}`)
  scope.step(null, null, [entry], [within])
  for (const part of parts) scope.step(part.id, scope.labelOf(part), [within], [within])
  for (const event of interrupting) leave(event, event.id, scope.labelOf(event), [within], scope)
  finish(node, scope, false, [within], done)
}

function translateSubProcess(node: SubProcess, around: Around, scope: ScopeTranslation): void {
  const { entry, done, beside, interrupting } = around
  const { loop } = node
  const { draft } = scope.context
  if (loop?.kind === 'multi-instance' && !loop.isSequential)
    throw new Refusal(
      `Any number of instances of the sub-process ${called(node)} run at once, which no bounded net says.`,
    )
  const inner = translateScope(node.scope, scope.context, node.name || node.id, false)
  const [tokens, ...others] = inner.endTokens
  if (others.length > 0)
    throw new Refusal(
      `The sub-process ${called(node)} may end by different numbers of its end events: when it is over cannot be said in a net.`,
    )
  const armed = beside.map(
    event => [draft.place(`${event.id} may happen`), draft.place(`${event.id} happened`)] as const,
  )
  const combinations = armed.reduce<number[][]>(
    (all, pair) => all.flatMap(one => pair.map(place => [...one, place])),
    [[]],
  )
  scope.step(null, null, [entry], [inner.start, ...armed.map(([may]) => may)])
  beside.forEach((event, i) => {
    const [may, happened] = armed[i]!
    scope.step(event.id, scope.labelOf(event), [may], [happened, ...scope.places.behind(event)])
  })
  const over = new Array<number>(tokens!).fill(inner.end)
  for (const states of combinations) finish(node, scope, false, [...over, ...states], done)
  translateInterruptions(node, interrupting, inner, combinations, scope)
}

/** From each marking in which an event may interrupt the sub-process, a step that takes it away whole. */
function translateInterruptions(
  node: SubProcess,
  events: readonly BpmnEvent[],
  inner: ScopeNet,
  combinations: readonly number[][],
  scope: ScopeTranslation,
): void {
  for (const thrown of inner.throws)
    if (!events.some(event => catches(event, thrown.event)))
      throw new Refusal(`${called(thrown.event)} leaves the sub-process ${called(node)}, on which nothing catches it.`)
  if (events.length === 0) return
  const markings = inner.running()
  if (markings === null)
    throw new Refusal(`The sub-process ${called(node)} can be interrupted in too many states to say so in a net.`)
  noteUnsound(node, markings, scope)
  for (const event of events) {
    const caught = inner.throws.filter(thrown => catches(event, thrown.event)).map(({ place }) => place)
    const isThrown = hasDefinition(event, 'error', 'cancel') && caught.length > 0
    for (const marking of markings) {
      const isWaiting = inner.throws.some(({ place }) => marking.has(place))
      if (isThrown ? !caught.some(place => marking.has(place)) : isWaiting) continue
      for (const states of combinations)
        leave(event, event.id, scope.labelOf(event), [...listed(marking), ...states], scope)
    }
  }
}

/** Without a reference on either side every error is meant. */
function catches(boundary: BpmnEvent, thrown: BpmnEvent): boolean {
  return thrown.definitions.some(({ type, reference }) =>
    boundary.definitions.some(
      caught =>
        caught.type === type &&
        (type === 'cancel' ||
          (type === 'error' && (reference === null || caught.reference === null || reference === caught.reference))),
    ),
  )
}

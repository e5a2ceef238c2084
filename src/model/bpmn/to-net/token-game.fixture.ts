import { type BpmnModel, type FlowNode, isActivity, type Scope } from '../../bpmn.ts'

/** What runs in a scope: tokens by flow, and sub-processes that are in the middle of something. */
interface State {
  readonly tokens: Readonly<Record<string, number>>
  readonly inside: readonly { readonly node: string; readonly state: State }[]
}
interface Move {
  readonly label: string | null
  readonly state: State
}

/**
 * The traces of at most `length` activities of the first process, played by the rules of BPMN alone, token by token, with
 * nothing of a net; null where there are too many states. Known: one start event after another, tasks, exclusive and
 * parallel gateways, end and terminate events, sub-processes, events that interrupt tasks and sub-processes.
 */
export function playTokens(model: BpmnModel, length: number, budget = 20_000): string[] | null {
  const traces = new Set<string>()
  const process = model.processes[0]!
  let current = new Map<string, { trace: string; state: State }>()
  for (const state of begin(process)) current.set(JSON.stringify(['', state]), { trace: '', state })
  let seen = 0
  for (let step = 0; step <= length; step++) {
    const next: typeof current = new Map()
    for (const { trace, state } of current.values()) {
      if (++seen > budget || Object.values(state.tokens).some(count => count > 6)) return null
      if (isOver(state)) traces.add(trace)
      for (const move of moves(process, state)) {
        const longer = move.label === null ? trace : trace === '' ? move.label : `${trace} ${move.label}`
        const target = move.label === null ? current : step < length ? next : null
        const key = JSON.stringify([longer, move.state])
        if (target && !target.has(key)) target.set(key, { trace: longer, state: move.state })
      }
    }
    current = next
  }
  return [...traces].sort()
}

const empty: State = { tokens: {}, inside: [] }
const isOver = ({ tokens, inside }: State) => Object.keys(tokens).length === 0 && inside.length === 0

/** Tokens put on flows (+1) or taken (-1), keys in order so that equal states have equal texts. */
function moved(state: State, flows: readonly string[], change: 1 | -1): State {
  const tokens = new Map(Object.entries(state.tokens))
  for (const flow of flows) {
    const left = (tokens.get(flow) ?? 0) + change
    if (left === 0) tokens.delete(flow)
    else tokens.set(flow, left)
  }
  return { ...state, tokens: Object.fromEntries([...tokens].sort(([a], [b]) => (a < b ? -1 : 1))) }
}

const outOf = (scope: Scope, id: string) => scope.flows.filter(({ from }) => from === id).map(flow => flow.id)
const into = (scope: Scope, id: string) => scope.flows.filter(({ to }) => to === id).map(flow => flow.id)

const begin = (scope: Scope): State[] =>
  scope.nodes
    .filter(node => node.kind === 'event' && node.position === 'startEvent')
    .map(node => moved(empty, outOf(scope, node.id), 1))

function moves(scope: Scope, state: State): Move[] {
  const taken = (flow: string) => moved(state, [flow], -1)
  const fromTokens = Object.keys(state.tokens).flatMap(flow => {
    const to = scope.flows.find(({ id }) => id === flow)!.to
    return nodeMoves(scope, state, scope.nodes.find(({ id }) => id === to)!, flow, taken)
  })
  const fromInside = state.inside.flatMap(({ node: id, state: inner }, i): Move[] => {
    const node = scope.nodes.find(one => one.id === id)!
    if (node.kind !== 'sub-process') return []
    const others = state.inside.filter((_, other) => other !== i)
    const without = { ...state, inside: others }
    const leave = (by: string) => ({ label: null, state: moved(without, outOf(scope, by), 1) })
    if (isOver(inner)) return [leave(id)]
    const on = moves(node.scope, inner).map(move => ({
      label: move.label,
      state: { ...state, inside: ordered([...others, { node: id, state: move.state }]) },
    }))
    return [...on, ...borders(scope, id).map(event => leave(event.id))]
  })
  return [...fromTokens, ...fromInside]
}

const ordered = (inside: State['inside']): State['inside'] =>
  [...inside].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const borders = (scope: Scope, id: string) =>
  scope.nodes.filter(node => node.kind === 'event' && node.attachedTo === id)

function nodeMoves(scope: Scope, state: State, node: FlowNode, flow: string, taken: (flow: string) => State): Move[] {
  const put = (from: State, flows: readonly string[], label: string | null = null) => ({
    label,
    state: moved(from, flows, 1),
  })
  const out = outOf(scope, node.id)
  if (node.kind === 'gateway') {
    if (node.type === 'exclusive')
      return out.length === 0 ? [put(taken(flow), [])] : out.map(one => put(taken(flow), [one]))
    const all = into(scope, node.id)
    // counted once, at its first flow
    if (flow !== all[0] || !all.every(one => (state.tokens[one] ?? 0) > 0)) return []
    return [put(moved(state, all, -1), out)]
  }
  if (node.kind === 'event') {
    const isEnd = node.definitions.some(({ type }) => type === 'terminate')
    return [isEnd ? { label: null, state: empty } : put(taken(flow), out)]
  }
  const interrupted = isActivity(node)
    ? borders(scope, node.id).map(event => put(taken(flow), outOf(scope, event.id)))
    : []
  if (node.kind !== 'sub-process') return [put(taken(flow), out, node.name), ...interrupted]
  const before = taken(flow)
  return begin(node.scope).map(inner => ({
    label: null,
    state: { ...before, inside: ordered([...before.inside, { node: node.id, state: inner }]) },
  }))
}

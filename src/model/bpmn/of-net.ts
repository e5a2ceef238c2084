import { notApplicable, ok, type Result } from '../../base/result.ts'
import { type BpmnModel, processModel } from '../bpmn.ts'
import type { PetriNet } from '../petri-net.ts'
import { GatewayGraph } from './gateway-graph.ts'

/**
 * A free-choice workflow net as a BPMN process with the same language: a task for each labelled transition, exclusive
 * gateways where places branch and meet, parallel ones where transitions do (van der Aalst, Desel & Kindler, On the
 * Semantics of EPCs, 2002, read backwards; Favre, Fahland & Völzer, 2015). Refused: other nets, with the place why.
 */
export function bpmnOfNet(net: PetriNet, name = ''): Result<BpmnModel> {
  const made = bpmnWithTasks(net, name)
  return made.ok ? ok(made.value.bpmn) : made
}

/** The same, with the id of the task that each transition became; null for silent ones. */
export function bpmnWithTasks(
  net: PetriNet,
  name = '',
): Result<{ readonly bpmn: BpmnModel; readonly tasks: readonly (string | null)[] }> {
  const ends = workflowEnds(net)
  if (!ends.ok) return ends
  const because = notFreeChoice(net)
  if (because !== null) return notApplicable(because)
  const graph = new GatewayGraph()
  const joins = net.places.map(() => graph.gateway('exclusive', 'join'))
  graph.connect('start', joins[ends.value.source]!)
  const tasks: (string | null)[] = []
  const entries = net.transitions.map(({ label, outputs }) => {
    const split = graph.gateway('parallel', 'split')
    for (const { place } of outputs) graph.connect(split, joins[place]!)
    const task = label === null ? null : graph.task(label)
    tasks.push(task)
    if (task === null) return split
    graph.connect(task, split)
    return task
  })
  const consumers = new Map<string, { places: readonly number[]; transitions: number[] }>()
  net.transitions.forEach(({ inputs }, t) => {
    const places = inputs.map(({ place }) => place)
    const key = places.join(' ')
    if (!consumers.has(key)) consumers.set(key, { places, transitions: [] })
    consumers.get(key)!.transitions.push(t)
  })
  for (const { places, transitions } of consumers.values()) {
    const both = graph.gateway('parallel', 'join')
    for (const place of places) graph.connect(joins[place]!, both)
    const choice = graph.gateway('exclusive', 'split')
    graph.connect(both, choice)
    for (const t of transitions) graph.connect(choice, entries[t]!)
  }
  graph.end(joins[ends.value.sink]!)
  const { named, ...scope } = graph.scope()
  return ok({
    bpmn: processModel(name, scope),
    tasks: tasks.map(task => (task === null ? null : named.get(task)!)),
  })
}

const only = (indices: readonly number[]) => (indices.length === 1 ? indices[0]! : null)
const marked = (marking: readonly number[]) => marking.flatMap((tokens, place) => (tokens > 0 ? [place] : []))

/** The one place where a case begins and the one where it ends. */
function workflowEnds(net: PetriNet): Result<{ source: number; sink: number }> {
  const taken = new Set(net.transitions.flatMap(({ inputs }) => inputs.map(({ place }) => place)))
  const put = new Set(net.transitions.flatMap(({ outputs }) => outputs.map(({ place }) => place)))
  const [first, ...others] = net.final
  const source = only(marked(net.initial))
  const sink = first ? only(marked(first)) : null
  if (source === null || net.initial[source] !== 1)
    return notApplicable('The net does not begin with one token in one place: it is no workflow net.')
  if (sink === null || first![sink] !== 1 || others.length > 0)
    return notApplicable('The net does not end with one token in one place: it is no workflow net.')
  if (put.has(source)) return notApplicable(`Transitions lead back to the first place "${net.places[source]!.name}".`)
  if (taken.has(sink)) return notApplicable(`Transitions lead on from the last place "${net.places[sink]!.name}".`)
  const loose = net.places.findIndex((_, p) => (p !== source && !put.has(p)) || (p !== sink && !taken.has(p)))
  if (loose >= 0)
    return notApplicable(
      `The place "${net.places[loose]!.name}" is not between beginning and end: it is no workflow net.`,
    )
  return ok({ source, sink })
}

/** Why the net is not (extended) free-choice with single arcs; null where it is. */
function notFreeChoice({ places, transitions }: PetriNet): string | null {
  const presets = new Map<number, string>()
  for (const { id, inputs, outputs } of transitions) {
    if (inputs.length === 0 || outputs.length === 0)
      return `The transition "${id}" has no place before or behind it: it is no workflow net.`
    if ([...inputs, ...outputs].some(({ tokens }) => tokens > 1))
      return `An arc of the transition "${id}" carries more than one token, which BPMN cannot say.`
    const preset = inputs.map(({ place }) => place).join(' ')
    for (const { place } of inputs)
      if ((presets.get(place) ?? preset) !== preset)
        return `At the place "${places[place]!.name}" choice and synchronisation mix: the net is not free-choice.`
      else presets.set(place, preset)
  }
  return null
}

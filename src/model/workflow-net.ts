import { notApplicable, ok, type Result } from '../base/result.ts'
import { isSameMarking, type PetriNet, type Place, type Transition } from './petri-net.ts'

export interface WorkflowNet {
  /** The one place that nothing puts a token on, and the one that nothing takes from; by number. */
  readonly source: number
  readonly sink: number
}

/**
 * Whether a net is a workflow net: one source, one sink, every place and transition on a way from one to the other
 * (van der Aalst, The Application of Petri Nets to Workflow Management, 1998, definition 6), and a case begins with one
 * token on the source and ends with one on the sink. If not, all reasons. O(net).
 */
export function workflowNet(net: PetriNet): Result<WorkflowNet> {
  const { places, transitions } = net
  if (places.length === 0) return notApplicable('The net has no place: there must be a source and a sink.')
  const { sources, sinks } = endsOf(net)
  const reasons: string[] = []
  if (sources.length !== 1) reasons.push(`${withoutArcs(sources, places, 'incoming')}: one place must be the source`)
  if (sinks.length !== 1) reasons.push(`${withoutArcs(sinks, places, 'outgoing')}: one place must be the sink`)
  if (reasons.length > 0) return notApplicable(`${reasons.join('; ')}.`)
  const [source, sink] = [sources[0]!, sinks[0]!]
  const [reached, leading] = [wayFrom(net, source, 'forwards'), wayFrom(net, sink, 'backwards')]
  const off = [
    ...places.filter((_, p) => !reached.places.has(p) || !leading.places.has(p)).map(({ id }) => `place ${id}`),
    ...transitions
      .filter((_, t) => !reached.transitions.has(t) || !leading.transitions.has(t))
      .map(transition => `transition ${nameOf(transition)}`),
  ]
  if (off.length > 0) reasons.push(`${some(off)} ${off.length === 1 ? 'is' : 'are'} on no way from source to sink`)
  const one = (place: number) => places.map((_, p) => (p === place ? 1 : 0))
  if (!isSameMarking(net.initial, one(source)))
    reasons.push('the net does not begin with one token on the source alone')
  if (net.final.length !== 1 || !isSameMarking(net.final[0]!, one(sink)))
    reasons.push('the net does not end with one token on the sink alone')
  return reasons.length > 0 ? notApplicable(`${reasons.join('; ')}.`) : ok({ source, sink })
}

/** Places that no transition puts a token on, and those that none takes from. */
export function endsOf({ places, transitions }: Pick<PetriNet, 'places' | 'transitions'>): {
  sources: number[]
  sinks: number[]
} {
  const put = new Set(transitions.flatMap(({ outputs }) => outputs.map(({ place }) => place)))
  const taken = new Set(transitions.flatMap(({ inputs }) => inputs.map(({ place }) => place)))
  const all = [...places.keys()]
  return { sources: all.filter(p => !put.has(p)), sinks: all.filter(p => !taken.has(p)) }
}

/** `pack (t3)`; a silent transition by its id alone. */
export const nameOf = ({ id, label }: Transition): string => (label === null ? id : `"${label}" (${id})`)

const some = (names: readonly string[]) =>
  names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`

function withoutArcs(found: readonly number[], places: readonly Place[], arcs: string): string {
  if (found.length === 0) return `every place has an ${arcs} arc`
  return `${found.length} places (${some(found.map(p => places[p]!.id))}) have no ${arcs} arc`
}

function wayFrom({ places, transitions }: PetriNet, start: number, way: 'forwards' | 'backwards') {
  const next: number[][] = places.map(() => [])
  transitions.forEach(({ inputs, outputs }, t) => {
    for (const { place } of way === 'forwards' ? inputs : outputs) next[place]!.push(t)
  })
  const found = { places: new Set([start]), transitions: new Set<number>() }
  const open = [start]
  while (open.length > 0)
    for (const t of next[open.pop()!]!) {
      if (found.transitions.has(t)) continue
      found.transitions.add(t)
      const { inputs, outputs } = transitions[t]!
      for (const { place } of way === 'forwards' ? outputs : inputs)
        if (!found.places.has(place)) {
          found.places.add(place)
          open.push(place)
        }
    }
  return found
}

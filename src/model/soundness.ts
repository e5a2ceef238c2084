import { coverabilityGraph } from './coverability-graph.ts'
import type { Marking, PetriNet } from './petri-net.ts'
import {
  DEFAULT_STATES,
  type Exploration,
  explore,
  growingPlaces,
  isCovered,
  printMarking,
  sequenceTo,
} from './reachability-graph.ts'
import { reduceNet } from './reduce-net.ts'
import { nameOf } from './workflow-net.ts'

export const soundnessFindings = [
  'unbounded',
  'improper-completion',
  'stuck',
  'no-way-to-end',
  'final-marking-unreachable',
  'dead-transition',
] as const

export interface SoundnessFinding {
  readonly kind: (typeof soundnessFindings)[number]
  /** A sentence for people that names places and transitions by their ids. */
  readonly message: string
  /** Ids of what it is about. */
  readonly places: readonly string[]
  readonly transitions: readonly string[]
  /** Ids of transitions that lead there from the initial marking; empty where no way leads there. */
  readonly sequence: readonly string[]
}

export interface Soundness {
  readonly verdict: 'sound' | 'unsound' | 'unknown'
  readonly findings: readonly SoundnessFinding[]
  /** Why there is no verdict: `more than 100000 markings`. */
  readonly because?: string
}

/**
 * Whether a case can always end (from every marking that can be reached, a final one can), ends clean (no marking is
 * reached that holds a final one and more) and every transition can fire: van der Aalst, The Application of Petri Nets to
 * Workflow Management, 1998, definition 11, with any of several final markings. If not, a diagnosis after Woflan (Verbeek,
 * Basten & van der Aalst, 2001). First on the net without labels, reduced, which alone answers for block-structured nets;
 * then on its markings, at most `states` of them.
 */
export function soundness(net: PetriNet, { states = DEFAULT_STATES } = {}): Soundness {
  // fusing places makes a marking final that only covered one, where a final marking covers another
  if (net.final.some(a => net.final.some(b => a !== b && isCovered(a, b)))) return judge(net, states)
  const bare = { ...net, transitions: net.transitions.map(transition => ({ ...transition, label: null })) }
  const reduced = judge(reduceNet(bare).net, states)
  if (reduced.verdict === 'sound') return reduced
  const whole = judge(net, states)
  // the reduced net may be small enough where the whole one is not; its ids are those of the whole
  return whole.verdict === 'unknown' && whole.findings.length === 0 ? reduced : whole
}

function judge(net: PetriNet, states: number): Soundness {
  const found = explore(net, { states })
  if (found.growth !== null) return { verdict: 'unsound', findings: unbounded(net, found) }
  const findings = [...improper(net, found)]
  if (!found.isComplete) {
    const because = `more than ${states} markings`
    return findings.length > 0
      ? { verdict: 'unsound', findings, because }
      : { verdict: 'unknown', findings, because: `The net can reach ${because}; nothing was wrong in those seen.` }
  }
  findings.push(...withoutEnd(net, found), ...dead(net, new Set(found.firings.map(({ transition }) => transition))))
  return { verdict: findings.length === 0 ? 'sound' : 'unsound', findings }
}

/** Findings of one kind beyond these are counted only. */
const SHOWN = 5

function unbounded(net: PetriNet, found: Exploration): SoundnessFinding[] {
  const { smaller, larger } = found.growth!
  const before = sequenceTo(found, smaller)
  const after = sequenceTo(found, larger)
  const pump = after.slice(before.length)
  const places = growingPlaces(net, found)
  const covered = coverabilityGraph(net)
  const others = covered.ok
    ? covered.value.unbounded.map(p => net.places[p]!.id).filter(id => !places.includes(id))
    : []
  const also = others.length > 0 ? ` Without a bound are also: ${others.join(', ')}.` : ''
  return [
    {
      kind: 'unbounded',
      message: `Tokens pile up on ${listOf('place', places)}: after ${sequenceText(net, before)}, ${sequenceText(net, pump)} can be repeated without end.${also}`,
      places: [...places, ...others],
      transitions: idsOf(net, pump),
      sequence: idsOf(net, after),
    },
    ...(covered.ok ? dead(net, new Set([...net.transitions.keys()].filter(t => !covered.value.dead.includes(t)))) : []),
  ]
}

function* improper(net: PetriNet, found: Exploration): Generator<SoundnessFinding> {
  const ends = new Set(found.final)
  let shown = 0
  for (const [m, marking] of found.markings.entries()) {
    const end = net.final.find(final => !ends.has(m) && isCovered(final, marking))
    if (end === undefined || shown++ >= SHOWN) continue
    const left = marking.map((tokens, place) => tokens - end[place]!)
    yield {
      kind: 'improper-completion',
      message: `The case ends while tokens are left: ${sequenceText(net, sequenceTo(found, m))} leads to ${printMarking(net, marking)}, with ${printMarking(net, left)} too many.`,
      places: idsOfMarked(net, left),
      transitions: [],
      sequence: idsOf(net, sequenceTo(found, m)),
    }
  }
}

function withoutEnd(net: PetriNet, found: Exploration): SoundnessFinding[] {
  if (found.final.length === 0) return [neverEnds(net, found), ...stuck(net, found, new Set())]
  const canEnd = backwards(found)
  const findings = stuck(net, found, canEnd)
  if (findings.length > 0) return findings
  const lost = found.markings.findIndex((_, m) => !canEnd.has(m))
  if (lost < 0) return []
  const marking = found.markings[lost]!
  return [
    {
      kind: 'no-way-to-end',
      message: `After ${sequenceText(net, sequenceTo(found, lost))} the case is in ${printMarking(net, marking)} and goes on for ever: no final marking can be reached from there.`,
      places: idsOfMarked(net, marking),
      transitions: [],
      sequence: idsOf(net, sequenceTo(found, lost)),
    },
  ]
}

function neverEnds(net: PetriNet, found: Exploration): SoundnessFinding {
  const wanted = net.final.map(marking => printMarking(net, marking)).join(' or ')
  const never = net.final.flatMap(marking =>
    net.places.filter((_, p) => marking[p]! > 0 && !found.markings.some(reached => reached[p]! > 0)),
  )
  const why =
    never.length > 0
      ? `; no token ever comes to ${listOf(
          'place',
          never.map(({ id }) => id),
        )}`
      : ''
  return {
    kind: 'final-marking-unreachable',
    message: `The final marking ${wanted} is never reached${why}.`,
    places: net.places.filter((_, p) => net.final.some(marking => marking[p]! > 0)).map(({ id }) => id),
    transitions: [],
    sequence: [],
  }
}

/** Markings in which nothing can fire, and no case has ended. */
function stuck(net: PetriNet, found: Exploration, canEnd: ReadonlySet<number>): SoundnessFinding[] {
  const moves = new Set(found.firings.map(({ from }) => from))
  const all = [...found.markings.keys()].filter(m => !moves.has(m) && !canEnd.has(m))
  return all.slice(0, SHOWN).map((m, i) => {
    const marking = found.markings[m]!
    const more = i === 0 && all.length > 1 ? ` (${all.length} such markings)` : ''
    return {
      kind: 'stuck',
      message: `After ${sequenceText(net, sequenceTo(found, m))} the case is stuck in ${printMarking(net, marking)}: ${waiting(net, marking)}${more}.`,
      places: idsOfMarked(net, marking),
      transitions: [],
      sequence: idsOf(net, sequenceTo(found, m)),
    }
  })
}

/** What the transitions behind the marked places wait for. */
function waiting(net: PetriNet, marking: Marking): string {
  const wait = net.transitions.find(({ inputs }) => inputs.some(({ place }) => marking[place]! > 0))
  if (wait === undefined) return 'nothing takes from there'
  const missing = wait.inputs.filter(({ place, tokens }) => marking[place]! < tokens)
  return `${nameOf(wait)} waits for ${missing.map(({ place, tokens }) => `${tokens - marking[place]!} more on ${net.places[place]!.id}`).join(' and ')}`
}

function dead(net: PetriNet, fired: ReadonlySet<number>): SoundnessFinding[] {
  return net.transitions.flatMap((transition, t) =>
    fired.has(t)
      ? []
      : [
          {
            kind: 'dead-transition' as const,
            message: `The transition ${nameOf(transition)} can never fire.`,
            places: [],
            transitions: [transition.id],
            sequence: [],
          },
        ],
  )
}

function backwards({ firings, final, markings }: Exploration): Set<number> {
  const before: number[][] = markings.map(() => [])
  for (const { from, to } of firings) before[to]!.push(from)
  const found = new Set(final)
  const open = [...final]
  while (open.length > 0)
    for (const m of before[open.pop()!]!)
      if (!found.has(m)) {
        found.add(m)
        open.push(m)
      }
  return found
}

const idsOf = (net: PetriNet, sequence: readonly number[]) => sequence.map(t => net.transitions[t]!.id)
const idsOfMarked = (net: PetriNet, marking: Marking) =>
  net.places.filter((_, p) => marking[p]! > 0).map(({ id }) => id)
const listOf = (what: string, ids: readonly string[]) => `the ${what}${ids.length === 1 ? '' : 's'} ${ids.join(', ')}`

function sequenceText(net: PetriNet, sequence: readonly number[]): string {
  if (sequence.length === 0) return 'the beginning'
  const names = sequence.map(t => nameOf(net.transitions[t]!))
  const shown = names.length > 12 ? [...names.slice(0, 6), `… ${names.length - 11} more …`, ...names.slice(-5)] : names
  return shown.join(', ')
}

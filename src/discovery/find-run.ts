import type { PetriNet, Transition } from '../model/petri-net.ts'

/** A step of a search: a marking of the graph reached after some events of the trace. */
interface Step {
  readonly marking: number
  readonly position: number
  readonly before: Step | null
  readonly transition: number
}

/**
 * The transitions of a run from the initial to a final marking that shows exactly the trace, with few silent ones between
 * two events; null where there is none, or none was found before `limit` steps were looked at. For many traces of one net
 * use a `RunFinder`, which remembers the markings it saw.
 */
export const findRun = (net: PetriNet, trace: readonly string[], limit = 20_000): readonly number[] | null =>
  new RunFinder(net, limit).find(trace)

/** Markings that a net may have before searches are given up: nets that are not sound may have endlessly many. */
const MARKINGS = 300_000
/** Tokens that a marking may have. */
const TOKENS = 1_000

/**
 * Best-first search: what has shown most of the trace goes on first, by its silent transitions in order of their number
 * and of the transitions; it falls back where it does not get on. All searches share one graph of markings, built as needed.
 */
export class RunFinder {
  private readonly graph: LazyMarkings
  private readonly labels: ReadonlySet<string>
  private readonly limit: number
  /** Whether the last search ended for its budget, so that a run may be there all the same. */
  gaveUp = false

  constructor(net: PetriNet, limit = 20_000) {
    this.graph = new LazyMarkings(net)
    this.labels = new Set(net.transitions.flatMap(({ label }) => label ?? []))
    this.limit = limit
  }

  find(trace: readonly string[]): readonly number[] | null {
    this.gaveUp = false
    if (trace.some(activity => !this.labels.has(activity))) return null
    const done = new Set<number>()
    const width = trace.length + 1
    const isDone = (marking: number, position: number) => done.has(marking * width + position)
    // one queue an event shown
    const queues: Step[][] = Array.from({ length: width }, () => [])
    const heads = new Int32Array(width)
    queues[0]!.push({ marking: 0, position: 0, before: null, transition: -1 })
    let looked = 0
    for (let at = 0; at >= 0; ) {
      const step = queues[at]![heads[at]!++]
      if (step === undefined) {
        heads[at]!--
        at--
        continue
      }
      const { marking, position } = step
      if (isDone(marking, position)) continue
      if (looked >= this.limit || this.graph.size > MARKINGS) {
        this.gaveUp = true
        return null
      }
      done.add(marking * width + position)
      if (position === trace.length && this.graph.isFinal(marking)) return transitionsOf(step)
      const { visible, silent, forced } = this.graph.from(marking)
      const go = ({ to, transition }: Arc, by: 0 | 1) =>
        queues[position + by]!.push({ marking: to, position: position + by, before: step, transition })
      if (forced !== null && !isDone(forced.to, position)) {
        looked++
        go(forced, 0)
        // what it leads to is all there is to see here: the rest waits until nothing else is left
        heads[position]!--
        queues[position]![heads[position]!] = queues[position]!.pop()!
        continue
      }
      looked += 1 + silent.length
      const shown = position < trace.length ? (visible.get(trace[position]!) ?? []) : []
      for (const arc of shown) go(arc, 1)
      for (const arc of silent) if (!isDone(arc.to, position)) go(arc, 0)
      if (shown.length > 0) at = position + 1
    }
    this.gaveUp = this.graph.isCut
    return null
  }
}

function transitionsOf(last: Step): number[] {
  const transitions: number[] = []
  for (let step: Step | null = last; step !== null && step.transition >= 0; step = step.before)
    transitions.push(step.transition)
  return transitions.reverse()
}

interface Arc {
  readonly transition: number
  readonly to: number
}
interface Arcs {
  readonly visible: ReadonlyMap<string, readonly Arc[]>
  readonly silent: readonly Arc[]
  /** A silent one that nothing competes with and that must fire before the end: it may as well fire now. */
  readonly forced: Arc | null
}

/** Markings by number (0 the initial one), each a sorted list of places, a place as often as it has tokens. */
class LazyMarkings {
  private readonly net: PetriNet
  private readonly markings: (readonly number[])[] = []
  private readonly known = new Map<string, number>()
  private readonly arcs: (Arcs | undefined)[] = []
  private readonly finals: ReadonlySet<number>
  /** Transitions by the first place that they take from: each is looked at once a marking. */
  private readonly byPlace: number[][]
  private readonly sources: number[] = []
  /** By transition: silent, and all it takes from are places of its own that are empty at the end. */
  private readonly isForced: readonly boolean[]
  /** Whether markings of too many tokens were left out. */
  isCut = false

  constructor(net: PetriNet) {
    this.net = net
    const sparse = (marking: readonly number[]) =>
      marking.flatMap((tokens, place) => new Array<number>(tokens).fill(place))
    this.number(sparse(net.initial))
    this.finals = new Set(net.final.map(end => this.number(sparse(end))))
    this.byPlace = net.places.map(() => [])
    net.transitions.forEach(({ inputs }, transition) => {
      if (inputs.length === 0) this.sources.push(transition)
      else this.byPlace[inputs[0]!.place]!.push(transition)
    })
    const consumers = new Int32Array(net.places.length)
    for (const { inputs } of net.transitions) for (const { place } of inputs) consumers[place]!++
    this.isForced = net.transitions.map(
      ({ label, inputs }) =>
        label === null &&
        inputs.length > 0 &&
        inputs.every(({ place }) => consumers[place] === 1 && net.final.every(end => end[place] === 0)),
    )
  }

  get size(): number {
    return this.markings.length
  }
  isFinal = (marking: number): boolean => this.finals.has(marking)

  from(marking: number): Arcs {
    const known = this.arcs[marking]
    if (known !== undefined) return known
    const tokens = this.markings[marking]!
    const enabled = [...this.sources]
    tokens.forEach((place, i) => {
      if (i > 0 && tokens[i - 1] === place) return
      for (const transition of this.byPlace[place]!)
        if (isEnabled(this.net.transitions[transition]!, tokens)) enabled.push(transition)
    })
    enabled.sort((a, b) => a - b)
    const visible = new Map<string, Arc[]>()
    const silent: Arc[] = []
    for (const transition of enabled) {
      const { label } = this.net.transitions[transition]!
      const after = fire(this.net.transitions[transition]!, tokens)
      if (after.length > TOKENS) {
        this.isCut = true
        continue
      }
      const arc = { transition, to: this.number(after) }
      if (label === null) silent.push(arc)
      else visible.set(label, [...(visible.get(label) ?? []), arc])
    }
    const forced = silent.find(({ transition }) => this.isForced[transition]) ?? null
    const arcs = { visible, silent, forced }
    this.arcs[marking] = arcs
    return arcs
  }

  private number(tokens: readonly number[]): number {
    const key = tokens.join(',')
    const known = this.known.get(key)
    if (known !== undefined) return known
    this.known.set(key, this.markings.length)
    return this.markings.push(tokens) - 1
  }
}

function isEnabled({ inputs }: Transition, tokens: readonly number[]): boolean {
  return inputs.every(({ place, tokens: needed }) => {
    let count = 0
    for (const one of tokens) if (one === place) count++
    return count >= needed
  })
}

function fire({ inputs, outputs }: Transition, tokens: readonly number[]): number[] {
  const after = [...tokens]
  for (const { place, tokens: taken } of inputs) after.splice(after.indexOf(place), taken)
  for (const { place, tokens: put } of outputs) for (let i = 0; i < put; i++) after.push(place)
  return after.sort((a, b) => a - b)
}

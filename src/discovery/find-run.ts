import type { PetriNet, Transition } from '../model/petri-net.ts'

/** A step of a search: a marking of the graph reached after some events of the trace. */
interface Step {
  readonly marking: number
  readonly position: number
  readonly before: Step | null
  readonly transition: number
}

/**
 * The transitions of a run from the initial to a final marking that shows exactly the trace, with the fewest silent ones
 * (of equal ones that of the lower numbers first); null where there is none, or none was found before `limit` steps were
 * looked at. For many traces of one net use a `RunFinder`, which remembers the markings it saw.
 */
export const findRun = (net: PetriNet, trace: readonly string[], limit = 20_000): readonly number[] | null =>
  new RunFinder(net, limit).find(trace)

/** Markings that a net may have before searches are given up: nets that are not sound may have endlessly many. */
const MARKINGS = 300_000

/** 0-1 breadth-first search over positions and markings; all searches share one graph of markings, built as needed. */
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
    // steps with as many silent transitions as the current, and those with one more
    let now: Step[] = [{ marking: 0, position: 0, before: null, transition: -1 }]
    let later: Step[] = []
    let looked = 0
    for (;;) {
      const step = now.pop()
      if (step === undefined) {
        if (later.length === 0) return null
        now = later.reverse()
        later = []
        continue
      }
      const { marking, position } = step
      const key = marking * width + position
      if (done.has(key)) continue
      if (looked >= this.limit || this.graph.size > MARKINGS) {
        this.gaveUp = true
        return null
      }
      done.add(key)
      if (position === trace.length && this.graph.isFinal(marking)) return transitionsOf(step)
      const { visible, silent } = this.graph.from(marking)
      looked += 1 + silent.length
      if (position < trace.length) {
        const arcs = visible.get(trace[position]!) ?? []
        for (let i = arcs.length - 1; i >= 0; i--)
          now.push({ marking: arcs[i]!.to, position: position + 1, before: step, transition: arcs[i]!.transition })
      }
      for (const { to, transition } of silent)
        if (!done.has(to * width + position)) later.push({ marking: to, position, before: step, transition })
    }
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
      const arc = { transition, to: this.number(fire(this.net.transitions[transition]!, tokens)) }
      if (label === null) silent.push(arc)
      else visible.set(label, [...(visible.get(label) ?? []), arc])
    }
    const arcs = { visible, silent }
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

import { type Flow, type PetriNet, PetriNetBuilder } from './petri-net.ts'

/** A transition that conversions and reductions change. Tokens by place. */
export interface EditableTransition<Label> {
  readonly id: string
  label: Label
  readonly inputs: Map<number, number>
  readonly outputs: Map<number, number>
}

/** A net of which parts can be taken out and joined; places keep their numbers, those taken out leave gaps. */
export class EditableNet<Label> {
  private readonly original: PetriNet
  readonly places: Set<number>
  readonly transitions = new Map<number, EditableTransition<Label>>()
  /** Transitions that put tokens on a place, and that take them from it; by place. */
  readonly producers: Set<number>[]
  readonly consumers: Set<number>[]
  readonly initial: number[]
  readonly final: number[][]
  private nextPlace: number

  constructor(net: PetriNet, labelOf: (label: string | null) => Label) {
    this.original = net
    this.places = new Set(net.places.keys())
    this.nextPlace = net.places.length
    this.producers = net.places.map(() => new Set())
    this.consumers = net.places.map(() => new Set())
    this.initial = [...net.initial]
    this.final = net.final.map(marking => [...marking])
    net.transitions.forEach(({ id, label, inputs, outputs }, t) => {
      this.transitions.set(t, { id, label: labelOf(label), inputs: new Map(), outputs: new Map() })
      for (const { place, tokens } of inputs) this.takes(t, place, tokens)
      for (const { place, tokens } of outputs) this.puts(t, place, tokens)
    })
  }

  takes(t: number, place: number, tokens: number): void {
    const { inputs } = this.transitions.get(t)!
    inputs.set(place, (inputs.get(place) ?? 0) + tokens)
    this.consumers[place]!.add(t)
  }
  puts(t: number, place: number, tokens: number): void {
    const { outputs } = this.transitions.get(t)!
    outputs.set(place, (outputs.get(place) ?? 0) + tokens)
    this.producers[place]!.add(t)
  }
  takesNot(t: number, place: number): void {
    this.transitions.get(t)!.inputs.delete(place)
    this.consumers[place]!.delete(t)
  }
  putsNot(t: number, place: number): void {
    this.transitions.get(t)!.outputs.delete(place)
    this.producers[place]!.delete(t)
  }

  /** A place that no file knows; only for nets that are not built again. */
  addPlace(): number {
    this.places.add(this.nextPlace)
    this.producers.push(new Set())
    this.consumers.push(new Set())
    this.initial.push(0)
    for (const marking of this.final) marking.push(0)
    return this.nextPlace++
  }

  removeTransition(t: number): void {
    const { inputs, outputs } = this.transitions.get(t)!
    for (const place of inputs.keys()) this.consumers[place]!.delete(t)
    for (const place of outputs.keys()) this.producers[place]!.delete(t)
    this.transitions.delete(t)
  }

  removePlace(place: number): void {
    for (const t of this.consumers[place]!) this.transitions.get(t)!.inputs.delete(place)
    for (const t of this.producers[place]!) this.transitions.get(t)!.outputs.delete(place)
    this.consumers[place]!.clear()
    this.producers[place]!.clear()
    this.places.delete(place)
  }

  isMarked(place: number): boolean {
    return this.initial[place]! > 0 || this.isMarkedAtEnd(place)
  }
  isMarkedAtEnd(place: number): boolean {
    return this.final.some(marking => marking[place]! > 0)
  }

  /** What is left, as a net; `labelOf` undoes that of the constructor. */
  net(labelOf: (label: Label) => string | null): PetriNet {
    const builder = new PetriNetBuilder()
    const kept = [...this.places].sort((a, b) => a - b)
    const number = new Map(
      kept.map(place => [place, builder.place(this.idOf(place), this.original.places[place]!.name)]),
    )
    for (const [, { id, label, inputs, outputs }] of [...this.transitions].sort(([a], [b]) => a - b)) {
      const t = builder.transition(labelOf(label), id)
      for (const [place, tokens] of inputs) builder.takes(t, number.get(place)!, tokens)
      for (const [place, tokens] of outputs) builder.puts(t, number.get(place)!, tokens)
    }
    const marking = (tokens: readonly number[]) => kept.map(place => [number.get(place)!, tokens[place]!] as const)
    return builder.build(marking(this.initial), this.final.map(marking))
  }

  private idOf = (place: number) => this.original.places[place]!.id
}

/** `1:1,4:2` of places and tokens: equal for equal bags. */
export const bagKey = (bag: ReadonlyMap<number, number>): string =>
  [...bag]
    .sort(([a], [b]) => a - b)
    .map(([place, tokens]) => `${place}:${tokens}`)
    .join(',')

export const flowsKey = (flows: readonly Flow[]): string =>
  flows.map(({ place, tokens }) => `${place}:${tokens}`).join(',')

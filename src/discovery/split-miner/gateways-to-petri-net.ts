import { type PetriNet, PetriNetBuilder } from '../../model/petri-net.ts'
import type { GatewayGraph } from './gateway-graph.ts'

/**
 * A net with the behaviour of the graph: an edge is a place, an activity a transition; exclusive joins are the place that
 * their edges share, exclusive splits the place that what follows competes for, silent where that would not be the same
 * (R. Dijkman, M. Dumas, C. Ouyang, Semantics and analysis of business process models in BPMN, 2008). An inclusive join
 * of two ways goes on with one token of either or with both: the right run is always among the net's, not the only one.
 */
export function gatewaysToPetriNet(graph: GatewayGraph): PetriNet {
  return new NetOfGateways(graph).build()
}

class NetOfGateways {
  private readonly graph: GatewayGraph
  private readonly builder = new PetriNetBuilder()
  private readonly out: number[][]
  private readonly into: number[][]
  private readonly places = new Map<number, number>()
  constructor(graph: GatewayGraph) {
    this.graph = graph
    this.out = graph.nodes.map(() => [])
    this.into = graph.nodes.map(() => [])
    graph.edges.forEach(([from, to], edge) => {
      this.out[from]!.push(edge)
      this.into[to]!.push(edge)
    })
  }

  build(): PetriNet {
    const { nodes } = this.graph
    const source = this.builder.place('source')
    let sink = source
    nodes.forEach(({ kind, label }, node) => {
      if (kind === 'activity') this.connect(this.builder.transition(label), this.into[node]!, this.out[node]!)
      else if (kind === 'start') this.start(source, this.out[node]!)
      else if (kind === 'end') sink = this.end(this.into[node]!)
      else if (this.out[node]!.length > 1) this.split(node)
      else this.join(node)
    })
    return this.builder.build([[source, 1]], [[[sink, 1]]])
  }

  private connect(transition: number, into: readonly number[], out: readonly number[]): void {
    for (const edge of into) for (const place of this.takes(edge)) this.builder.takes(transition, place)
    for (const edge of out) for (const place of this.puts(edge)) this.builder.puts(transition, place)
  }

  /** Silent, so that nothing leads back to the source. */
  private start(source: number, out: readonly number[]): void {
    const edge = out[0]
    if (edge === undefined) return
    const transition = this.builder.transition(null)
    this.builder.takes(transition, source)
    for (const place of this.puts(edge)) this.builder.puts(transition, place)
  }

  private end(into: readonly number[]): number {
    const sink = this.builder.place('sink')
    const transition = this.builder.transition(null)
    for (const edge of into) for (const place of this.takes(edge)) this.builder.takes(transition, place)
    this.builder.puts(transition, sink)
    return sink
  }

  private split(node: number): void {
    const [edge] = this.into[node]!
    if (this.graph.nodes[node]!.kind === 'and') {
      // an activity in front puts to the ways itself
      if (this.kindBefore(edge!) !== 'activity') this.connect(this.builder.transition(null), [edge!], this.out[node]!)
      return
    }
    for (const way of this.out[node]!) {
      // a way straight back to the join in front of the split changes nothing
      if (this.isShared(way) || this.place(way) === this.place(edge!)) continue
      this.connect(this.builder.transition(null), [edge!], [way])
    }
  }

  private join(node: number): void {
    const { kind } = this.graph.nodes[node]!
    const [out] = this.out[node]!
    const into = this.into[node]!
    if (kind === 'and') {
      if (this.kindBehind(out!) !== 'activity') this.connect(this.builder.transition(null), into, [out!])
      return
    }
    if (kind === 'xor') return
    // two ways at a time: three transitions each instead of one for every set of ways
    let joined = this.place(into[0]!)
    into.slice(1).forEach((edge, i) => {
      const other = this.place(edge)
      const isLast = i === into.length - 2
      const after = isLast ? this.puts(out!) : [this.builder.place()]
      for (const taken of [[joined], [other], [joined, other]]) {
        const transition = this.builder.transition(null)
        for (const place of taken) this.builder.takes(transition, place)
        for (const place of after) this.builder.puts(transition, place)
      }
      joined = after[0]!
    })
  }

  private kindBefore = (edge: number) => this.graph.nodes[this.graph.edges[edge]![0]]!.kind
  private kindBehind = (edge: number) => this.graph.nodes[this.graph.edges[edge]![1]]!.kind
  private isSplit = (node: number, kind: 'xor' | 'and') =>
    this.graph.nodes[node]!.kind === kind && this.out[node]!.length > 1
  private isJoin = (node: number, kind: 'xor' | 'and') =>
    this.graph.nodes[node]!.kind === kind && this.into[node]!.length > 1

  /** Places that a transition in front of the edge puts to. */
  private puts(edge: number): number[] {
    const [from, to] = this.graph.edges[edge]!
    const isActivity = this.graph.nodes[from]!.kind === 'activity'
    if (isActivity && this.isSplit(to, 'and')) return this.out[to]!.map(way => this.place(way))
    return [this.place(edge)]
  }
  /** Places that a transition behind the edge takes from. */
  private takes(edge: number): number[] {
    const [from, to] = this.graph.edges[edge]!
    const isActivity = this.graph.nodes[to]!.kind === 'activity'
    if (isActivity && this.isJoin(from, 'and')) return this.into[from]!.map(way => this.place(way))
    return [this.place(edge)]
  }

  /** Whether what follows the edge may take from the place in front of its exclusive split: an activity of one way in. */
  private isShared(edge: number): boolean {
    const [from] = this.graph.edges[edge]!
    return this.isSplit(from, 'xor') && this.kindBehind(edge) === 'activity'
  }

  private place(edge: number): number {
    const root = this.root(edge)
    if (!this.places.has(root)) this.places.set(root, this.builder.place())
    return this.places.get(root)!
  }

  /** The edge whose place this one shares: ways out of a split lie in front of it, ways into a join behind it. */
  private root(edge: number): number {
    let at = edge
    for (;;) {
      const [from, to] = this.graph.edges[at]!
      if (this.isJoin(to, 'xor')) at = this.out[to]![0]!
      else if (this.isShared(at)) at = this.into[from]![0]!
      else return at
    }
  }
}

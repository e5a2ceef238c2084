import { compareText } from '../../base/sort.ts'
import type { CausalNet } from '../../model/causal-net.ts'
import { type PetriNet, PetriNetBuilder } from '../../model/petri-net.ts'

/**
 * A net whose transitions are the activities: one place a group of a causal net, and a silent transition an arc, which
 * takes from every group of its source that has the target and puts to every group of its target that has the source
 * (A. de Medeiros, Genetic process mining, 2006, section 3.4). Silent transitions between places that mean the same are
 * left out. Like the causal net, it need not be sound. Activities without arcs are not in it.
 */
export function causalNetToPetriNet(net: CausalNet): PetriNet {
  const START = net.activities.length
  const places = new GroupPlaces(net)
  const arcs = net.arcs.map(({ from, to }) => ({
    from,
    to,
    takes: net.outputs[from]!.flatMap((group, g) => (group.includes(to) ? [g] : [])),
    puts: net.inputs[to]!.flatMap((group, g) => (group.includes(from) ? [g] : [])),
  }))
  const silent = arcs.filter(({ from, to, takes, puts }) => {
    if (takes.length !== 1 || puts.length !== 1) return true
    const isOnlyWay = net.outputs[from]![takes[0]!]!.length === 1
    const isOnlyCause = net.inputs[to]!.length === 1 && net.inputs[to]![0]!.length === 1
    // the source gets no token back, the sink keeps what it has
    if (from === START ? !isOnlyCause : to === START + 1 ? !isOnlyWay : !isOnlyWay && !isOnlyCause) return true
    places.join(places.output(from, takes[0]!), places.input(to, puts[0]!))
    return false
  })
  return build(net, places, silent)
}

interface SilentArc {
  readonly from: number
  readonly to: number
  readonly takes: readonly number[]
  readonly puts: readonly number[]
}

function build(net: CausalNet, places: GroupPlaces, silent: readonly SilentArc[]): PetriNet {
  const builder = new PetriNetBuilder()
  const numbers = new Map<number, number>()
  const place = (group: number) => {
    const root = places.root(group)
    if (!numbers.has(root)) numbers.set(root, builder.place())
    return numbers.get(root)!
  }
  const START = net.activities.length
  const END = START + 1
  const source = single(
    builder,
    net.outputs[START]!.map((_, g) => place(places.output(START, g))),
    'source',
  )
  const names = [...net.activities.keys()].sort((a, b) => compareText(net.activities[a]!, net.activities[b]!))
  for (const node of names) {
    if (net.inputs[node]!.length === 0 && net.outputs[node]!.length === 0) continue
    const transition = builder.transition(net.activities[node]!)
    net.inputs[node]!.forEach((_, g) => {
      builder.takes(transition, place(places.input(node, g)))
    })
    net.outputs[node]!.forEach((_, g) => {
      builder.puts(transition, place(places.output(node, g)))
    })
  }
  for (const { from, to, takes, puts } of silent) {
    const transition = builder.transition(null)
    for (const g of takes) builder.takes(transition, place(places.output(from, g)))
    for (const g of puts) builder.puts(transition, place(places.input(to, g)))
  }
  const sink = single(
    builder,
    net.inputs[END]!.map((_, g) => place(places.input(END, g))),
    'sink',
  )
  return builder.build([[source, 1]], [[[sink, 1]]])
}

/** The one place that stands for all of them. */
function single(builder: PetriNetBuilder, groups: readonly number[], id: 'source' | 'sink'): number {
  if (groups.length === 1) return groups[0]!
  const place = builder.place(id)
  const transition = builder.transition(null)
  if (id === 'source') builder.takes(transition, place)
  else builder.puts(transition, place)
  for (const group of groups) {
    if (id === 'source') builder.puts(transition, group)
    else builder.takes(transition, group)
  }
  return place
}

/** Groups by number, and which of them are one place. */
class GroupPlaces {
  private readonly parent: number[] = []
  private readonly outputAt: number[] = []
  private readonly inputAt: number[] = []
  constructor(net: CausalNet) {
    for (const [at, sides] of [
      [this.outputAt, net.outputs],
      [this.inputAt, net.inputs],
    ] as const)
      for (const groups of sides) {
        at.push(this.parent.length)
        for (let g = 0; g < groups.length; g++) this.parent.push(this.parent.length)
      }
  }
  output = (node: number, group: number): number => this.outputAt[node]! + group
  input = (node: number, group: number): number => this.inputAt[node]! + group
  join(a: number, b: number): void {
    const [x, y] = [this.root(a), this.root(b)]
    if (x !== y) this.parent[Math.max(x, y)] = Math.min(x, y)
  }
  root(group: number): number {
    let at = group
    while (this.parent[at] !== at) at = this.parent[at]!
    return at
  }
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noPace } from '../../log/count/pace.ts'
import { fire, isEnabled, isFinal, type Marking, type PetriNet } from '../../model/petri-net.ts'
import { MarkingGraph } from '../marking-graph.ts'
import { netOf } from '../net.fixture.ts'
import { indexNet, labelsOfActivities } from '../net-index.ts'
import { randomNet, randomTrace } from '../random-net.fixture.ts'
import { MOVE } from './alignment.ts'
import { ANY_TIMES, labelBounds } from './label-bounds.ts'
import { MarkingEquation } from './marking-equation.ts'
import { naiveCost } from './naive-alignment.fixture.ts'
import { reachability } from './reachable.ts'

const LIMIT = 60

/** All markings of a net and its arcs by firing alone; null: more than `LIMIT`. */
function naiveGraph(net: PetriNet) {
  const numbers = new Map([[String(net.initial), 0]])
  const markings: Marking[] = [net.initial]
  const arcs: { from: number; to: number; label: string | null }[] = []
  for (const [from, marking] of markings.entries())
    for (const transition of net.transitions) {
      if (!isEnabled(transition, marking)) continue
      const after = fire(transition, marking)
      if (!numbers.has(String(after))) {
        if (markings.length >= LIMIT) return null
        numbers.set(String(after), markings.push(after) - 1)
      }
      arcs.push({ from, to: numbers.get(String(after))!, label: transition.label })
    }
  return { markings, arcs }
}
type Graph = NonNullable<ReturnType<typeof naiveGraph>>

/** Least (`sign` 1) or most (-1) weight of the ways to an end by relaxing over and over (Bellman 1958); infinite where there is none, or no end of it. */
function naiveWeights(
  net: PetriNet,
  { markings, arcs }: Graph,
  weight: (label: string | null) => number,
  sign: 1 | -1,
) {
  const none = sign * Number.POSITIVE_INFINITY
  const value = markings.map(marking => (isFinal(net, marking) ? 0 : none))
  const canEnd = markings.map(marking => isFinal(net, marking))
  const relax = () => {
    const changed: number[] = []
    for (const { from, to, label } of arcs) {
      if (!canEnd[to]) continue
      const through = value[to]! + weight(label)
      if (canEnd[from] && (sign > 0 ? through >= value[from]! : through <= value[from]!)) continue
      canEnd[from] = true
      value[from] = through
      changed.push(from)
    }
    return changed
  }
  for (let round = 0; round <= markings.length; round++) if (relax().length === 0) return value
  // what still grows is on a way from a cycle that has the label
  for (let round = 0; round <= markings.length; round++)
    for (const from of relax()) value[from] = Number.POSITIVE_INFINITY
  return value
}

async function known(net: PetriNet) {
  const graph = new MarkingGraph(indexNet(net))
  while (graph.explore(100, 1000) === 'going on');
  const reach = reachability(graph)
  return { graph, reach, bounds: (await labelBounds(graph, reach, noPace))! }
}

test('ends, silent moves and how often labels come are those of walking every way', () =>
  fc.assert(
    fc.asyncProperty(randomNet, async net => {
      const naive = naiveGraph(net)
      if (naive === null) return
      const { graph, reach, bounds } = await known(net)
      const silents = naiveWeights(net, naive, label => (label === null ? 1 : 0), 1)
      const { labels } = graph.index
      const ways = labels.map(label => {
        const comes = (other: string | null) => (other === label ? 1 : 0)
        return [naiveWeights(net, naive, comes, 1), naiveWeights(net, naive, comes, -1)] as const
      })
      naive.markings.forEach((marking, m) => {
        const id = graph.store.idOf(marking)
        const isAlive = silents[m] !== Number.POSITIVE_INFINITY
        expect(reach.alive[id]).toBe(isAlive ? 1 : 0)
        expect(reach.silents[id]).toBe(isAlive ? silents[m] : -1)
        if (!isAlive) return
        labels.forEach((_, label) => {
          const [least, most] = [ways[label]![0][m]!, ways[label]![1][m]!]
          expect([bounds.least[id * labels.length + label], bounds.most[id * labels.length + label]]).toEqual([
            least,
            most === Number.POSITIVE_INFINITY ? ANY_TIMES : most,
          ])
        })
      })
    }),
    { numRuns: 400, seed: 42 },
  ))

test('markings that lead to one another are one component, and a component leads to lower ones alone', () =>
  fc.assert(
    fc.asyncProperty(randomNet, async net => {
      const naive = naiveGraph(net)
      if (naive === null) return
      const { graph, reach } = await known(net)
      const leads = naive.markings.map((_, m) => {
        const seen = new Set([m])
        for (const at of seen) for (const { from, to } of naive.arcs) if (from === at) seen.add(to)
        return seen
      })
      const component = naive.markings.map(marking => reach.component[graph.store.idOf(marking)]!)
      leads.forEach((seen, m) => {
        for (const to of seen) {
          const isMutual = leads[to]!.has(m)
          expect(component[m] === component[to]).toBe(isMutual)
          if (!isMutual) expect(component[to]!).toBeLessThan(component[m]!)
        }
      })
    }),
    { numRuns: 200, seed: 43 },
  ))

const unit = (names: readonly unknown[]) => new Float64Array(names.length).fill(MOVE)

test('the marking equation never says more than an alignment costs, with split points or without', () => {
  let exact = 0
  let cut = 0
  fc.assert(
    fc.property(randomNet, randomTrace, fc.infiniteStream(fc.boolean()), (net, trace, draws) => {
      const index = indexNet(net)
      const { store } = new MarkingGraph(index)
      const labels = labelsOfActivities(index, trace)
      const splits = [...labels.keys()].filter(at => labels[at]! >= 0 && draws.next().value)
      const aligned = { labels, logCost: unit(trace) }
      const plain = new MarkingEquation(index, store, aligned, unit(index.labels), [])
      const split = new MarkingEquation(index, store, aligned, unit(index.labels), splits)
      for (let position = 0; position <= trace.length; position++) {
        const cost = naiveCost(net, trace.slice(position), { limit: 400 })
        if (cost === undefined) continue
        const [least, more] = [plain.solve(position, 0), split.solve(position, 0)]
        // silent moves count a little, so that ties are decided
        const most = cost === null ? Number.POSITIVE_INFINITY : cost.moves + (cost.silents + 1) / MOVE
        if (least === null) expect(cost).toBeNull()
        else expect(least.value).toBeLessThanOrEqual(most)
        if (more === null) expect(cost).toBeNull()
        else expect(more.value).toBeLessThanOrEqual(most)
        if (least && more) expect(more.value).toBeGreaterThanOrEqual(least.value - 1e-6)
        if (cost && least && Math.abs(least.value - cost.moves) < 0.01) exact++
        if (least && more && more.value > least.value + 0.5) cut++
      }
    }),
    { numRuns: 300, seed: 44 },
  )
  // it is no bound that says nothing, and split points make it better
  expect(exact).toBeGreaterThan(50)
  expect(cut).toBeGreaterThan(0)
})

test('the numbers of moves tell what a solution does, and its cost', () => {
  const net = netOf('start -> a -> p | p -> b -> q | q -> c -> end')
  const index = indexNet(net)
  const trace = ['x', 'a', 'c', 'c']
  const labels = labelsOfActivities(index, trace)
  for (const splits of [[], [2], [1, 3], [1, 2, 3]]) {
    const { store } = new MarkingGraph(index)
    const equation = new MarkingEquation(index, store, { labels, logCost: unit(trace) }, unit(index.labels), splits)
    const { value, x } = equation.solve(0, 0)!
    // x and one c in the log alone, b in the model alone
    expect(value).toBeCloseTo(3, 6)
    const done = [...x].reduce((sum, times) => sum + times, 0)
    const numbers = trace.flatMap((_, position) => [
      ...[...index.labelOf.keys()].map(transition => equation.modelMove(position, transition)),
      ...(labels[position]! < 0
        ? []
        : [
            equation.logMove(position),
            ...index.byLabel[labels[position]!]!.map(transition => equation.synchronousMove(position, transition)),
          ]),
    ])
    const named = [...new Set(numbers)].reduce((sum, number) => sum + x[number]!, 0)
    expect(named).toBeCloseTo(done, 6)
    // a, c and the c of the log, and b
    expect(done).toBeCloseTo(4, 6)
  }
})

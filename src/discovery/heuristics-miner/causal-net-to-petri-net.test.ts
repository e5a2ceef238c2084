import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CausalNet, printCausalNet } from '../../model/causal-net.ts'
import { type PetriNet, PetriNetBuilder } from '../../model/petri-net.ts'
import { RunFinder } from '../find-run.ts'
import { logOf } from '../oracle.fixture.ts'
import { causalNetToPetriNet } from './causal-net-to-petri-net.ts'
import { heuristicsMiner } from './heuristics-miner.ts'

/** The definition to the letter: a place a group, a silent transition an arc, nothing joined. */
function wholeNet(net: CausalNet): PetriNet {
  const builder = new PetriNetBuilder()
  const [outputs, inputs] = [net.outputs, net.inputs].map(sides =>
    sides.map(groups => groups.map(() => builder.place())),
  ) as [number[][], number[][]]
  const START = net.activities.length
  const [source, sink] = [builder.place('source'), builder.place('sink')]
  const connect = (label: string | null, takes: readonly number[], puts: readonly number[]) => {
    const transition = builder.transition(label)
    for (const place of takes) builder.takes(transition, place)
    for (const place of puts) builder.puts(transition, place)
  }
  connect(null, [source], outputs[START]!)
  connect(null, inputs[START + 1]!, [sink])
  net.activities.forEach((label, node) => {
    if (inputs[node]!.length + outputs[node]!.length > 0) connect(label, inputs[node]!, outputs[node]!)
  })
  const having = (places: readonly number[], groups: readonly (readonly number[])[], member: number) =>
    places.filter((_, g) => groups[g]!.includes(member))
  for (const { from, to } of net.arcs)
    connect(null, having(outputs[from]!, net.outputs[from]!, to), having(inputs[to]!, net.inputs[to]!, from))
  return builder.build([[source, 1]], [[[sink, 1]]])
}

test('places that are joined leave the traces of a causal net as they are', () => {
  const letters = ['a', 'b', 'c', 'd']
  const trace = fc.oneof(
    fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 6 }),
    fc.shuffledSubarray(letters, { minLength: 2 }),
  )
  const log = fc.array(fc.tuple(trace, fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 6 })
  const options = fc.record({
    dependency: fc.constantFrom(0, 0.5, 0.9),
    loopOfOne: fc.constantFrom(0.5, 0.9),
    loopOfTwo: fc.constantFrom(0.5, 0.9),
    longDistance: fc.constantFrom(null, 0.5),
    and: fc.constantFrom(0.1, 0.6),
  })
  let shown = 0
  let refused = 0
  fc.assert(
    fc.property(log, options, fc.array(trace, { maxLength: 4 }), (given, thresholds, others) => {
      const net = heuristicsMiner(logOf(given), thresholds)
      const [joined, whole] = [causalNetToPetriNet(net), wholeNet(net)].map(one => new RunFinder(one)) as [
        RunFinder,
        RunFinder,
      ]
      for (const one of [...given.map(([events]) => events), ...others]) {
        const [found, expected] = [joined.find(one) !== null, whole.find(one) !== null]
        if (joined.gaveUp || whole.gaveUp) continue
        expect([printCausalNet(net), one, found]).toEqual([printCausalNet(net), one, expected])
        if (expected) shown++
        else refused++
      }
    }),
    { numRuns: 200, seed: 65 },
  )
  expect(Math.min(shown, refused)).toBeGreaterThan(100)
})

test('of arcs between places that mean the same no silent transition is left, and what is in no arc is not there', () => {
  const silent = (notation: string) => {
    const log = logOf(notation.split(' | ').map(trace => [trace.split(' '), 20]))
    return causalNetToPetriNet(heuristicsMiner(log, { longDistance: null })).transitions.filter(
      ({ label }) => label === null,
    ).length
  }
  expect(silent('a b c')).toBe(0)
  expect(silent('a b d | a c d')).toBe(0)
  expect(silent('a b c d | a c b d')).toBe(0)
  // b may be passed by, so that the ways from a and into c are not each other's only ones
  expect(silent('a b c | a c')).toBe(1)
  const alone = causalNetToPetriNet(
    heuristicsMiner(
      logOf([
        [['a', 'b'], 20],
        [['a', 'c', 'b'], 1],
      ]),
      { allConnected: false },
    ),
  )
  expect(alone.transitions.map(({ label }) => label)).toEqual(['a', 'b'])
})

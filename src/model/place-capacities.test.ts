import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseNet, printNet } from './net-notation.ts'
import { fire, isEnabled, type Marking, type PetriNet } from './petri-net.ts'
import { withoutCapacities } from './place-capacities.ts'
import { anyNet } from './random-net.fixture.ts'

type Capacities = ReadonlyMap<number, number>
const at = ({ places }: PetriNet, id: string) => places.findIndex(place => place.id === id)

/** What may fire and where it leads, step by step, by the rule of capacities itself; `places`: those that are told. */
function steps(net: PetriNet, capacities: Capacities, places: number, depth: number): string[] {
  const told: string[] = []
  let now = new Map([[String(net.initial), net.initial]])
  for (let step = 0; step < depth; step++) {
    const next = new Map<string, Marking>()
    for (const marking of now.values())
      net.transitions.forEach((transition, t) => {
        if (!isEnabled(transition, marking)) return
        const after = fire(transition, marking)
        if ([...capacities].some(([place, most]) => after[place]! > most)) return
        told.push(`${step}: ${marking.slice(0, places)} -${t}-> ${after.slice(0, places)}`)
        next.set(String(after), after)
      })
    now = next
  }
  return told.sort()
}

describe('a net with capacities', () => {
  test('keeps what may fire by complementary places', () => {
    const net = parseNet('s + p + e; s → a → s + p; p → b → e; s → c → e; [s] ⇒ [3*e]')
    const found = withoutCapacities(net, new Map([[at(net, 'p'), 2]]))
    expect(printNet(found.net)).toBe(
      's + p + e + p_free; s + p_free → a → s + p; p → b → e + p_free; s → c → e; [s + 2*p_free] ⇒ [3*e + 2*p_free]',
    )
    expect(found).toMatchObject({ complemented: [at(net, 'p')], implied: [], dropped: [] })
  })
  test('stays as it is where no more tokens ever come', () => {
    const net = parseNet('s → a → p; p → b → e; [s] ⇒ [e]')
    const found = withoutCapacities(net, new Map([0, 1, 2].map(place => [place, 1])))
    expect(found).toEqual({ net, implied: [0, 1, 2], complemented: [], dropped: [] })
  })
  test('is left unkept where it begins or ends with more, or more fit than anybody counts', () => {
    const net = parseNet('2*s → a → 2*s + p + q; [2*s] ⇒ [2*s + 3*p]')
    const found = withoutCapacities(
      net,
      new Map([
        [at(net, 's'), 1],
        [at(net, 'p'), 2],
        [at(net, 'q'), 1_000_000],
      ]),
    )
    expect(found.net).toBe(net)
    expect(found.dropped).toHaveLength(3)
  })
  test('of any shape, loops and weights too, fires as its capacities let it', () => {
    fc.assert(
      fc.property(
        anyNet,
        fc.array(fc.option(fc.integer({ min: 1, max: 3 })), { minLength: 5, maxLength: 5 }),
        (net, most) => {
          const capacities = new Map(most.flatMap((one, place) => (one === null ? [] : [[place, one] as const])))
          const found = withoutCapacities(net, capacities)
          expect([...found.implied, ...found.complemented, ...found.dropped].sort()).toEqual([...capacities.keys()])
          expect(found.dropped).toEqual([])
          expect(steps(found.net, new Map(), 5, 6)).toEqual(steps(net, capacities, 5, 6))
          for (const [i, final] of found.net.final.entries()) expect(final.slice(0, 5)).toEqual(net.final[i])
        },
      ),
      { numRuns: 60 },
    )
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { netOf } from './net.fixture.ts'
import { indexNet } from './net-index.ts'
import { randomNet } from './random-net.fixture.ts'
import { Future, VisibleLanguage } from './visible-language.ts'
import { ClosureLimit } from './visible-steps.ts'

const MOST = 40

/** States and arcs of the automaton, every state asked once; null: too many. */
function automatonOf(language: VisibleLanguage) {
  const arcs: { from: number; label: number; to: number }[] = []
  for (let from = 0; from < language.states; from++) {
    if (language.states > MOST) return null
    for (const label of language.enabled(from)) arcs.push({ from, label, to: language.step(from, label) })
  }
  return arcs
}

/** By state: states that some way leads to, itself among them; relaxed over and over. */
function waysOf(states: number, arcs: readonly { from: number; to: number }[]): boolean[][] {
  const reach = Array.from({ length: states }, (_, a) => Array.from({ length: states }, (_, b) => a === b))
  for (let round = 0; round < states; round++)
    for (const { from, to } of arcs) for (let b = 0; b < states; b++) reach[from]![b] ||= reach[to]![b]!
  return reach
}

test('what may still come is what stands on some way to an end, on nets of every kind', () => {
  fc.assert(
    fc.property(randomNet, net => {
      const language = new VisibleLanguage(indexNet(net), { limit: 300, atLimit: 'cut' })
      const arcs = automatonOf(language)
      if (arcs === null) return
      const reach = waysOf(language.states, arcs)
      const canEnd = reach.map(row => row.some((is, b) => is && language.isAccepting(b)))
      const future = new Future(language, MOST)
      for (let state = 0; state < language.states; state++) {
        expect(future.mayEnd(state)).toBe(canEnd[state])
        for (const label of language.index.labels.keys())
          expect(future.mayCome(state, label)).toBe(
            arcs.some(arc => arc.label === label && reach[state]![arc.from] && canEnd[arc.to]),
          )
      }
    }),
    { numRuns: 150, seed: 11 },
  )
})

test('where the states of the language are too many, what may come is not asked', () => {
  const future = (most: number) =>
    new Future(new VisibleLanguage(indexNet(netOf('start -> a -> p | p -> b -> q | q -> c -> end'))), most)
  expect(future(4).mayCome(0, 2)).toBe(true)
  expect(() => future(2).mayCome(0, 2)).toThrow(ClosureLimit)
})

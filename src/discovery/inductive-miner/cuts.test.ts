import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arcLists, symbolsOf } from './arc-lists.ts'
import { chain } from './chain.ts'
import { cutOf, findCut } from './cuts.ts'
import { leaveOut } from './leave-out.ts'
import { localGraph, TraceBag } from './traces.ts'

const trace = fc.array(fc.nat(6), { maxLength: 7 })
const logs = fc.array(trace, { minLength: 1, maxLength: 6 }).map(traces => {
  const bag = new TraceBag()
  for (const one of traces) bag.add(one, 1)
  return bag
})

/** Joined until of any two parts each activity of one reaches each of the other, and never back. */
function naiveChain(size: number, arcs: readonly (readonly number[])[]): string[] {
  const reach = arcs.map(row => new Set(row))
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++) if (reach[i]!.has(k)) for (const j of reach[k]!) reach[i]!.add(j)
  let parts = Array.from({ length: size }, (_, i) => [i])
  for (;;) {
    const leads = (x: number, y: number) => reach[x]!.has(y)
    const clash = parts
      .flatMap((a, i) => parts.slice(i + 1).map(b => [a, b] as const))
      .find(([a, b]) => a.some(x => b.some(y => leads(x, y) === leads(y, x))))
    if (clash === undefined)
      return parts.sort((a, b) => (leads(a[0]!, b[0]!) ? -1 : 1)).map(part => part.sort().join(' '))
    parts = [...parts.filter(part => !clash.includes(part)), clash.flat()]
  }
}

test('a chain has the parts that joining what is not in one order leaves', () => {
  fc.assert(
    fc.property(logs, log => {
      const graph = arcLists(localGraph(log))
      expect(chain(graph).map(part => part.join(' '))).toEqual(naiveChain(graph.nodes.length, graph.out))
    }),
    { numRuns: 200, seed: 15 },
  )
})

test('a graph without an activity is that of the traces without it', () => {
  fc.assert(
    fc.property(logs, log => {
      const graph = localGraph(log)
      const lists = arcLists(graph)
      const without = leaveOut(log, graph, lists)
      for (const place of lists.nodes) {
        const bag = new TraceBag()
        for (const one of log.traces)
          bag.add(
            one.filter(symbol => symbol !== graph.activities[place]),
            1,
          )
        const made = without(place)
        const anew = arcLists(localGraph(bag))
        expect(symbolsOf(made, made.nodes)).toEqual(anew.activities)
        const arcs = (of: typeof made, rows: typeof made.out) =>
          of.nodes.map(at =>
            symbolsOf(
              of,
              rows[at]!.filter(to => of.inside[to] === 1),
            ),
          )
        expect([arcs(made, made.out), arcs(made, made.into)]).toEqual([arcs(anew, anew.out), arcs(anew, anew.into)])
        for (const key of ['starts', 'ends'] as const)
          expect(
            symbolsOf(
              made,
              made.nodes.filter(at => made[key][at] === 1),
            ),
          ).toEqual(
            symbolsOf(
              anew,
              anew.nodes.filter(at => anew[key][at] === 1),
            ),
          )
        expect(cutOf(made)).toEqual(findCut(localGraph(bag)))
      }
    }),
    { numRuns: 100, seed: 16 },
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { variantLog } from '../../log/variant-log.ts'
import { framedLog } from './framed-log.ts'
import { RegionProgram } from './region-program.ts'
import { type SequenceEncoding, sequenceEncoding } from './sequence-encoding.ts'

/** Tokens over all vertices and arcs; null where some trace does not pass, or leaves a token. */
function costOf(graph: SequenceEncoding, end: number, puts: ArrayLike<number>, takes: ArrayLike<number>) {
  const { size, before, last } = graph
  let tokens = 0
  for (let v = 0; v < last.length; v++) {
    let there = 0
    for (let a = 0; a < size; a++) there += before[v * size + a]! * (puts[a]! - takes[a]!)
    there -= takes[last[v]!]!
    if (there < 0) return null
    there += puts[last[v]!]!
    if (last[v] === end && there !== 0) return null
    tokens += there
  }
  let arcs = 0
  for (let a = 0; a < size; a++) arcs += puts[a]! + takes[a]!
  return { tokens, arcs }
}

test('of all places between two activities the one with fewest tokens, then fewest arcs', () => {
  const trace = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(trace, { minLength: 1, maxLength: 5 }), traces => {
      const { log, start, end } = framedLog(variantLog(traces.map(one => one.join(' ')).join(' | ')))
      const graph = sequenceEncoding(log, 0, 1000)!
      const program = new RegionProgram(graph, start, end)
      const { size } = graph
      for (let from = 0; from < size; from++)
        for (let to = 0; to < size; to++) {
          if (from === end || to === start) continue
          const found = program.between(from, to)
          let best = { tokens: Number.POSITIVE_INFINITY, arcs: 0 }
          for (let bits = 0; bits < 1 << (2 * size); bits++) {
            const all = Array.from({ length: 2 * size }, (_, i) => (bits >> i) & 1)
            const [puts, takes] = [all.slice(0, size), all.slice(size)]
            if (puts[from] !== 1 || takes[to] !== 1 || puts[end] === 1 || takes[start] === 1) continue
            const cost = costOf(graph, end, puts, takes)
            if (cost && (cost.tokens < best.tokens || (cost.tokens === best.tokens && cost.arcs < best.arcs)))
              best = cost
          }
          expect(costOf(graph, end, found.puts, found.takes)).toEqual(best)
        }
    }),
    { numRuns: 60, seed: 8 },
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { variantLog } from '../log/variant-log.ts'
import { printArcs } from '../model/directly-follows-graph.ts'
import { directlyFollows } from './directly-follows.ts'

test('L1 of van der Aalst (2016)', () => {
  expect(printArcs(directlyFollows(variantLog('a b c d *3 | a c b d *2 | a e d')))).toEqual({
    '▶→a': 6,
    'a→b': 3,
    'a→c': 2,
    'a→e': 1,
    'b→c': 3,
    'c→b': 2,
    'b→d': 2,
    'c→d': 3,
    'e→d': 1,
    'd→■': 6,
  })
})

test('an empty trace goes straight from start to end', () => {
  expect(printArcs(directlyFollows(variantLog('a *2 | ')))).toEqual({ '▶→a': 2, 'a→■': 2, '▶→■': 1 })
})

test('what flows into an activity flows out of it', () =>
  fc.assert(
    fc.property(fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 8 }), { minLength: 1 }), traces => {
      const graph = directlyFollows(variantLog(traces.map(t => t.join(' ')).join(' | ')))
      const size = graph.activities.length + 2
      for (let node = 0; node < graph.activities.length; node++) {
        let inflow = 0
        let outflow = 0
        for (let other = 0; other < size; other++) {
          inflow += graph.frequency[other * size + node]!
          outflow += graph.frequency[node * size + other]!
        }
        expect(inflow).toBe(outflow)
      }
    }),
  ))

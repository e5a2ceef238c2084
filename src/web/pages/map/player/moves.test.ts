import { expect, test } from 'vitest'
import type { Traces } from '../../../../log/engine.ts'
import { arcKey } from '../model.ts'
import { movesOf, thinned } from './moves.ts'

const traces: Traces = {
  activities: ['a', 'b'],
  id: ['1', '2'],
  offsets: [0, 2, 3],
  symbols: [0, 1, 0],
  start: [null, 250, null],
  complete: [100, 300, 1000],
  attributes: {},
  total: 2,
}
const drawn = new Set([arcKey('▶', 'a'), arcKey('a', 'b'), arcKey('b', '■')])
const printed = (moves: ReturnType<typeof movesOf>) =>
  Array.from(
    moves.arc,
    (arc, i) => `${(JSON.parse(moves.arcs[arc]!) as string[]).join('→')} ${moves.from[i]}..${moves.to[i]}`,
  )

test('a case runs from completion to start along drawn arcs, and what is not drawn is counted', () => {
  const moves = movesOf(traces, drawn, false, 10)
  expect(printed(moves)).toEqual(['▶→a 90..100', 'a→b 100..250', 'b→■ 300..310', '▶→a 990..1000'])
  expect([moves.unseen, moves.begin, moves.end]).toEqual([1, 90, 1000])
})
test('together, every case begins at nought', () => {
  expect(printed(movesOf(traces, drawn, true, 10))).toEqual(['▶→a -10..0', 'a→b 0..150', 'b→■ 200..210', '▶→a -10..0'])
})
test('pages are put together and thinned by case', () => {
  const other: Traces = { ...traces, activities: ['b', 'a'] }
  const all = thinned([traces, other], 3)
  expect([all.id, all.offsets, all.symbols.map(s => all.activities[s])]).toEqual([
    ['1', '2'],
    [0, 2, 3],
    ['a', 'b', 'b'],
  ])
})

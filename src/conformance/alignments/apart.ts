import { assert } from '../../base/errors.ts'
import { type Alignment, MOVE } from './alignment.ts'
import type { Solution, TraceToAlign } from './search.ts'

/** Every event in the log, and the shortest run in the model: an alignment of any trace. */
export function apartFrom(trace: TraceToAlign, shortestRun: Alignment): Solution {
  return {
    combined: sum(trace.logCost) + shortestRun.cost * MOVE + shortestRun.silentMoves,
    path: [
      ...logMoves(trace),
      ...shortestRun.moves.map(move => {
        assert(move.kind === 'model' || move.kind === 'silent', 'a run of the net has moves of the log')
        return { kind: 'model' as const, transition: move.transition }
      }),
    ],
  }
}

export const sum = (costs: Float64Array): number => costs.reduce((total, cost) => total + cost, 0)

export const logMoves = (trace: TraceToAlign): { kind: 'log'; position: number }[] =>
  Array.from(trace.labels, (_, position) => ({ kind: 'log', position }))

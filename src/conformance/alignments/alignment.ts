import { RequestError } from '../../base/errors.ts'
import type { Pace } from '../../log/count/pace.ts'

/**
 * One move of an alignment: log and model together, the log alone, the model alone, or the model silently.
 * Transitions are numbers of the net's.
 */
export type Move =
  | { readonly kind: 'synchronous'; readonly activity: string; readonly transition: number }
  | { readonly kind: 'log'; readonly activity: string }
  | { readonly kind: 'model'; readonly activity: string; readonly transition: number }
  | { readonly kind: 'silent'; readonly transition: number }

/** What moves cost: whole numbers 0..1000. By default 1 each; synchronous moves are free, silent ones decide ties. */
export interface AlignmentCosts {
  logMove(activity: string): number
  modelMove(activity: string): number
}

export const unitCosts: AlignmentCosts = { logMove: () => 1, modelMove: () => 1 }

/** Where a search may end without an answer. */
export interface AlignmentBudget {
  /** Markings of the net that are known as a whole; nets with more are searched through the marking equation. */
  readonly markings: number
  /** States that the search of one trace may expand. */
  readonly states: number
  /** Time of the whole work, ms; after it the rest is answered by intervals. */
  readonly timeMs: number
}

export const defaultBudget: AlignmentBudget = { markings: 100_000, states: 1_000_000, timeMs: Number.POSITIVE_INFINITY }

/**
 * The best match of a trace and a run of the net from its initial to a final marking. `cost` is that of the moves given and
 * the upper bound of the optimum; `lower` is its lower bound. They are equal where the alignment is known to be optimal.
 * Ties of cost are decided by the number of silent moves.
 */
export interface Alignment {
  readonly moves: readonly Move[]
  readonly cost: number
  readonly lower: number
  readonly silentMoves: number
}

export const isOptimal = ({ cost, lower }: Alignment): boolean => cost === lower

/** A cost of the search: the cost of moves first, silent moves second, in one number that is exact below 2^53. */
export const SILENT = 1
export const MOVE = 2 ** 20
export const costOf = (combined: number): number => Math.floor(combined / MOVE)
export const silentsOf = (combined: number): number => combined % MOVE

/** Silent moves of an optimal alignment are fewer. */
const MOST_SILENTS = 2 ** 14

/**
 * The least cost of moves where the combined cost is at least so much: it may lie above a whole number of moves by silent moves alone;
 * what is more comes of a linear program, and then there is one move more.
 */
export const leastCost = (combined: number): number => Math.ceil(Math.max(0, combined - MOST_SILENTS) / MOVE)

/** Costs of labels and activities as numbers of the search; refuses what is no whole number 0..1000. */
export function costColumn(names: readonly string[], cost: (name: string) => number): Float64Array {
  return Float64Array.from(names, name => {
    const value = cost(name)
    if (!Number.isInteger(value) || value < 0 || value > 1000)
      throw new RequestError(`The cost of "${name}" is ${value}; costs of moves are whole numbers from 0 to 1000.`)
    return value * MOVE
  })
}

export interface AlignmentOptions {
  readonly costs?: AlignmentCosts
  readonly budget?: Partial<AlignmentBudget>
  /** Epoch ms, for the budget's time; without it time has no end. */
  readonly now?: () => number
  readonly pace?: Pace
}

/** A solved trace as transitions and log moves: what the two methods have in common. */
export interface Solution {
  /** Cost of moves and silent moves in one number. */
  readonly combined: number
  readonly path: readonly PathMove[]
}

/** `position` is that of the event for synchronous and log moves; `transition` that of the model's part. */
export type PathMove =
  | { readonly kind: 'synchronous'; readonly position: number; readonly transition: number }
  | { readonly kind: 'log'; readonly position: number }
  | { readonly kind: 'model'; readonly transition: number }

/** A search that is run piece by piece, so that its caller can rest, cancel or end it. */
export interface Search {
  /** Expands up to `states` more states; true once nothing is left to do. */
  run(states: number): boolean
  /** What the optimum costs at least, as far as is known. */
  readonly lower: number
  readonly expanded: number
  /** Null where no alignment was found: not yet, or none exists. */
  readonly solution: Solution | null
}

/** A trace by labels of the net, with what its log moves cost. */
export interface TraceToAlign {
  /** -1: no transition carries it. */
  readonly labels: Int32Array
  readonly logCost: Float64Array
}

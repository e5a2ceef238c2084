/** One run of a routine. Rows are rows of the UI log. */
export interface RoutineInstance {
  readonly first: number
  readonly last: number
  /** The rows that belong to it; others between first and last are interruptions. Ascending. */
  readonly rows: readonly number[]
  /** Index into `Routine.variants`. */
  readonly variant: number
}

/** A step of a routine, as it is in most of its instances. */
export interface RoutineStep {
  /** Class of the step: equal texts are the same step (normalised UI of Leno et al., 2020). */
  readonly class: string
  readonly label: string
  /** Share of instances that contain it, 0..1. */
  readonly share: number
}

/** A repeated sequence of steps (robotic process mining, Leno et al., 2021), with every run of it. */
export interface Routine {
  /** Stable: a hash of its steps, not of where it was found. */
  readonly id: string
  readonly name: string
  readonly steps: readonly RoutineStep[]
  /** Distinct step sequences, most instances first; each a list of step classes. */
  readonly variants: readonly { readonly classes: readonly string[]; readonly instances: number }[]
  readonly instances: readonly RoutineInstance[]
}

/** Rows of its events, run by run. */
export function* rowsOf({ instances }: Pick<Routine, 'instances'>): Iterable<number> {
  for (const { rows } of instances) yield* rows
}

/** A stretch of a UI log believed to be one run; `routine` is the id of what it is a run of. */
export interface Segment {
  readonly first: number
  readonly last: number
  readonly routine: string
}

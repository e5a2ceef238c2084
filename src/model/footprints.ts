/** → a directly precedes b and never the other way round, ← the mirror, ∥ both happen, # neither. */
export type FootprintRelation = '→' | '←' | '∥' | '#'

/**
 * What may directly follow what, of a log or of a model (W. van der Aalst, Process Mining: Data Science in Action, 2016,
 * section 6.2). `follows[a * n + b]` is 1 where b comes right after a in some trace, n = activities.length.
 */
export interface Footprints {
  readonly activities: readonly string[]
  readonly follows: Uint8Array
  /** Activities that a trace can begin and end with, ascending by index. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Events of the shortest trace. */
  readonly minTraceLength: number
}

export const footprintsOf = (
  activities: readonly string[],
  follows: Uint8Array,
  starts: ReadonlySet<number>,
  ends: ReadonlySet<number>,
  minTraceLength: number,
): Footprints => ({ activities, follows, starts: ascending(starts), ends: ascending(ends), minTraceLength })

const ascending = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b)

export function footprintRelation({ activities, follows }: Footprints, a: number, b: number): FootprintRelation {
  const forth = follows[a * activities.length + b] === 1
  const back = follows[b * activities.length + a] === 1
  if (forth) return back ? '∥' : '→'
  return back ? '←' : '#'
}

/** The textbook matrix on one line: `a: # → → | b: ← # ∥ | c: ← ∥ #`. */
export function printFootprints(footprints: Footprints): string {
  return footprints.activities
    .map((name, a) => `${name}: ${footprints.activities.map((_, b) => footprintRelation(footprints, a, b)).join(' ')}`)
    .join(' | ')
}

import type { VariantLog } from '../../log/variant-log.ts'
import { directlyFollows } from '../directly-follows.ts'
import { countLoopsOfTwo } from '../loops-of-two.ts'

/**
 * How strongly activities depend on one another. Matrices are dense: value[from * size + to] with
 * size = activities.length + 2, START and END the last two nodes.
 */
export interface Dependencies {
  readonly activities: readonly string[]
  readonly size: number
  /** |a > b|, in occurrences, noise left out. */
  readonly direct: Float64Array
  /** a ⇒ b = (|a > b| − |b > a|) / (|a > b| + |b > a| + 1); a ⇒ a = |a > a| / (|a > a| + 1). −1..1. */
  readonly dependency: Float64Array
  /** a ⇒₂ b = (|aba| + |bab|) / (|aba| + |bab| + 1), 0 ≤ and < 1; symmetric, 0 on the diagonal. */
  readonly loopOfTwo: Float64Array
}

/**
 * The measures of the heuristics miner (A. Weijters, W. van der Aalst, A. de Medeiros, Process mining with the
 * HeuristicsMiner algorithm, 2006). Arcs rarer than `noise` (0..1) times the most frequent arc of both of their ends
 * are left out first; arcs of START and END are not. O(symbols + activities²).
 */
export function dependencies(log: VariantLog, noise = 0): Dependencies {
  const size = log.activities.length + 2
  const direct = directlyFollows(log).frequency
  if (noise > 0) dropNoise(direct, size, noise)
  const dependency = new Float64Array(size * size)
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) {
      const [forth, back] = [direct[a * size + b]!, direct[b * size + a]!]
      dependency[a * size + b] = a === b ? forth / (forth + 1) : (forth - back) / (forth + back + 1)
    }
  return {
    activities: log.activities,
    size,
    direct,
    dependency,
    loopOfTwo: loopsOfTwo(log, size),
  }
}

function dropNoise(direct: Float64Array, size: number, noise: number): void {
  const activities = size - 2
  const most = new Float64Array(activities)
  const each = (visit: (a: number, b: number, at: number) => void) => {
    for (let a = 0; a < activities; a++) for (let b = 0; b < activities; b++) visit(a, b, a * size + b)
  }
  each((a, b, at) => {
    most[a] = Math.max(most[a]!, direct[at]!)
    most[b] = Math.max(most[b]!, direct[at]!)
  })
  each((a, b, at) => {
    if (direct[at]! < noise * Math.min(most[a]!, most[b]!)) direct[at] = 0
  })
}

function loopsOfTwo(log: VariantLog, size: number): Float64Array {
  const count = countLoopsOfTwo(log, size)
  const measure = new Float64Array(size * size)
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) {
      const both = count[a * size + b]! + count[b * size + a]!
      measure[a * size + b] = both / (both + 1)
    }
  return measure
}

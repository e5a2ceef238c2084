import type { VariantLog } from '../../log/variant-log.ts'
import { directlyFollows } from '../directly-follows.ts'
import { countLoopsOfTwo } from '../loops-of-two.ts'
import { widestPaths } from '../widest-paths.ts'

/** A directly-follows graph without loops of one and without the arcs between concurrent activities. */
export interface PrunedGraph {
  readonly activities: readonly string[]
  /** activities.length + 2; START and END are the last two nodes. */
  readonly size: number
  /** frequency[from * size + to], 0: no arc. */
  readonly frequency: Float64Array
  readonly selfLoops: readonly boolean[]
  /** 1 where a ∥ b: concurrent[a * size + b], symmetric. */
  readonly concurrent: Uint8Array
}

/**
 * Concurrency of two activities that follow each other about equally often: the imbalance
 * abs(|a→b| − |b→a|) / (|a→b| + |b→a|) is below `epsilon`. Of two that are not balanced the rarer arc is left out. Loops of
 * two, and activities with a loop of one, whose repetitions look like them, keep both (Augusto et al. 2019, section 3.2).
 * An arc that is the only one out of or into its end stays, and the other one goes, so that every activity keeps a way from
 * the start and to the end.
 */
export function pruneConcurrency(log: VariantLog, epsilon: number): PrunedGraph {
  const activities = log.activities.length
  const size = activities + 2
  const original = directlyFollows(log).frequency
  const frequency = original.slice()
  const selfLoops = log.activities.map((_, a) => frequency[a * size + a]! > 0)
  for (let a = 0; a < activities; a++) frequency[a * size + a] = 0
  // an empty trace is no arc of the model: a start that leads nowhere
  if (activities > 0) frequency[activities * size + activities + 1] = 0
  const loops = countLoopsOfTwo(log, size)
  const concurrent = new Uint8Array(size * size)
  const dropped: number[] = []
  for (let a = 0; a < activities; a++)
    for (let b = a + 1; b < activities; b++) {
      const [at, back] = [a * size + b, b * size + a]
      const [forth, other] = [frequency[at]!, frequency[back]!]
      if (forth === 0 || other === 0 || selfLoops[a] || selfLoops[b] || loops[at]! + loops[back]! > 0) continue
      if (Math.abs(forth - other) / (forth + other) < epsilon) {
        concurrent[at] = concurrent[back] = 1
        dropped.push(at, back)
      } else dropped.push(forth < other ? at : back)
    }
  dropped.sort((x, y) => original[x]! - original[y]! || x - y)
  dropArcs(dropped, frequency, concurrent, size)
  reconnect(original, frequency, concurrent, size)
  return { activities: log.activities, size, frequency, selfLoops, concurrent }
}

const mirror = (at: number, size: number) => (at % size) * size + Math.floor(at / size)

/** In the order given; of two whose first must stay the other is dropped, and they are not concurrent. */
function dropArcs(arcs: readonly number[], frequency: Float64Array, concurrent: Uint8Array, size: number): void {
  const out = new Int32Array(size)
  const into = new Int32Array(size)
  frequency.forEach((count, at) => {
    if (count === 0) return
    out[Math.floor(at / size)]!++
    into[at % size]!++
  })
  const drop = (at: number): boolean => {
    const [from, to] = [Math.floor(at / size), at % size]
    if (frequency[at] === 0) return true
    if (out[from] === 1 || into[to] === 1) return false
    frequency[at] = 0
    out[from]!--
    into[to]!--
    return true
  }
  for (const at of arcs) {
    if (drop(at)) continue
    concurrent[at] = concurrent[mirror(at, size)] = 0
    drop(mirror(at, size))
  }
}

/** Puts back the widest ways to activities that lost all of theirs; what lies on them is not concurrent. */
function reconnect(original: Float64Array, frequency: Float64Array, concurrent: Uint8Array, size: number): void {
  for (const isForward of [true, false]) {
    const reached = reachableFrom(frequency, size, isForward ? size - 2 : size - 1, isForward)
    for (const at of bestArcs(original, size, isForward)) {
      const node = isForward ? at % size : Math.floor(at / size)
      if (reached[node] === 1) continue
      frequency[at] = original[at]!
      concurrent[at] = concurrent[mirror(at, size)] = 0
    }
  }
}

function reachableFrom(frequency: Float64Array, size: number, from: number, isForward: boolean): Uint8Array {
  const seen = new Uint8Array(size)
  seen[from] = 1
  const open = [from]
  while (open.length > 0) {
    const node = open.pop()!
    for (let other = 0; other < size; other++) {
      const at = isForward ? node * size + other : other * size + node
      if (frequency[at]! > 0 && seen[other] === 0) {
        seen[other] = 1
        open.push(other)
      }
    }
  }
  return seen
}

/** The arcs of the widest way from START to every node (or from every node to END), as positions in the matrix. */
export function bestArcs(frequency: Float64Array, size: number, isForward: boolean): number[] {
  const arcs: number[] = []
  frequency.forEach((count, at) => {
    if (count > 0 && Math.floor(at / size) !== at % size) arcs.push(at)
  })
  const from = arcs.map(at => Math.floor(at / size))
  const to = arcs.map(at => at % size)
  const width = arcs.map(at => frequency[at]!)
  const found = isForward ? widestPaths(size, from, to, width, size - 2) : widestPaths(size, to, from, width, size - 1)
  return found.map(arc => arcs[arc]!)
}

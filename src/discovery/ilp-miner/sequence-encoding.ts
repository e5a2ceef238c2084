import type { VariantLog } from '../../log/variant-log.ts'

/**
 * The sequence encoding graph of a log: every beginning of a trace stands for how often each activity came before its last
 * event, and for that last event. Beginnings that say the same to a place are one vertex; arcs lead to the next event.
 */
export interface SequenceEncoding {
  /** Number of activities, an artificial start and end among them. */
  readonly size: number
  /** Occurrences before the last event: vertex v has before[v * size + activity]. */
  readonly before: Uint16Array
  /** Last event of each vertex. */
  readonly last: Int32Array
  /** Vertices that may follow, by vertex. */
  readonly next: readonly (readonly number[])[]
  /** Vertices at which a trace begins. */
  readonly starts: readonly number[]
}

/** A longer trace has counts that do not fit. */
const LONGEST = 65_535

/**
 * The graph of what is not rare: of the arcs that leave a vertex those stay that carry at least `noise` times the cases of the
 * heaviest one; what they do not lead to is left out (S. van Zelst et al., Discovering workflow nets using integer linear
 * programming, 2018, section 6). Null where there are more than `limit` vertices. O(symbols · activities).
 */
export function sequenceEncoding(log: VariantLog, noise: number, limit: number): SequenceEncoding | null {
  const graph = new EncodingGraph(log.activities.length)
  for (let v = 0; v < log.cases.length; v++) {
    const trace = log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!)
    if (trace.length > LONGEST) return null
    graph.add(trace, log.cases[v]!)
    if (graph.vertices > limit) return null
  }
  return graph.kept(noise)
}

/** The root is vertex 0: nothing has happened, and nothing was last. */
class EncodingGraph {
  private readonly size: number
  private readonly multisets = new Map<string, number>()
  private readonly counts: Uint16Array[] = []
  private readonly vertexOf = new Map<number, number>()
  private readonly multisetOf: number[] = [-1]
  private readonly lastOf: number[] = [-1]
  /** Cases by arc, from each vertex. */
  private readonly arcs: Map<number, number>[] = [new Map()]

  constructor(size: number) {
    this.size = size
  }

  get vertices(): number {
    return this.lastOf.length
  }

  add(trace: Int32Array, cases: number): void {
    const count = new Uint16Array(this.size)
    let from = 0
    for (const activity of trace) {
      const to = this.vertex(count, activity)
      this.arcs[from]!.set(to, (this.arcs[from]!.get(to) ?? 0) + cases)
      count[activity]!++
      from = to
    }
  }

  private vertex(count: Uint16Array, activity: number): number {
    const key = count.join()
    let multiset = this.multisets.get(key)
    if (multiset === undefined) {
      multiset = this.counts.push(count.slice()) - 1
      this.multisets.set(key, multiset)
    }
    const pair = multiset * this.size + activity
    let vertex = this.vertexOf.get(pair)
    if (vertex === undefined) {
      vertex = this.lastOf.push(activity) - 1
      this.multisetOf.push(multiset)
      this.arcs.push(new Map())
      this.vertexOf.set(pair, vertex)
    }
    return vertex
  }

  kept(noise: number): SequenceEncoding {
    const number = new Map([[0, -1]])
    const order = [0]
    for (const vertex of order) {
      const least = noise * Math.max(0, ...this.arcs[vertex]!.values())
      for (const [to, cases] of this.arcs[vertex]!)
        if (cases >= least && !number.has(to)) number.set(to, order.push(to) - 2)
        else if (cases < least) this.arcs[vertex]!.delete(to)
    }
    const kept = order.slice(1)
    const before = new Uint16Array(kept.length * this.size)
    kept.forEach((vertex, v) => {
      before.set(this.counts[this.multisetOf[vertex]!]!, v * this.size)
    })
    const next = order.map(vertex => Array.from(this.arcs[vertex]!.keys(), to => number.get(to)!))
    const last = Int32Array.from(kept, vertex => this.lastOf[vertex]!)
    return { size: this.size, before, last, next: next.slice(1), starts: next[0]! }
  }
}

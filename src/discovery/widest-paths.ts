/**
 * The arcs of one widest path from `source` to every node that can be reached: a path is as wide as its weakest arc
 * (maximum bottleneck; M. Pollack, The maximum capacity through a network, 1960), found in Dijkstra's order.
 * Arc i goes from tail[i] to head[i] and is width[i] > 0 wide. Of equally wide ways the one with the wider last arc,
 * then the one with the lower number stays. Gives at most one arc a node, by number of the arc. O(arcs log arcs).
 */
export function widestPaths(
  nodes: number,
  tail: ArrayLike<number>,
  head: ArrayLike<number>,
  width: ArrayLike<number>,
  source: number,
): number[] {
  const arcs = width.length
  const offsets = new Int32Array(nodes + 1)
  for (let i = 0; i < arcs; i++) offsets[tail[i]! + 1]!++
  for (let n = 0; n < nodes; n++) offsets[n + 1]! += offsets[n]!
  const next = offsets.slice(0, nodes)
  const outgoing = new Int32Array(arcs)
  for (let i = 0; i < arcs; i++) outgoing[next[tail[i]!]!++] = i

  const best = new Float64Array(nodes)
  const by = new Int32Array(nodes).fill(-1)
  const done = new Uint8Array(nodes)
  best[source] = Number.POSITIVE_INFINITY
  const queue = new Queue()
  queue.push(source, best[source]!)
  for (let node = queue.pop(); node >= 0; node = queue.pop()) {
    if (done[node] === 1) continue
    done[node] = 1
    for (let k = offsets[node]!; k < offsets[node + 1]!; k++) {
      const arc = outgoing[k]!
      const target = head[arc]!
      if (done[target] === 1) continue
      const wide = Math.min(best[node]!, width[arc]!)
      const known = by[target]!
      if (wide < best[target]!) continue
      if (wide === best[target]! && known >= 0) {
        if (width[arc]! < width[known]! || (width[arc] === width[known] && arc > known)) continue
      } else queue.push(target, wide)
      best[target] = wide
      by[target] = arc
    }
  }
  return Array.from(by)
    .filter(arc => arc >= 0)
    .sort((a, b) => a - b)
}

/** Nodes by width, widest first, then by number: a binary heap. */
class Queue {
  private readonly nodes: number[] = []
  private readonly widths: number[] = []

  push(node: number, width: number): void {
    let at = this.nodes.length
    this.nodes.push(node)
    this.widths.push(width)
    while (at > 0) {
      const parent = (at - 1) >>> 1
      if (!this.before(at, parent)) break
      this.swap(at, parent)
      at = parent
    }
  }

  /** The widest node, −1 where there is none. */
  pop(): number {
    if (this.nodes.length === 0) return -1
    const last = this.nodes.length - 1
    this.swap(0, last)
    const node = this.nodes.pop()!
    this.widths.pop()
    for (let at = 0; ; ) {
      let child = 2 * at + 1
      if (child >= last) break
      if (child + 1 < last && this.before(child + 1, child)) child++
      if (!this.before(child, at)) break
      this.swap(at, child)
      at = child
    }
    return node
  }

  private before(a: number, b: number): boolean {
    return this.widths[a]! > this.widths[b]! || (this.widths[a] === this.widths[b] && this.nodes[a]! < this.nodes[b]!)
  }

  private swap(a: number, b: number): void {
    const node = this.nodes[a]!
    const width = this.widths[a]!
    this.nodes[a] = this.nodes[b]!
    this.widths[a] = this.widths[b]!
    this.nodes[b] = node
    this.widths[b] = width
  }
}

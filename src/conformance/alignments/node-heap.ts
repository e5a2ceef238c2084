/** A binary heap of numbered nodes by key, then by `later` (larger first), then by number: a total order. */
export class NodeHeap {
  private keys = new Float64Array(1024)
  private laters = new Int32Array(1024)
  private nodes = new Int32Array(1024)
  size = 0
  /** Key of the node that was popped last. */
  lastKey = 0

  topKey(): number {
    return this.size > 0 ? this.keys[0]! : Number.POSITIVE_INFINITY
  }

  push(key: number, later: number, node: number): void {
    if (this.size === this.keys.length) this.grow()
    let at = this.size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(key, later, node, parent)) break
      this.move(parent, at)
      at = parent
    }
    this.set(at, key, later, node)
  }

  /** The number of the first node; the heap must not be empty. */
  pop(): number {
    const first = this.nodes[0]!
    this.lastKey = this.keys[0]!
    const last = --this.size
    const key = this.keys[last]!
    const later = this.laters[last]!
    const node = this.nodes[last]!
    let at = 0
    for (let child = 1; child < last; child = 2 * at + 1) {
      if (
        child + 1 < last &&
        this.isBefore(this.keys[child + 1]!, this.laters[child + 1]!, this.nodes[child + 1]!, child)
      )
        child++
      if (this.isBefore(key, later, node, child)) break
      this.move(child, at)
      at = child
    }
    if (last > 0) this.set(at, key, later, node)
    return first
  }

  private isBefore(key: number, later: number, node: number, at: number): boolean {
    if (key !== this.keys[at]) return key < this.keys[at]!
    if (later !== this.laters[at]) return later > this.laters[at]!
    return node < this.nodes[at]!
  }

  private move(from: number, to: number): void {
    this.keys[to] = this.keys[from]!
    this.laters[to] = this.laters[from]!
    this.nodes[to] = this.nodes[from]!
  }

  private set(at: number, key: number, later: number, node: number): void {
    this.keys[at] = key
    this.laters[at] = later
    this.nodes[at] = node
  }

  private grow(): void {
    const size = this.keys.length * 2
    const keys = new Float64Array(size)
    keys.set(this.keys)
    this.keys = keys
    const laters = new Int32Array(size)
    laters.set(this.laters)
    this.laters = laters
    const nodes = new Int32Array(size)
    nodes.set(this.nodes)
    this.nodes = nodes
  }
}

/** Sets of a fixed list of items that can be joined (union by smallest index, so that order never depends on calls). */
export class Groups {
  private readonly parent: number[]
  private readonly index: ReadonlyMap<number, number>
  private readonly items: readonly number[]
  constructor(items: readonly number[]) {
    this.items = items
    this.index = new Map(items.map((item, i) => [item, i]))
    this.parent = items.map((_, i) => i)
  }

  join(a: number, b: number): void {
    const [x, y] = [this.root(this.index.get(a)!), this.root(this.index.get(b)!)]
    if (x !== y) this.parent[Math.max(x, y)] = Math.min(x, y)
  }

  /** By their smallest item; items in order. */
  list(): number[][] {
    const found = new Map<number, number[]>()
    this.items.forEach((item, i) => {
      const root = this.root(i)
      const group = found.get(root)
      if (group) group.push(item)
      else found.set(root, [item])
    })
    return [...found.entries()].sort(([a], [b]) => a - b).map(([, group]) => group)
  }

  private root(i: number): number {
    let at = i
    while (this.parent[at] !== at) {
      this.parent[at] = this.parent[this.parent[at]!]!
      at = this.parent[at]!
    }
    return at
  }
}

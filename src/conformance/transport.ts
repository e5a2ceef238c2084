/** Amounts below this are rounding. */
const NOTHING = 1e-12

/**
 * The least cost of carrying supplies to demands (both positive, of equal sums), `cost[i * demand.length + j]` >= 0 an amount: the
 * transportation problem (Hitchcock 1941) by successive shortest paths with potentials (Edmonds & Karp 1972). Each round is
 * quadratic in the number of places.
 */
export class Transport {
  private readonly rows: number
  private readonly columns: number
  private readonly cost: Float64Array
  private readonly supply: Float64Array
  private readonly demand: Float64Array
  private readonly flow: Float64Array
  /** Of rows, then columns. */
  private readonly potential: Float64Array
  private readonly distance: Float64Array
  private readonly before: Int32Array

  constructor(supply: ArrayLike<number>, demand: ArrayLike<number>, cost: Float64Array) {
    this.rows = supply.length
    this.columns = demand.length
    this.cost = cost
    this.supply = Float64Array.from(supply)
    this.demand = Float64Array.from(demand)
    this.flow = new Float64Array(cost.length)
    this.potential = new Float64Array(this.rows + this.columns)
    this.distance = new Float64Array(this.rows + this.columns)
    this.before = new Int32Array(this.rows + this.columns)
  }

  /** Carries along one more cheapest way; false when all is carried. */
  carry(): boolean {
    const end = this.shortestPath()
    if (end < 0) return false
    let amount = this.demand[end - this.rows]!
    let start = end
    for (let at = end; this.before[at]! >= 0; at = this.before[at]!) {
      start = this.before[at]!
      if (at < this.rows) amount = Math.min(amount, this.flow[this.arc(at, start)]!)
    }
    amount = Math.min(amount, this.supply[start]!)
    for (let at = end; this.before[at]! >= 0; at = this.before[at]!) {
      const from = this.before[at]!
      if (at < this.rows) this.flow[this.arc(at, from)]! -= amount
      else this.flow[this.arc(from, at)]! += amount
    }
    this.supply[start]! -= amount
    this.demand[end - this.rows]! -= amount
    return true
  }

  /** Cost of what is carried so far. */
  get value(): number {
    return this.flow.reduce((sum, amount, arc) => sum + amount * this.cost[arc]!, 0)
  }

  private arc(row: number, column: number): number {
    return row * this.columns + column - this.rows
  }

  /** The nearest column with demand, by Dijkstra from all rows with supply; -1: none. Keeps the reduced costs above zero. */
  private shortestPath(): number {
    const { distance, before, rows } = this
    const done = new Uint8Array(distance.length)
    for (let node = 0; node < distance.length; node++) {
      distance[node] = node < rows && this.supply[node]! > NOTHING ? 0 : Number.POSITIVE_INFINITY
      before[node] = -1
    }
    for (;;) {
      let node = -1
      for (let other = 0; other < distance.length; other++)
        if (done[other] === 0 && distance[other]! < (node < 0 ? Number.POSITIVE_INFINITY : distance[node]!))
          node = other
      if (node < 0) return -1
      done[node] = 1
      if (node >= rows && this.demand[node - rows]! > NOTHING) {
        const least = distance[node]!
        for (let other = 0; other < distance.length; other++)
          this.potential[other]! += Math.min(distance[other]!, least)
        return node
      }
      this.relax(node)
    }
  }

  private relax(node: number): void {
    const { distance, before, rows, potential } = this
    const [from, to] = node < rows ? [rows, distance.length] : [0, rows]
    for (let other = from; other < to; other++) {
      const arc = node < rows ? this.arc(node, other) : this.arc(other, node)
      if (node >= rows && this.flow[arc]! <= NOTHING) continue
      const cost = node < rows ? this.cost[arc]! : -this.cost[arc]!
      const reduced = Math.max(0, cost + potential[node]! - potential[other]!)
      if (distance[node]! + reduced < distance[other]!) {
        distance[other] = distance[node]! + reduced
        before[other] = node
      }
    }
  }
}

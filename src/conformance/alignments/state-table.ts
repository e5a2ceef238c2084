/** Numbers 0, 1, 2, … for pairs (position in the trace, marking), by open addressing. */
export class StateTable {
  readonly positions: number[] = []
  readonly markings: number[] = []
  private table = new Int32Array(1024)

  get count(): number {
    return this.positions.length
  }

  /** The number of the pair; a new pair gets the next one. */
  numberOf(position: number, marking: number): number {
    const last = this.table.length - 1
    let slot = hash(position, marking) & last
    for (; this.table[slot] !== 0; slot = (slot + 1) & last) {
      const known = this.table[slot]! - 1
      if (this.markings[known] === marking && this.positions[known] === position) return known
    }
    this.positions.push(position)
    this.table[slot] = this.markings.push(marking)
    if (this.count * 2 > this.table.length) this.grow()
    return this.count - 1
  }

  private grow(): void {
    this.table = new Int32Array(this.table.length * 2)
    const last = this.table.length - 1
    for (let state = 0; state < this.count; state++) {
      let slot = hash(this.positions[state]!, this.markings[state]!) & last
      while (this.table[slot] !== 0) slot = (slot + 1) & last
      this.table[slot] = state + 1
    }
  }
}

function hash(position: number, marking: number): number {
  let value = Math.imul(marking, 0x9e3779b1) ^ Math.imul(position + 1, 0x85ebca6b)
  value ^= value >>> 15
  value = Math.imul(value, 0x2c1b3c6d)
  return value ^ (value >>> 13)
}

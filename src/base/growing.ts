/** A column of numbers whose length is not known yet: a typed array that doubles. */
export class Growing<A extends Int32Array | Float64Array | Uint8Array> {
  private array: A
  private readonly make: (length: number) => A
  length = 0

  constructor(make: (length: number) => A) {
    this.make = make
    this.array = make(64)
  }

  push(value: number): void {
    if (this.length === this.array.length) {
      const grown = this.make(this.length * 2)
      grown.set(this.array)
      this.array = grown
    }
    this.array[this.length++] = value
  }

  at(index: number): number {
    return this.array[index]!
  }

  /** Of an index below `length`. */
  set(index: number, value: number): void {
    this.array[index] = value
  }

  /** The values so far, in a new array of their number; in the order of `order` where given. */
  finish(order: Int32Array | null = null): A {
    if (order === null) return this.array.slice(0, this.length) as A
    const ordered = this.make(this.length)
    for (let i = 0; i < order.length; i++) ordered[i] = this.array[order[i]!]!
    return ordered
  }
}

export const growingInts = (): Growing<Int32Array> => new Growing(length => new Int32Array(length))
export const growingFloats = (): Growing<Float64Array> => new Growing(length => new Float64Array(length))
export const growingBytes = (): Growing<Uint8Array> => new Growing(length => new Uint8Array(length))

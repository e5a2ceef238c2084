/** Keeps what was used last, up to a total size; the newest always stays. */
export class Lru<T> {
  private readonly items = new Map<string, T>()
  private readonly limit: number
  private readonly sizeOf: (item: T) => number
  private total = 0

  constructor(limit: number, sizeOf: (item: T) => number) {
    this.limit = limit
    this.sizeOf = sizeOf
  }

  get(key: string): T | undefined {
    const item = this.items.get(key)
    if (item !== undefined) {
      this.items.delete(key)
      this.items.set(key, item)
    }
    return item
  }

  set(key: string, item: T): void {
    this.delete(key)
    this.items.set(key, item)
    this.total += this.sizeOf(item)
    for (const oldest of this.items.keys()) {
      if (this.total <= this.limit || this.items.size === 1) break
      this.delete(oldest)
    }
  }

  private delete(key: string): void {
    const item = this.items.get(key)
    if (item === undefined) return
    this.total -= this.sizeOf(item)
    this.items.delete(key)
  }
}

/** Names that are given once each: a name that is taken gets the first number from 2 on that makes it a new one. */
export class FreeNames {
  private readonly taken = new Set<string>()
  private readonly numbers = new Map<string, number>()

  take(wanted: string): string {
    let n = this.numbers.get(wanted) ?? 0
    let name: string
    do name = ++n === 1 ? wanted : `${wanted} ${n}`
    while (this.taken.has(name))
    this.numbers.set(wanted, n)
    this.taken.add(name)
    return name
  }
}

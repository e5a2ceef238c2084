/** What searches that belong together may cost, in candidates made or laid against what has to be written. */
export class Effort {
  private left: number
  private readonly whole: Effort | null

  constructor(most: number, whole: Effort | null = null) {
    this.left = most
    this.whole = whole
  }

  /** A share of it that one search may cost. */
  share(most: number): Effort {
    return new Effort(most, this)
  }

  spend(cost: number): void {
    this.left -= cost
    this.whole?.spend(cost)
  }

  get isSpent(): boolean {
    return this.left <= 0 || (this.whole?.isSpent ?? false)
  }
}

/** What all searches for the rules of one routine may cost: some hundreds of fields whose rule is hard to find, or that have none. */
export const ROUTINE_EFFORT = 1e7

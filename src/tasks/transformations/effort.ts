/** What searches that belong together may cost, in candidates made or laid against what has to be written. */
export class Effort {
  private left: number

  constructor(most: number) {
    this.left = most
  }

  spend(cost: number): void {
    this.left -= cost
  }

  get isSpent(): boolean {
    return this.left <= 0
  }
}

/** What all searches for the rules of one routine may cost: some hundreds of fields whose rule is hard to find, or that have none. */
export const ROUTINE_EFFORT = 1e7

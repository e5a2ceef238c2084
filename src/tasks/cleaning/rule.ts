import type { Cleaning } from './cleaning.ts'

/**
 * One rule of the rewriting system. `apply` passes over the log once and makes every rewrite that it finds; each rewrite
 * lets an event stand no longer, or turns one into something that no rule turns back (`rewriting.ts`: the measure).
 */
export interface CleaningRule {
  readonly id: string
  /** What it does, as one sentence. */
  readonly does: string
  /** UI logs as pictures (`log/ui-notation.ts`), and what stands of them after this rule alone. */
  readonly examples: readonly RuleExample[]
  /** The number of rewrites made. */
  readonly apply: (cleaning: Cleaning) => number
}

export interface RuleExample {
  readonly before: string
  readonly after: string
}

import type { DocumentProblem, RuleFile, RuleTestResult } from '../../../compliance/index.ts'

/** What is known of a document while it is written. */
export interface LiveCheck {
  /** The text that was checked. */
  readonly text: string
  readonly problems: readonly DocumentProblem[]
  /** null where there are problems: nothing is tested then. */
  readonly tests: readonly RuleTestResult[] | null
  readonly rules: readonly Pick<RuleFile['rules'][number], 'id' | 'name'>[]
}

export interface CheckRequest {
  readonly text: string
}

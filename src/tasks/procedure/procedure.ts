import type { ValueClass } from '../../log/masked.ts'
import type { UiAction, UiElement } from '../../log/ui-log.ts'
import type { CandidateBase } from '../candidates/score.ts'
import type { Feature } from '../transformations/features.ts'
import type { Expression } from '../transformations/program.ts'

/** Where the value of a step comes from. */
export type ValueSource =
  /** A column of the input: what people read in a sheet, a mail, another system. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** Made of parameters and read values by a learned program; `confidence` as learned, 0..1. */
  | {
      readonly kind: 'computed'
      readonly program: Expression
      readonly from: readonly ValueSource[]
      readonly confidence: number
    }
  /** What an earlier step (its id) read on the screen. */
  | { readonly kind: 'read'; readonly step: string }
  | { readonly kind: 'constant'; readonly text: string }
  /** A password or token: from the environment or a vault, never from a recording. */
  | { readonly kind: 'secret'; readonly name: string }
  /**
   * How it comes about is not known; it becomes a parameter that a person fills. `of`: what it is made of all the same,
   * where only the rule is hidden by masking.
   */
  | {
      readonly kind: 'unknown'
      readonly name: string
      readonly because: string
      readonly of?: { readonly sources: readonly ValueSource[]; readonly how: HiddenRule }
    }

/**
 * What masked values still tell of a rule: `constant`: always the same value, from nowhere; `table`: equal sources gave equal values; `form`: sources of one form gave
 * values of one form; `flow`: it was taken from there and changed.
 */
export type HiddenRule = 'constant' | 'table' | 'form' | 'flow'

/** What a step asks of whoever does it. */
export const stepKinds = ['rule', 'checkable', 'judgement'] as const
/**
 * `rule`: value and place follow from earlier ones, so a bot or an API can do it. `checkable`: needs judgement, but the
 * result can be checked: an agent with a check by a person. `judgement`: neither; left to people.
 */
export type StepKind = (typeof stepKinds)[number]

export interface ProcedureStep {
  /** `s1`, `s2`, ... in order. */
  readonly id: string
  /** Index of the routine's step that it is. */
  readonly at: number
  readonly label: string
  readonly action: UiAction
  /** The key that was pressed, as `Enter` or `Control+s`, where the source told it. */
  readonly key?: string
  readonly element: UiElement | null
  /** Place in a table or sheet; `row` is null where it moves on with every run. */
  readonly cell: { readonly row: number | null; readonly column: number } | null
  /** Where the pointer was on screen or page, px (medians); null where no recording tells. */
  readonly pointer: { readonly x: number; readonly y: number } | null
  readonly value: ValueSource | null
  /** Parameter that this step reads, for steps that only read the input. */
  readonly reads: string | null
  /** Share of instances with this step, 0..1. */
  readonly share: number
  /** When it is done, where that was learned; null: always, or not known. */
  readonly condition: Condition | null
  /** It cannot be taken back: sent, paid, deleted, submitted. */
  readonly irreversible: boolean
  readonly kind: StepKind
  /** Why it is of this kind, in a sentence. */
  readonly because: string
}

/** A step is done where this feature of a parameter has one of these values. */
export interface Condition {
  readonly parameter: string
  readonly by: Feature | 'value'
  readonly values: readonly string[]
  /** Values with which the step was not done; any other was never seen. */
  readonly others?: readonly string[]
  readonly agreement: number
}

export interface Parameter {
  readonly name: string
  readonly class: ValueClass
  readonly shape: string
  /** What people read it from: `Orders, column B`. */
  readonly from: string
  /** Whether a person has to give it because nothing is known of where it comes from. */
  readonly byPerson: boolean
}

/** A way in which instances left the usual steps. */
export interface ProcedureException {
  readonly label: string
  readonly instances: number
  readonly share: number
}

/** A routine as something that can be done again, by a bot, an agent or a new colleague: what every output is made of. */
export interface Procedure {
  /** The id of its routine. */
  readonly id: string
  readonly name: string
  readonly applications: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly steps: readonly ProcedureStep[]
  /** Sequences of step ids with their share of instances, most first. */
  readonly variants: readonly { readonly steps: readonly string[]; readonly share: number }[]
  /** Ways in which instances ran, most first: step ids in the order of the run, more than once where a step came again. */
  readonly runs: readonly { readonly steps: readonly string[]; readonly share: number }[]
  readonly exceptions: readonly ProcedureException[]
  readonly base: CandidateBase
  /** Median hands-on time of an instance, ms. */
  readonly handsOnMs: number
  /** Rows of the UI log that show it: the first and last row of some instances. */
  readonly evidence: readonly { readonly first: number; readonly last: number }[]
  /** What the UI log is known by where it is kept (SHA-256); null where nobody keeps one. */
  readonly logFingerprint: string | null
}

import type { StepLog } from '../../log/step-log.ts'
import type { UiAction, UiLog } from '../../log/ui-log.ts'

/** One place in a log where an interface made work difficult. Rows of the UI log, inclusive. */
export interface FrictionOccurrence {
  readonly first: number
  readonly last: number
  /** Index into `ui.elements` of where it happened, -1 where no element is known. */
  readonly element: number
  /** Hands-on ms that it took; NaN where the log has no times. */
  readonly cost: number
}

/** What every kind of friction may look at: steps by row, and the times between events. */
export interface FrictionContext {
  readonly log: StepLog
  /** Step of every UI event, -1 for noise. */
  readonly stepOf: Int32Array
  action(step: number): UiAction
  /** Text of the step's application, page and so on; null where it has none. */
  place(step: number, of: 'application' | 'page' | 'group' | 'role' | 'name' | 'document'): string | null
  /** Last row of a step: the one that carries its effect. */
  row(step: number): number
  /** Hands-on ms from `first` to `last`. */
  time(first: number, last: number): number
  /** Whether two steps stand in one recording with no cut between them. */
  together(a: number, b: number): boolean
}

/** A defined difficulty. Adding one: a file here, its test, a line in `friction.ts`, a paragraph in the docs. */
export interface FrictionKind {
  readonly id: string
  readonly title: string
  /** When it is counted, exactly. */
  readonly definition: string
  readonly source: string
  /** What could be changed in the interface. */
  readonly suggestion: string
  /** Why nobody can know of a log whether it has any; null where it can be known. Absent: always. */
  readonly unknown?: (ui: UiLog) => string | null
  find(context: FrictionContext): readonly FrictionOccurrence[]
}

import type { Names } from '../../log/naming.ts'
import type { Problem } from '../../log/problems.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { Routine, Segment } from '../../model/routine.ts'

/** A UI log with everything that was found in it: what every answer about tasks is made of. */
export interface MinedTasks {
  readonly ui: UiLog
  readonly problems: readonly Problem[]
  readonly steps: StepLog
  readonly routines: readonly Routine[]
  readonly segments: readonly Segment[]
  readonly names: Names
  /**
   * What the recordings themselves told and what was found in them, whatever people said afterwards: edits never show to
   * others what was not to be seen without them.
   */
  readonly unedited: {
    readonly demonstrations: UiLog['demonstrations']
    readonly routines: readonly Routine[]
  }
}

/**
 * Who may see what about people. `minimum`: numbers of people and examples of single instances are shown where at least
 * so many people are behind them. null: the owner of the file has lifted it (never on a server).
 */
export interface PeopleRule {
  readonly minimum: number | null
  /**
   * Others than those who were recorded look: single events, and times of single recordings, are shown only where
   * they were demonstrated or belong to a routine of so many people. Default false: the file is one's own.
   */
  readonly shared?: boolean
}

/** Fewest people behind what others may see. */
export const leastShown = 5

/** The number of people, or null where it may not be told. */
export const peopleShown = (people: number, { minimum }: PeopleRule): number | null =>
  minimum === null || people >= minimum ? people : null

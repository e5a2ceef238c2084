import type { Assumptions, Edits } from '../candidates/candidate.ts'
import type { TaskName } from '../demonstrations/name-demonstrations.ts'
import type { RoutineEdit } from './routine-edit.ts'

/**
 * Everything that people say of a UI log and of what is mined in it: one document, the same in a browser, on a server and as
 * a file (FORMATS.md). It is kept beside the UI log, and applied whenever that is mined.
 */
export interface TaskEdits {
  /** Of the format. */
  readonly version: 1
  /** Tasks that recordings are demonstrations of, named afterwards. */
  readonly tasks: readonly TaskName[]
  /** Names of elements and activities: the text of the source, and what it is called. */
  readonly names: Readonly<Record<string, string>>
  /** In the order in which they apply. */
  readonly routines: readonly RoutineEdit[]
  /** Inputs of the score that are set by hand, by the id of the routine. */
  readonly candidates: Readonly<Record<string, Edits>>
  /** Of the score; what is left out has its stated default. */
  readonly assumptions: Partial<Assumptions>
}

export const noEdits: TaskEdits = {
  version: 1,
  tasks: [],
  names: {},
  routines: [],
  candidates: {},
  assumptions: {},
}

/** The edits that are kept with a UI log. `revision` is 0 where none were ever saved, and grows by one with every save. */
export interface SavedEdits {
  readonly revision: number
  readonly edits: TaskEdits
}

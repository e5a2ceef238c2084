import type { Cancel } from '../../base/platform.ts'
import type { Assumptions, Edits, Procedure, SavedEdits, TaskEdits } from '../../tasks/index.ts'
import { type CandidateAnswer, candidatesAnswer } from './candidates-answer.ts'
import type { EditedTasks } from './editable-tasks.ts'
import type { EditsAnswer } from './edited-tasks.ts'
import { type FrictionAnswer, frictionAnswer } from './friction-answer.ts'
import type { PeopleRule } from './mined-tasks.ts'
import { type RecordingsAnswer, recordingsAnswer, type UiEventsAnswer, uiEventsAnswer } from './recordings-answer.ts'
import { procedureAnswer, type RoutineAnswer, routineAnswer } from './routine-answer.ts'
import { type RoutineSummary, routinesAnswer } from './routines-answer.ts'

/**
 * The short list of questions about one mined UI log; doors ask nothing else. Answers are plain JSON, but for numbers that
 * are not known (NaN) or without end (Infinity), for which JSON has null.
 */
export interface TaskEngine {
  recordings(cancel?: Cancel): Promise<RecordingsAnswer>
  /** Events from..from + limit - 1 in the order of the log. */
  events(from: number, limit: number, cancel?: Cancel): Promise<UiEventsAnswer>
  routines(cancel?: Cancel): Promise<readonly RoutineSummary[]>
  /** null: there is no such routine. */
  routine(id: string, cancel?: Cancel): Promise<RoutineAnswer | null>
  /** What outputs are made of; null: there is no such routine. */
  procedure(id: string, cancel?: Cancel): Promise<Procedure | null>
  /** `edits`: by the id of the routine. */
  candidates(
    assumptions: Assumptions,
    edits: Readonly<Record<string, Edits>>,
    cancel?: Cancel,
  ): Promise<readonly CandidateAnswer[]>
  friction(cancel?: Cancel): Promise<FrictionAnswer>
  /** The edits as they are kept. */
  edits(cancel?: Cancel): Promise<SavedEdits>
  /** What became of them. */
  applied(cancel?: Cancel): Promise<EditsAnswer>
  /**
   * Replaces all edits and gives them back under their new revision; every answer from then on is made with them. Throws
   * `RequestError`: `conflict` where the edits in force are not those of `revision` (others were saved meanwhile: read them,
   * make the change to those, save again), `bad-request` naming the edit that is none, `refused` where one may not edit.
   */
  setEdits(edits: TaskEdits, revision: number, cancel?: Cancel): Promise<SavedEdits>
}

export const taskQuestions = [
  'recordings',
  'events',
  'routines',
  'routine',
  'procedure',
  'candidates',
  'friction',
  'edits',
  'applied',
  'setEdits',
] as const satisfies readonly (keyof TaskEngine)[]
export type TaskQuestion = (typeof taskQuestions)[number]

/** The engine over a log in memory; what is about people is withheld by the rule. */
export function memoryTasks(log: EditedTasks, rule: PeopleRule): TaskEngine {
  return {
    recordings: async cancel => unless(cancel, () => recordingsAnswer(log.mined, rule)),
    events: async (from, limit, cancel) => unless(cancel, () => uiEventsAnswer(log.mined, from, limit, rule)),
    routines: async cancel => unless(cancel, () => routinesAnswer(log.mined, rule)),
    routine: async (id, cancel) => unless(cancel, () => routineAnswer(log.mined, id, rule)),
    procedure: async (id, cancel) => unless(cancel, () => procedureAnswer(log.mined, id, rule)),
    candidates: async (assumptions, edits, cancel) =>
      unless(cancel, () => candidatesAnswer(log.mined, rule, assumptions, edits)),
    friction: async cancel => unless(cancel, () => frictionAnswer(log.mined, rule)),
    edits: async cancel => unless(cancel, () => log.saved),
    applied: async cancel => unless(cancel, () => log.applied),
    setEdits: async (edits, revision, cancel) => unless(cancel, () => log.setEdits(edits, revision, cancel)),
  }
}

function unless<T>(cancel: Cancel | undefined, answer: () => T): T {
  cancel?.throwIfCancelled()
  return answer()
}

import type { Cancel } from '../../base/platform.ts'
import type { Assumptions, Edits, Procedure } from '../../tasks/index.ts'
import { type CandidateAnswer, candidatesAnswer } from './candidates-answer.ts'
import { type FrictionAnswer, frictionAnswer } from './friction-answer.ts'
import type { MinedTasks, PeopleRule } from './mined-tasks.ts'
import { type RecordingsAnswer, recordingsAnswer, type UiEventsAnswer, uiEventsAnswer } from './recordings-answer.ts'
import {
  procedureAnswer,
  type RoutineAnswer,
  type RoutineSummary,
  routineAnswer,
  routinesAnswer,
} from './routines-answer.ts'

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
}

export const taskQuestions = [
  'recordings',
  'events',
  'routines',
  'routine',
  'procedure',
  'candidates',
  'friction',
] as const satisfies readonly (keyof TaskEngine)[]
export type TaskQuestion = (typeof taskQuestions)[number]

/** The engine over a log in memory; what is about people is withheld by the rule. */
export function memoryTasks(mined: MinedTasks, rule: PeopleRule): TaskEngine {
  return {
    recordings: async cancel => unless(cancel, () => recordingsAnswer(mined, rule)),
    events: async (from, limit, cancel) => unless(cancel, () => uiEventsAnswer(mined, from, limit, rule)),
    routines: async cancel => unless(cancel, () => routinesAnswer(mined, rule)),
    routine: async (id, cancel) => unless(cancel, () => routineAnswer(mined, id, rule)),
    procedure: async (id, cancel) => unless(cancel, () => procedureAnswer(mined, id, rule)),
    candidates: async (assumptions, edits, cancel) =>
      unless(cancel, () => candidatesAnswer(mined, rule, assumptions, edits)),
    friction: async cancel => unless(cancel, () => frictionAnswer(mined, rule)),
  }
}

function unless<T>(cancel: Cancel | undefined, answer: () => T): T {
  cancel?.throwIfCancelled()
  return answer()
}

import type { Assumptions, Edits, Procedure } from '../../tasks/index.ts'
import { procedureOf } from '../../tasks/index.ts'
import { type CandidateAnswer, candidatesAnswer } from './candidates-answer.ts'
import { type FrictionAnswer, frictionAnswer } from './friction-answer.ts'
import type { MinedTasks, PeopleRule } from './mined-tasks.ts'
import { type RecordingsAnswer, recordingsAnswer, type UiEventsAnswer, uiEventsAnswer } from './recordings-answer.ts'
import { type RoutineAnswer, type RoutineSummary, routineAnswer, routinesAnswer } from './routines-answer.ts'

/** The short list of questions about one mined UI log; doors ask nothing else. Answers are plain JSON. */
export interface TaskEngine {
  recordings(): Promise<RecordingsAnswer>
  /** Events from..from + limit - 1 in the order of the log. */
  events(from: number, limit: number): Promise<UiEventsAnswer>
  routines(): Promise<readonly RoutineSummary[]>
  /** null: there is no such routine. */
  routine(id: string): Promise<RoutineAnswer | null>
  /** What outputs are made of; null: there is no such routine. */
  procedure(id: string): Promise<Procedure | null>
  candidates(assumptions: Assumptions, edits: Readonly<Record<string, Edits>>): Promise<readonly CandidateAnswer[]>
  friction(): Promise<FrictionAnswer>
}

/** The engine over a log in memory; what is about people is withheld by the rule. */
export function memoryTasks(mined: MinedTasks, rule: PeopleRule): TaskEngine {
  return {
    recordings: async () => recordingsAnswer(mined, rule),
    events: async (from, limit) => uiEventsAnswer(mined, from, limit),
    routines: async () => routinesAnswer(mined, rule),
    routine: async id => routineAnswer(mined, id, rule),
    async procedure(id) {
      const routine = mined.routines.find(one => one.id === id)
      return routine ? procedureOf(routine, mined.steps, mined.names) : null
    },
    candidates: async (assumptions, edits) => candidatesAnswer(mined, rule, assumptions, edits),
    friction: async () => frictionAnswer(mined, rule),
  }
}

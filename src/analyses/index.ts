import type { Analysis } from './analysis.ts'
import { batchesAnalysis } from './batches.ts'
import { bottlenecksAnalysis } from './bottlenecks.ts'
import { compare } from './compare.ts'
import { conformance } from './conformance.ts'
import { dataQuality } from './data-quality.ts'
import { decisionRulesAnalysis } from './decision-rules.ts'
import { endPoints } from './end-points.ts'
import { exampleAnalysis } from './example.ts'
import { handovers } from './handovers.ts'
import { longestWaits } from './longest-waits.ts'
import { overview } from './overview.ts'
import { recommendedModel } from './recommended-model.ts'
import { rework } from './rework.ts'
import { rulesAnalysis } from './rules.ts'
import { variantsAnalysis } from './variants.ts'

/** The registry: doors make commands, routes, panels and lists from it. */
export const analyses: readonly Analysis[] = [
  overview,
  longestWaits,
  bottlenecksAnalysis,
  rework,
  endPoints,
  variantsAnalysis,
  handovers,
  batchesAnalysis,
  dataQuality,
  compare,
  rulesAnalysis,
  conformance,
  recommendedModel,
  decisionRulesAnalysis,
  exampleAnalysis,
] as readonly Analysis[]

export type { Analysis, Answer, Finding, Quantity, Table } from './analysis.ts'
export { askAnalysis } from './analysis.ts'
export {
  type CheckedDeviation,
  type ConformanceCheck,
  checkConformance,
} from './models/conformance-check.ts'
export { type ConformanceQuestion, conformanceQuestion } from './models/conformance-question.ts'
export { deviationGroups } from './models/deviation-groups.ts'
export { type DrawnNet, drawnBpmn, drawnNet } from './models/flow-net.ts'
export { type MeasureOptions, type ModelMeasures, measureModel } from './models/measure-model.ts'
export { type MeasureReport, measureReport } from './models/measure-report.ts'
export { givenModel, type MinedModel, type MinerSettings, minedFlow, minedModel } from './models/mined-model.ts'
export { type MinerName, type MinerOptions, mineModel, mineNet, minerNames } from './models/miners.ts'
export { type ModelDeviations, modelDeviations } from './models/model-deviations.ts'
export { type ModelFrequency, modelFrequency } from './models/model-frequency.ts'
export { type ModelTimes, TimesOnModel } from './models/model-times.ts'
export { alignedWalks, type KnownWalk, redrawnWalks, type Walk } from './models/walks.ts'
export { type ConcentratedValue, whereConcentrated } from './models/where-concentrated.ts'
export { type CandidateAnswer, candidatesAnswer } from './task-mining/candidates-answer.ts'
export { type ComplexityAnswer, complexityAnswer } from './task-mining/complexity-answer.ts'
export { EditableTasks, type EditedTasks, editedMeanwhile, nothingSaved } from './task-mining/editable-tasks.ts'
export { type EditsAnswer, editedTasks } from './task-mining/edited-tasks.ts'
export { type FrictionAnswer, type FrictionRow, frictionAnswer } from './task-mining/friction-answer.ts'
export {
  type CheckedMaskingRules,
  checkMaskingRules,
  readMaskingRules,
  type WrittenMaskingRules,
} from './task-mining/masking-rules-document.ts'
export { cleanTasks, type MineOptions, mineTasks } from './task-mining/mine-tasks.ts'
export { type MinedTasks, type PeopleRule, peopleShown } from './task-mining/mined-tasks.ts'
export {
  type RecordingRow,
  type RecordingsAnswer,
  recordingsAnswer,
  type UiEventRow,
  type UiEventsAnswer,
  uiEventsAnswer,
} from './task-mining/recordings-answer.ts'
export { type ReleasedRoutines, releasedRoutines } from './task-mining/released-routines.ts'
export {
  answerTask,
  NO_ROUTINE,
  remoteTasks,
  type TaskCall,
  type TaskRequest,
  taskRequest,
  tasksOver,
} from './task-mining/remote-tasks.ts'
export { type InstanceStrip, procedureAnswer, type RoutineAnswer, routineAnswer } from './task-mining/routine-answer.ts'
export { ROUTINE, routineLog, routineNames } from './task-mining/routine-log.ts'
export { routineLogId, uiLogOf } from './task-mining/routine-log-id.ts'
export { type RoutineRows, routineRows, type SegmentRow, segmentRows } from './task-mining/routine-rows.ts'
export { type RoutineSummary, routinesAnswer } from './task-mining/routines-answer.ts'
export { memoryTasks, type TaskEngine, type TaskQuestion, taskQuestions } from './task-mining/task-engine.ts'

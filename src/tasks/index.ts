export { businessObjects, objectsOf } from './business-objects.ts'
export { assumptionsFrom } from './candidates/assumptions.ts'
export { handsOnOf, isTimed } from './candidates/base.ts'
export {
  type Assumptions,
  type Candidate,
  candidateOf,
  defaultAssumptions,
  type Edits,
} from './candidates/candidate.ts'
export type { Estimate } from './candidates/estimate.ts'
export {
  type CandidateBase,
  type CandidateInputs,
  type CandidateScore,
  leastBase,
  scoreCandidate,
} from './candidates/score.ts'
export { type CleaningOptions, cleanInPieces, cleanUiLog } from './cleaning/clean-ui-log.ts'
export { layers as cleaningLayers } from './cleaning/layers.ts'
export type { CleaningRule, RuleExample } from './cleaning/rule.ts'
export { threadsOf } from './cleaning/threads.ts'
export { type RoutineComplexity, routineComplexity, type ScreenComplexity } from './complexity/routine-complexity.ts'
export { type DataFlowOptions, sourcesOf } from './data-flow.ts'
export { demonstratedRoutines } from './demonstrations/demonstrated-routines.ts'
export { nameDemonstrations, type TaskName, UNNAMED_TASK } from './demonstrations/name-demonstrations.ts'
export { type EditedRoutines, editRoutines, keyOf } from './editing/edit-routines.ts'
export { readTaskEdits, taskEditsFrom } from './editing/read-task-edits.ts'
export {
  placeOfStep,
  type RoutineEdit,
  type RoutineKey,
  rejectReasons,
  type StepKey,
  stepKey,
} from './editing/routine-edit.ts'
export { noEdits, type SavedEdits, type TaskEdits } from './editing/task-edits.ts'
export { type Friction, frictionKinds, frictions } from './friction/friction.ts'
export { type GeneratedLog, type GeneratorOptions, generateUiLog } from './generator/generate-ui-log.ts'
export { handsOnTime, IDLE_LIMIT, interruptions } from './hands-on-time.ts'
export { demonstrationsOnPurpose, isDemonstrated, peopleBehind } from './people-behind.ts'
export { printSteps } from './print-steps.ts'
export { procedureOf } from './procedure/build.ts'
export { type AlignedInstance, alignInstances, stepsByRow } from './procedure/instances.ts'
export type {
  Condition,
  Parameter,
  Procedure,
  ProcedureException,
  ProcedureStep,
  StepKind,
  ValueSource,
} from './procedure/procedure.ts'
export { type ClosedPattern, closedPatterns } from './routines/closed-patterns.ts'
export { type DiscoveryOptions, discoverRoutines, routinesInPieces } from './routines/discover-routines.ts'
export { maximalRepeats, type Repeat } from './routines/repeats.ts'
export { type RoutineTask, type SharedPart, sharedParts, tasksOfRoutines } from './routines/routine-tasks.ts'
export { boundaryScore, type Score } from './scoring/boundaries.ts'
export { type Categorisation, categorisation } from './scoring/categorisation.ts'
export { type Instance, routineScore, segmentRecall } from './scoring/instances.ts'
export { objectScore } from './scoring/objects.ts'
export { editDistance, segmentDistance } from './scoring/segment-distance.ts'
export type { ItemOptions } from './segmentation/items.ts'
export { segmentsOf, segmentUiLog } from './segmentation/segment-ui-log.ts'
export { learnKnowledge, StreamSegmenter } from './segmentation/stream.ts'
export type { RunKnowledge, StreamEvent } from './segmentation/stream-buffer.ts'
export {
  type Example,
  type Expression,
  evaluate,
  learnMaskedTransformation,
  learnTransfer,
  learnTransfers,
  learnTransformation,
  type MaskedTransformation,
  printProgram,
  type Transfer,
  type Transformation,
  transfers,
} from './transformations/index.ts'

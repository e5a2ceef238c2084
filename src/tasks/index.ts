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
export { type CleaningOptions, cleanUiLog } from './cleaning/clean-ui-log.ts'
export { layers as cleaningLayers } from './cleaning/layers.ts'
export type { CleaningRule, RuleExample } from './cleaning/rule.ts'
export { type DataFlowOptions, sourcesOf } from './data-flow.ts'
export { demonstratedRoutines } from './demonstrations/demonstrated-routines.ts'
export { type Friction, frictionKinds, frictions } from './friction/friction.ts'
export { handsOnTime, IDLE_LIMIT, interruptions } from './hands-on-time.ts'
export { isDemonstrated, peopleBehind } from './people-behind.ts'
export { printSteps } from './print-steps.ts'
export { procedureOf } from './procedure/build.ts'
export { type AlignedInstance, alignInstances } from './procedure/instances.ts'
export type {
  Condition,
  Parameter,
  Procedure,
  ProcedureException,
  ProcedureStep,
  StepKind,
  ValueSource,
} from './procedure/procedure.ts'
export {
  type Example,
  type Expression,
  evaluate,
  learnMaskedTransformation,
  learnTransformation,
  printProgram,
  type Transformation,
} from './transformations/index.ts'

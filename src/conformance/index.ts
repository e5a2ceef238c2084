export { align, type LogAlignment, type LogAlignmentOptions } from './alignments/align.ts'
export { Aligner } from './alignments/aligner.ts'
export {
  type Alignment,
  type AlignmentBudget,
  type AlignmentCosts,
  type AlignmentOptions,
  defaultBudget,
  isOptimal,
  type Move,
  unitCosts,
} from './alignments/alignment.ts'
export {
  checkDeclare,
  type DeclareConformance,
  type DeclareState,
  type DeclareVerdict,
  declareState,
} from './declare.ts'
export { type Deviation, type DeviationKind, DeviationReader, deviationKinds } from './deviations.ts'
export { type EntropyMeasures, entropyMeasures } from './entropy-precision.ts'
export { alignEtcPrecision, etcPrecision, etcPrecisionEveryMarking } from './etc-precision.ts'
export { type FScore, fScoreOf } from './f-score.ts'
export { type AlignmentFitness, alignmentFitness, type Fitness, fitnessOf, replayFitness } from './fitness.ts'
export { type FootprintsConformance, footprintsConformance } from './footprints.ts'
export { generalization } from './generalization.ts'
export { checkSkeleton, type SkeletonConformance, type SkeletonViolation } from './log-skeleton.ts'
export { simplicity } from './simplicity.ts'
export { type EarthMovers, earthMovers } from './stochastic-distance.ts'
export { logLanguage, netLanguage, type StochasticLanguage } from './stochastic-language.ts'
export {
  checkTemporalProfile,
  type JudgedRelation,
  judgeTemporalRelations,
  type TemporalDeviation,
} from './temporal-profile.ts'
export { type ReplayOptions, tokenBasedReplay } from './token-based-replay.ts'
export { isFitting, type ReplayedTrace, replayFitnessOf, type TokenCounts, type TokenReplay } from './token-counts.ts'

/** Named by its parts, as other pairs of fitness and precision give other numbers. */
export interface FScore {
  readonly alignmentFitness: number
  readonly alignEtcPrecision: number
  /** The harmonic mean of the two; 0 where both are 0. */
  readonly fScore: number
}

export function fScoreOf(parts: { alignmentFitness: number; alignEtcPrecision: number }): FScore {
  const { alignmentFitness, alignEtcPrecision } = parts
  const sum = alignmentFitness + alignEtcPrecision
  return { ...parts, fScore: sum > 0 ? (2 * alignmentFitness * alignEtcPrecision) / sum : 0 }
}

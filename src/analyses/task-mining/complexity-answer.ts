import type { StepLog } from '../../log/step-log.ts'
import type { Routine } from '../../model/routine.ts'
import { type RoutineComplexity, routineComplexity, type ScreenComplexity } from '../../tasks/index.ts'

/** How complicated a routine is (`RoutineComplexity`); times are null where the log has none. */
export type ComplexityAnswer = Omit<RoutineComplexity, 'shortest' | 'places' | 'stepTimes'> & {
  readonly shortest:
    | (Omit<NonNullable<RoutineComplexity['shortest']>, 'handsOnMs'> & { readonly handsOnMs: number | null })
    | null
  readonly places: readonly (Omit<ScreenComplexity, 'detourMs'> & { readonly detourMs: number | null })[]
  readonly stepTimes: readonly { readonly label: string; readonly medianMs: number | null }[]
}

export function complexityAnswer(routine: Routine, steps: StepLog): ComplexityAnswer {
  const { shortest, places, stepTimes, ...figures } = routineComplexity(routine, steps)
  return {
    ...figures,
    shortest: shortest && { ...shortest, handsOnMs: known(shortest.handsOnMs) },
    places: places.map(place => ({ ...place, detourMs: known(place.detourMs) })),
    stepTimes: stepTimes.map(({ label, medianMs }) => ({ label, medianMs: known(medianMs) })),
  }
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value)

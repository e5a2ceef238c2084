import { z } from 'zod'
import type { RoutineEditById } from '../analyses/index.ts'
import type { Json } from '../base/json.ts'
import {
  type Assumptions,
  assumptionsFrom,
  type CandidateInputs,
  defaultAssumptions,
  type Edits,
} from '../tasks/index.ts'
import { json, name } from './schemas.ts'

/** Ids of routines are made by mining. */
export const routineId = z.string().min(1).max(200)
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER)
const share = z.number().min(0).max(1)
type Input = Exclude<keyof CandidateInputs, 'currency'>
const inputs = {
  instancesPerMonth: amount,
  minutesPerInstance: amount,
  ruleShare: share,
  stability: share,
  exceptions: share,
  adoption: share,
  hourlyCost: amount,
  cashShare: share,
  runCost: amount,
  buildHours: amount,
  buildHourlyCost: amount,
} as const satisfies Record<Input, z.ZodNumber>

/** What is refused by whoever knows the assumptions is refused here with the same words. */
export const assumptions = json.superRefine((value, context) => {
  try {
    assumptionsFrom(value)
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
  }
})
export const candidateEdits = z
  .record(routineId, z.strictObject(inputs).partial())
  .describe('by the id of the routine: inputs of its score that are set by hand')
const routineEdit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), routine: routineId, name }),
  z.strictObject({ kind: z.literal('reject'), routine: routineId, because: z.string().max(2000) }),
])

/** What analysts change of a UI log; kept with it, whatever is imported or mined anew. */
export const uiEdits = z.strictObject({
  names: z
    .record(z.string().max(500), name)
    .default({})
    .describe('names of elements and activities: the text of the source, and what it is called'),
  routines: z.array(routineEdit).max(10_000).default([]).describe('in the order in which they apply'),
  candidates: candidateEdits.default({}),
  assumptions: assumptions.default({}).describe('of the score; what is left out has its stated default'),
})
export type UiEdits = z.output<typeof uiEdits>

/** What of it decides what is mined. */
export interface MiningEdits {
  readonly names: Readonly<Record<string, string>>
  readonly routines: readonly RoutineEditById[]
}

/** As they were saved; nothing where nothing was. */
export const savedEdits = (saved: Json): UiEdits => uiEdits.parse(saved ?? {})

export const assumed = (given: Json | undefined): Assumptions =>
  given === undefined ? defaultAssumptions : assumptionsFrom(given)
export type { Edits }

import { z } from 'zod'
import type { Json } from '../base/json.ts'
import {
  type Assumptions,
  assumptionsFrom,
  type CandidateInputs,
  type SavedEdits,
  type TaskEdits,
  taskEditsFrom,
} from '../tasks/index.ts'
import { json, name } from './schemas.ts'

/** Ids of routines are made by mining. */
export const routineId = z.string().min(1).max(200)
const text = z.string()
const texts = z.array(text)
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER)
const share = z.number().min(0).max(1)
type Input = Exclude<keyof CandidateInputs, 'currency'>
const inputs = {
  instancesPerMonth: amount,
  minutesPerInstance: amount,
  ruleShare: share,
  stability: share,
  applicationStability: share,
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

const routine = z
  .strictObject({ id: routineId, steps: texts.default([]) })
  .describe('its id, and the classes of its steps, by which it is found where another mining gave it another id')
const step = z
  .strictObject({ class: text, nth: z.number().int().min(0) })
  .describe('a step of the routine: its class, and which of those of that class it is, from 0')
const routineEdit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), routine, name }),
  z.strictObject({ kind: z.literal('merge'), routines: z.array(routine).min(2), name }),
  z.strictObject({
    kind: z.literal('split'),
    routine,
    variants: z.array(texts).min(1).describe('each the classes of its steps'),
    name,
  }),
  z.strictObject({ kind: z.literal('trim'), routine, first: step, last: step }),
  z.strictObject({ kind: z.literal('reject'), routine, reason: text.min(1).max(2000) }),
])
const given = z
  .strictObject({
    workingDaysPerMonth: amount,
    adoption: share,
    hourlyCost: amount,
    cashShare: share,
    runCostPerMonth: amount,
    buildHourlyCost: amount,
    currency: text,
    catalogue: z
      .strictObject({ base: amount, perStep: amount, perApplication: amount, contingency: amount })
      .nullable(),
    apiApplications: texts,
  } as const satisfies Record<keyof Assumptions, z.ZodType>)
  .partial()

/** The document of edits, as FORMATS.md has it. */
export const taskEdits = z.strictObject({
  version: z.literal(1).default(1).describe('of the format'),
  tasks: z
    .array(z.strictObject({ recording: text.nullable(), task: name }))
    .max(10_000)

    .default([])
    .describe('tasks that recordings (null: all) are demonstrations of, named afterwards'),
  names: z
    .record(text, name)
    .default({})
    .describe('names of elements and activities: the text of the source, and what it is called'),
  routines: z.array(routineEdit).max(10_000).default([]).describe('in the order in which they apply'),
  candidates: candidateEdits.default({}),
  assumptions: given.default({}).describe('of the score; what is left out has its stated default'),
})
z.globalRegistry.add(taskEdits, {
  id: 'TaskEdits',
  description: 'What people changed of a UI log and of what is mined in it',
})

const revision = z.number().int().min(0).describe('grows with every save; 0: none were ever saved')
export const savedEdits = z.object({ revision, edits: taskEdits }) as unknown as z.ZodType<SavedEdits, SavedEdits>
/** Edits to keep: those that every door refuses are refused with the same words, naming which they are. */
export const editsToSave = z.strictObject({
  revision: revision.describe('of the edits that these are to replace'),
  edits: z.preprocess(given => (given === undefined ? given : taskEditsFrom(given)), taskEdits) as unknown as z.ZodType<
    TaskEdits,
    TaskEdits
  >,
})

/** As they were saved, by this version or an older one. */
export const savedEditsFrom = ({
  revision,
  edits,
}: {
  readonly revision: number
  readonly edits: Json
}): SavedEdits => ({
  revision,
  edits: taskEditsFrom(edits ?? {}),
})

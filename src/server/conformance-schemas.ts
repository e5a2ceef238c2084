import { z } from 'zod'
import { conformanceQuestion } from '../analyses/models/conformance-question.ts'
import { otherMethods } from '../analyses/models/other-conformance.ts'
import { deviationKinds } from '../conformance/index.ts'
import { ask } from './ask-schemas.ts'
import { filter } from './filter-schema.ts'
import * as schemas from './schemas.ts'

const { seconds, states, labels, baseline, allow } = conformanceQuestion.shape
export const conformanceBody = z
  .strictObject({
    ...ask,
    ...conformanceQuestion.shape,
    model: z
      .string()
      .default('')
      .describe(
        'the text of a model of any known format; for skeleton and temporal-profile that of such a file; empty with `baseline`',
      ),
    labels: schemas.json.nullable().default(null).describe(`${labels.description} Here: its labels are activities.`),
    baseline: schemas.json
      .nullable()
      .default(null)
      .describe(baseline.description ?? ''),
    allow: schemas.json
      .nullable()
      .default(null)
      .describe(allow.description ?? ''),
    method: z
      .enum(['alignments', 'replay', ...otherMethods])
      .default('alignments')
      .describe('all but alignments heed `model` alone; replay `labels` and `seconds` too'),
    seconds: seconds.unwrap().max(600).default(60).describe('time; what is left then is told as an interval'),
    states: states.unwrap().default(1_000_000).describe('states the search of one trace may look at'),
    threshold: z.number().positive().default(6).describe('temporal-profile: standard deviations from the mean'),
  })
  .refine(({ model, baseline }) => model.trim() !== '' || baseline !== null, {
    error: 'Give a model, or a baseline document.',
  })

const text = z.string()
const number = z.number()
const numbers = z.array(number)
const maybe = number.nullable()
const impact = {
  time: z
    .object({ withMs: maybe, withoutMs: maybe, differenceMs: maybe, delta: number, p: number, q: number })
    .nullable()
    .describe('medians of throughput times of cases that have ended, ms; q is corrected for all deviations'),
  measure: z
    .object({
      ...{ withMean: number, withoutMean: number, casesWith: number, casesWithout: number },
      ...{ difference: number, low: maybe, high: maybe, p: number, q: number },
    })
    .nullable()
    .describe('means of the chosen measure, their difference and its 95 % interval'),
}
const departing = z.object({
  ...impact,
  ...{ cases: number, running: number, share: number },
  evidence: (filter as z.ZodType).nullable().describe('appended to the asked filter it keeps exactly these cases'),
})
const allowance = z.object({
  ...{ deviation: text, reason: text, author: text },
  until: text.describe('ISO 8601 in UTC'),
  state: z.enum(['holds', 'expired', 'idle']),
})
const deviation = z.object({
  ...departing.shape,
  id: text.describe('kind:activity'),
  kind: z.enum(deviationKinds),
  activity: text,
  ...{ occurrences: number, variants: number },
  places: z.array(
    z.object({
      ...{ after: text.nullable(), afterTransition: text.nullable(), transition: text.nullable() },
      places: z.array(text).describe('of the net'),
      nodes: z.array(text).describe('of the BPMN that the model is or can be drawn as'),
      flows: z.array(text),
      ...{ cases: number, occurrences: number },
    }),
  ),
  allowed: allowance.nullable(),
})
const row = z.object({
  activities: z.array(text),
  cases: number,
  ...{ costMoves: maybe, lower: maybe, upper: maybe, fitness: maybe },
  ...z
    .object({
      ...{ running: z.boolean(), deviations: z.array(text) },
      ...{ produced: number, consumed: number, missing: number, remaining: number, unknown: number },
      broken: z.array(text),
    })
    .partial().shape,
})
const ofCheck = z
  .object({
    runningCases: number,
    ...{ departing, departingWithAllowed: departing },
    deviations: z.array(z.union([deviation, z.record(text, z.union([text, number]))])),
    allowlist: z.object({ at: text, entries: z.array(allowance) }),
    trend: z
      .object({
        ...{
          by: z.enum(['start', 'end']),
          unit: z.enum(['day', 'week', 'month']),
          timeZone: text,
          at: z.array(text),
          end: text,
        },
        ...{
          cases: numbers,
          departing: numbers,
          departingWithAllowed: numbers,
          deviations: z.array(numbers),
          left: number,
        },
      })
      .nullable(),
    measure: z.object({ key: text, scope: z.enum(['event', 'case']), of: text, unit: text }).nullable(),
  })
  .partial()
const ofOthers = z
  .object({
    precision: number,
    broken: z.array(z.object({ statement: text, cases: number.optional(), times: number.optional() })),
    constraints: z.array(z.object({ constraint: text, activated: number, satisfied: number, violated: number })),
    omitted: number,
  })
  .partial()
export const conformanceAnswer = z.object({
  method: z.enum(['alignments', 'replay', ...otherMethods]),
  fitness: number,
  averageFitness: maybe.describe('alignments, replay'),
  fittingCases: number.nullable(),
  cases: number,
  costMoves: maybe.describe('alignments'),
  unknownActivities: z.array(text).optional(),
  perVariant: z.array(row).nullable().describe('null: footprints and temporal-profile'),
  ...ofCheck.shape,
  ...ofOthers.shape,
  notes: z.array(text).describe('what limits the answer'),
})

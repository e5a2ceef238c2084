import { z } from 'zod'
import { json } from './schemas.ts'
import { count, handsOnMs, list, people, rows, share, text, texts } from './ui-schema-parts.ts'

/* Routines: what they are, how complex, and what they are made of. */
const complexity = z.object({
  instances: count,
  successful: count.describe('instances with every step that nearly all have'),
  shortest: z
    .object({ steps: count, screens: count, fields: count, backSteps: count, handsOnMs, variant: count })
    .nullable()
    .describe('the shortest of these'),
  steps: z.number(),
  screens: z.number(),
  fields: z.number(),
  decisions: count,
  backSteps: z.number().describe('mean of an instance, beyond the shortest'),
  detours: z.number().describe('mean of an instance: steps that the shortest does not have'),
  lostness: z.number().min(0).nullable().describe('median, Smith 1996'),
  places: list(
    z.object({
      application: text.nullable(),
      place: text.nullable(),
      visits: z.number(),
      fields: z.number(),
      decisions: count,
      backSteps: z.number(),
      detours: z.number(),
      detourMs: handsOnMs,
    }),
  ),
  stepTimes: list(z.object({ label: text, medianMs: handsOnMs })),
})
export const summary = z.object({
  id: text,
  name: text,
  instances: count,
  variants: count,
  steps: texts,
  classes: texts,
  people,
  applications: texts,
  objects: texts,
  handsOnMs,
  coverage: share,
  complexity,
})
const element = z.object({
  system: text.nullable(),
  application: text.nullable(),
  document: text.nullable(),
  window: text.nullable(),
  page: text.nullable(),
  group: text.nullable(),
  role: text.nullable(),
  name: text.nullable(),
  identifier: text.nullable(),
  selectors: list(z.object({ kind: text, text })),
})
export const procedure = z.object({
  id: text,
  name: text,
  applications: texts,
  parameters: list(z.object({ name: text, class: text, shape: text, from: text, byPerson: z.boolean() })),
  steps: list(
    z.object({
      id: text,
      at: count,
      label: text,
      action: text,
      key: text.optional(),
      element: element.nullable(),
      cell: z.object({ row: count.nullable(), column: count }).nullable(),
      pointer: z.object({ x: z.number(), y: z.number() }).nullable(),
      value: json.describe(
        'where the value comes from: `kind` is parameter, computed, read, constant, secret or unknown',
      ),
      reads: text.nullable(),
      share,
      condition: z
        .object({ parameter: text, by: text, values: texts, others: texts.optional(), agreement: share })
        .nullable()
        .describe('when it is done, where that was learned'),
      irreversible: z.boolean(),
      kind: z.enum(['rule', 'checkable', 'judgement']),
      because: text,
    }),
  ),
  variants: list(z.object({ steps: texts, share })),
  runs: list(z.object({ steps: texts, share })).describe('as they ran: steps in their order, also again'),
  exceptions: list(z.object({ label: text, instances: count, share })),
  base: z.object({ people, days: count, instances: count, coverage: share }),
  handsOnMs,
  evidence: list(rows),
  logFingerprint: text.nullable(),
})
export const strip = z.object({
  steps: list(
    z.object({
      label: text,
      action: text,
      application: text.nullable(),
      shape: text.nullable(),
      sinceMs: z.number().nullable(),
      step: count.nullable(),
    }),
  ),
})

import { z } from 'zod'
import { valueClasses } from '../log/masked.ts'
import { count, list, people, share, text, texts } from './ui-schema-parts.ts'

/* Routines worth automating, with everything that their scores are made of. */
/** In JSON null stands for what has no end. */
export const estimate = z
  .object({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    source: z.enum(['measured', 'assumed', 'given']),
  })
  .describe('low and high enclose it (90 %)')

const score = z.object({
  minutesPerMonth: estimate,
  hoursSaved: estimate,
  capacity: estimate,
  cash: estimate,
  paybackMonths: estimate.extend({ low: z.number().nullable(), high: z.number().nullable() }).nullable(),
  firstYearReturn: estimate.nullable(),
  arithmetic: texts,
})
export const candidate = z.object({
  id: text,
  name: text,
  people,
  days: count,
  instances: count,
  coverage: share,
  applications: texts,
  inputs: z.object({
    instancesPerMonth: estimate.nullable(),
    minutesPerInstance: estimate.nullable(),
    ruleShare: estimate,
    stability: estimate,
    applicationStability: estimate.nullable(),
    exceptions: estimate,
    adoption: estimate,
    hourlyCost: estimate,
    cashShare: estimate,
    runCost: estimate,
    buildHours: estimate.nullable(),
    buildHourlyCost: estimate,
    currency: text,
  }),
  score: z.union([z.object({ ok: z.literal(true), value: score }), z.object({ ok: z.literal(false), because: text })]),
  automatability: share,
  steps: z.object({ rule: count, checkable: count, judgement: count }),
  interfaces: list(
    z.object({
      application: text.nullable(),
      steps: count.describe('that act on an element and were seen at least twice'),
      same: count.describe('of these: whose element and screen stayed what they were'),
      changes: list(
        z.object({ step: text, what: z.enum(['element', 'screen']), before: text, after: text, fromRun: count }),
      ),
    }),
  )
    .nullable()
    .describe('by application; null where times are missing or no order'),
  sensitive: list(z.enum(valueClasses)),
  recommendation: z.enum(['api', 'bot', 'agent with a check', 'leave']),
  reasonsFor: texts,
  reasonsAgainst: texts,
})

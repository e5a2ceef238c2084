import { z } from 'zod'
import type { TaskEngine, TaskQuestion } from '../analyses/index.ts'
import { valueClasses } from '../log/masked.ts'
import { toldProblem } from './answer-schemas.ts'
import { json } from './schemas.ts'
import { savedEdits } from './ui-edits.ts'

/*
 * What the questions about a UI log answer, for the document of the API and for the test that holds answers to it; they are
 * not checked while they are sent. `WrongUiSchemas` holds each schema to its type.
 */
const text = z.string()
const texts = z.array(text).readonly()
const count = z.number().int().min(0)
const share = z.number().min(0).max(1)
const people = count.nullable().describe('null: fewer than the minimum group size')
const handsOnMs = z.number().nullable().describe('ms; null where it is not known or not told')
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly()
/** In JSON null stands for what has no end. */
const estimate = z
  .object({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    source: z.enum(['measured', 'assumed', 'given']),
  })
  .describe('low and high enclose it (90 %)')

const recordings = z.object({
  name: text,
  events: count,
  steps: count,
  people,
  order: z.object({ by: z.enum(['time', 'input']), moved: count, ties: count, withoutTime: count }),
  capture: texts,
  recordings: list(z.object({ id: text, source: text, events: count, handsOnMs, demonstrations: count })),
  applications: list(z.object({ application: text, events: count, handsOnMs })),
  switches: list(z.object({ from: text, to: text, times: count })),
  values: list(z.object({ class: text, events: count })),
  noise: list(z.object({ kind: text, events: count })),
  demonstrations: list(z.object({ task: text, instances: count })),
  problems: list(toldProblem),
})
const event = z.object({
  row: count.describe('0-based data row of the input'),
  recording: text,
  sinceMs: z.number().nullable().describe('ms since the recording began; null where times are missing or run back'),
  action: text,
  application: text.nullable(),
  place: text.nullable(),
  element: text.nullable(),
  role: text.nullable(),
  value: z
    .object({ class: text, shape: text, clear: text.nullable().describe('only under a capture rule') })
    .nullable(),
  noise: text.nullable(),
  step: text.nullable(),
})
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
const summary = z.object({
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
const rows = z.object({ first: count, last: count })
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
const procedure = z.object({
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
const strip = z.object({
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
const score = z.object({
  minutesPerMonth: estimate,
  hoursSaved: estimate,
  capacity: estimate,
  cash: estimate,
  paybackMonths: estimate.extend({ low: z.number().nullable(), high: z.number().nullable() }).nullable(),
  firstYearReturn: estimate.nullable(),
  arithmetic: texts,
})
const candidate = z.object({
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
const friction = z.object({
  kinds: list(
    z.object({ id: text, title: text, definition: text, source: text, suggestion: text, unknown: text.nullable() }),
  ),
  found: list(
    z.object({
      kind: text,
      title: text,
      application: text.nullable(),
      page: text.nullable(),
      element: text.nullable(),
      occurrences: count,
      costMs: z.number().nullable(),
      people,
      suggestion: text,
      examples: list(rows.extend({ at: z.int().describe('place in the order of the log') })),
    }),
  ),
})

export const uiAnswerSchemas = {
  recordings,
  events: z.object({
    total: count,
    from: count,
    rows: list(event),
    withheld: count.describe('events of this page that would show one person'),
  }),
  routines: list(summary),
  routine: z.object({
    summary,
    procedure,
    variants: list(z.object({ labels: texts, classes: texts, instances: count })),
    examples: list(strip).nullable().describe('null: too few people, and not recorded on purpose'),
  }),
  procedure,
  candidates: list(candidate),
  friction,
  applied: z.object({
    revision: count.describe('of the edits that it speaks of'),
    rejected: list(z.object({ name: text, instances: count, reason: text })),
    concerned: list(texts).describe(
      'of each edit of routines the names of those it speaks of, as they were called before it; those that are there',
    ),
    lost: z.array(count).readonly().describe('indexes of edits of routines that are not there any more'),
  }),
  edits: savedEdits,
  setEdits: savedEdits,
} as const satisfies Record<TaskQuestion, z.ZodType>

for (const [id, schema] of Object.entries({ Procedure: procedure, Estimate: estimate, RoutineSummary: summary }))
  z.globalRegistry.add(schema, { id })

/** Readonly is a promise to readers of TypeScript and no part of JSON. */
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T
type Answered<Q extends TaskQuestion> = Awaited<ReturnType<TaskEngine[Q]>>
/** Those whose numbers and words travel as they are; the others are held to their schema by the test. */
type Exact = 'recordings' | 'events' | 'routines' | 'friction' | 'applied'
type Wrong = {
  [Q in Exact]: [Plain<z.output<(typeof uiAnswerSchemas)[Q]>>, Plain<Answered<Q>>] extends [
    Plain<Answered<Q>>,
    Plain<z.output<(typeof uiAnswerSchemas)[Q]>>,
  ]
    ? never
    : Q
}[Exact]
type None<W extends never> = W
export type WrongUiSchemas = None<Wrong>

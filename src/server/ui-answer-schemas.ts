import { z } from 'zod'
import type { TaskEngine, TaskQuestion } from '../analyses/index.ts'
import { candidate, estimate } from './ui-candidate-schemas.ts'
import { savedEdits } from './ui-edits.ts'
import { event, friction, recordings } from './ui-recording-schemas.ts'
import { procedure, strip, summary } from './ui-routine-schemas.ts'
import { count, list, text, texts } from './ui-schema-parts.ts'

/*
 * What the questions about a UI log answer, for the document of the API and for the test that holds answers to it; they are
 * not checked while they are sent. `WrongUiSchemas` holds each schema to its type.
 */
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

import { z } from 'zod'
import { toldProblem } from './answer-schemas.ts'
import { count, handsOnMs, list, people, rows, text, texts } from './ui-schema-parts.ts'

/* What came in, and where user interfaces make work difficult. */
export const recordings = z.object({
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
export const event = z.object({
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
export const friction = z.object({
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

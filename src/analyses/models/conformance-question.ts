import { z } from 'zod'

/** What the answer is sorted by; ties by cases, then by kind and activity, and what has no value comes last. */
export const deviationOrders = [
  'cases',
  'occurrences',
  'variants',
  'kind',
  'activity',
  'time',
  'time-significance',
  'measure',
  'measure-significance',
] as const
export type DeviationOrder = (typeof deviationOrders)[number]

/** Parameters of a check of conformance, each with its default: those of the analysis, of the commands and of HTTP alike. */
export const conformanceQuestion = z.object({
  model: z
    .string()
    .default('')
    .describe(
      'The model, as the text of a file of any known format (BPMN, PNML, PTML, JSON); empty: mined from the log.',
    ),
  pool: z
    .string()
    .max(1000)
    .default('')
    .describe(
      'Of a BPMN with several pools the one that cases run in, by the id of its process or by its name; empty: the model as it stands.',
    ),
  labels: z
    .unknown()
    .default(null)
    .describe(
      'Label mapping of the model (JSON); null: labels are matched to activities, and what is matched is told.',
    ),
  noise: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe('Noise of the inductive miner where no model is given, 0 to 1.'),
  baseline: z
    .unknown()
    .default(null)
    .describe('A baseline document (JSON): model, label mapping and allowlist in one; it stands instead of those.'),
  allow: z
    .unknown()
    .default(null)
    .describe('Allowlist of deviations, as the text of a file (YAML or JSON) or its entries; null: none is allowed.'),
  at: z.string().default('').describe('Judge the allowlist as of then, such as 2026-12-31; empty: as of now.'),
  endedBy: z
    .array(z.string())
    .default([])
    .describe('Activities that end a case: one without any of them still runs; none: this says nothing.'),
  runningDays: z
    .number()
    .min(0)
    .max(36_500)
    .default(0)
    .describe(
      'A case whose last event lies in the last so many days of the log still runs; 0: this says nothing. With `endedBy` both must hold.',
    ),
  measure: z
    .string()
    .default('')
    .describe('A numeric attribute of cases or events, such as amount, whose means are compared; empty: none.'),
  measureOf: z
    .enum(['mean', 'total', 'min', 'max'])
    .default('mean')
    .describe('Of an attribute of events: which number of its values in a case is compared.'),
  timeBy: z
    .enum(['start', 'end'])
    .default('start')
    .describe('Cases over time are counted where they start, or where they end.'),
  bucket: z
    .enum(['auto', 'day', 'week', 'month'])
    .default('auto')
    .describe('Unit of time; auto: the finest with at most 60 of them, else months.'),
  sort: z.enum(deviationOrders).default('cases').describe('What deviations are sorted by, largest first.'),
  seconds: z
    .number()
    .min(0)
    .max(3600)
    .default(60)
    .describe('Time for the alignments; what is left then is an interval.'),
  states: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(200_000)
    .describe('States that the search for the alignment of one variant may look at.'),
})
export type ConformanceQuestion = z.infer<typeof conformanceQuestion>

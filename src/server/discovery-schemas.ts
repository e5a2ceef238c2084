import { z } from 'zod'
import { ask } from './ask-schemas.ts'
import { mining, model, modelSize, modelText, pool, written } from './model-schemas.ts'
import * as schemas from './schemas.ts'

const text = z.string()
const texts = z.array(text)
const count = z.number().int()
const share = z.number().min(0).max(1)
const pairs = z.array(z.tuple([text, text]))

export const skeletonBody = z.strictObject({
  ...ask,
  noise: share.default(0).describe('keep statements that so many break'),
})
export const plainBody = z.strictObject(ask)
export const batchesBody = z.strictObject({
  ...ask,
  resource: text.default('').describe('attribute of events that says who works; empty: that of the log'),
  enabled: text
    .default('')
    .describe('date attribute of events: since when one could be done; empty: since the event before it in its case'),
  minSize: count.min(2).default(2).describe('fewest members'),
  maxGapMs: z.number().min(0).default(0).describe('longest pause between members, ms'),
})
const net = {
  model: model.optional().describe('the text of a model of any known format; absent: the one that the miner finds'),
  pool,
  labels: schemas.json.optional().describe('label mapping of the model; absent: its labels are activities'),
  ...mining,
}
export const stochasticBody = z.strictObject({
  ...ask,
  ...net,
  to: written.optional().describe('format in which `text` holds the net; absent: notation alone'),
})
export const decisionRulesBody = z.strictObject({
  ...ask,
  ...net,
  attributes: texts
    .max(1000)
    .default([])
    .describe('attributes of cases and events that may explain; none: all that are not about people'),
})

const head = { format: z.literal('parfocal-statements'), version: z.literal(1) }
export const skeletonAnswer = z.object({
  ...head,
  kind: z.literal('log-skeleton'),
  ...{ equivalence: pairs, alwaysAfter: pairs, alwaysBefore: pairs, neverTogether: pairs, directlyFollows: pairs },
  frequencies: z
    .array(z.object({ activity: text, counts: z.array(count) }))
    .describe('how often each may come in a case'),
})
export const profileAnswer = z.object({
  ...head,
  kind: z.literal('temporal-profile'),
  relations: z.array(
    z.object({
      ...{ from: text, to: text, pairs: count },
      mean: z.number().describe('ms'),
      standardDeviation: z.number().nullable().describe('ms; null: of one pair'),
    }),
  ),
})
export const footprintsAnswer = z.object({
  ...head,
  kind: z.literal('footprints'),
  activities: texts,
  follows: pairs.describe('the second comes right after the first in some case'),
  starts: texts,
  ends: texts,
  minTraceLength: count,
})
export const batchesAnswer = z.object({
  resource: text,
  cases: count,
  instances: count.describe('with both times and a resource'),
  batched: count,
  activities: z.array(
    z.object({
      ...{ activity: text, instances: count, batched: count, batches: count, largest: count, cases: count },
      kinds: z.object({ simultaneous: count, sequential: count, concurrent: count }),
      waitedMs: z.number(),
    }),
  ),
  batches: z.array(
    z.object({
      ...{ activity: text, resource: text, kind: z.enum(['simultaneous', 'sequential', 'concurrent']) },
      members: z.array(z.object({ caseId: text, index: count })),
      start: z.number().describe('epoch ms'),
      end: z.number().describe('epoch ms'),
      waitedMs: z.number(),
    }),
  ),
})
export const stochasticAnswer = z.object({
  miner: z.literal('stochastic'),
  ...{ cases: count, replayedCases: count, undecidedCases: count, variants: count },
  ...modelSize,
  weights: z.array(z.object({ transition: text, activity: text.nullable(), weight: z.number() })),
  model: text.describe('the net in one line'),
  ...z.object(modelText).partial({ format: true, text: true, problems: true }).shape,
})
export const decisionRulesAnswer = z.object({
  ...{ cases: count, replayedCases: count, undecidedCases: count, attributes: texts },
  withheld: z.array(z.object({ attribute: text, because: text })),
  points: z.array(
    z.object({
      place: text.describe('id in the net'),
      branches: z.array(z.object({ transition: text, activity: text, decisions: count })),
      ...{ decisions: count, cases: count },
      accuracy: z.number().describe('of cases that the rules were not learned from'),
      baseline: z.number().describe('by always saying the most frequent branch'),
      isExplained: z.boolean(),
      rules: z.array(z.object({ branch: count, activity: text, tests: texts, hits: count, rows: count })),
      attributes: texts.describe('that the rules speak of'),
    }),
  ),
  notes: texts,
})

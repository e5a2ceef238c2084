import { z } from 'zod'
import { type MinerName, minerNames } from '../analyses/models/miners.ts'
import { abstractions } from '../discovery/index.ts'
import { modelFormats } from '../formats/models/model-formats.ts'
import { ask } from './ask-schemas.ts'
import * as schemas from './schemas.ts'

const share = z.number().min(0).max(1)
const written = z.enum(modelFormats.flatMap(({ id, write }) => (write ? [id] : [])) as [string, ...string[]])
const model = z.string().min(1).describe('the text of a model of any known format')

const mining = {
  miner: z.enum(minerNames as unknown as [MinerName, ...MinerName[]]).default('inductive'),
  options: z
    .strictObject({
      noise: share.optional().describe('inductive, heuristics, ilp: leave rare behaviour out; default 0'),
      dependency: share.optional().describe('heuristics: least dependency of an arc; default 0.9'),
      plus: z.boolean().optional().describe('alpha: alpha+'),
      eta: share.optional().describe('split: quantile of the strongest arcs; default 0.4'),
      epsilon: share.optional().describe('split: imbalance below which activities are concurrent; default 0.1'),
      support: share.optional().describe('declare; default 0.1'),
      confidence: share.optional().describe('declare; default 0.9'),
      abstraction: z.enum(abstractions).optional().describe('transition-system: what makes a state; default set'),
      horizon: z.number().int().min(1).optional().describe('transition-system: events before that count; default all'),
    })
    .default({}),
}
export const discoverBody = z.strictObject({
  ...ask,
  ...mining,
  to: written.optional().describe('format in which `text` holds the model; absent: notation alone'),
})
export const measureBody = z.strictObject({
  ...ask,
  model: model.optional().describe('the text of a model of any known format; absent: the one that the miner finds'),
  labels: schemas.json.optional().describe('label mapping of the model; absent: its labels are activities'),
  ...mining,
  seconds: z.number().min(0).max(600).default(60).describe('time for alignments; the rest is counted by replay'),
})
export const convertBody = z.strictObject({
  model,
  to: written,
  reduce: z.boolean().default(false).describe('of a net: join and leave out what says nothing, with the same language'),
})

const count = z.number().int().optional()
const size = {
  kind: z.enum(['net', 'tree', 'bpmn', 'declare', 'dfg', 'system']),
  places: count,
  transitions: count,
  silent: count,
  arcs: count,
  activities: count,
  events: count,
  gateways: count,
  flows: count,
  constraints: count,
  states: count,
  steps: count,
}
const text = {
  file: z.null().describe('always null: `text` is the file'),
  format: z.string(),
  text: z.string().describe('the model in this format'),
  problems: z.array(schemas.problem),
  notes: z.array(z.string()).describe('where the text says something else than the model'),
}
export const discovered = z.object({
  miner: z.string(),
  noise: z.number().optional(),
  cases: z.number(),
  variants: z.number(),
  ...size,
  ...z.object(text).partial({ format: true, text: true, problems: true, notes: true }).shape,
  tree: z.string().optional().describe('of the inductive miners: the tree in one line'),
  model: z.string().optional().describe('of the other miners: the model as text'),
})
export const converted = z.object({
  ...size,
  ...text,
  reduced: z.record(z.string(), z.number()).optional().describe('how often each rule was applied'),
})
const frequency = { cases: z.number().int(), times: z.number().int() }
const interval = z.tuple([z.number(), z.number()]).nullable()
const picture = z.object({
  countedBy: z
    .object({ exact: z.number(), bounded: z.number(), replay: z.number() })
    .describe('cases by best alignments, by those that may not be the best, by token-based replay'),
  alignedCases: z.number().describe('cases whose deviations are known'),
  parts: z.array(
    z.object({
      id: z.string().describe('of a BPMN node or flow; of a transition, or of a place behind "place "'),
      ...frequency,
      deviations: z
        .object({
          skipped: z.object(frequency).describe('the model wants the activity, the case has none'),
          inserted: z.object(frequency).describe('right behind it the case has what the model does not allow'),
          cases: z.number().int(),
          insertedActivities: z.array(z.object({ activity: z.string(), ...frequency })),
        })
        .nullable(),
    }),
  ),
})
export const measured = z.object({
  cases: z.number(),
  fitness: interval.describe('of alignments, at least and at most; null: `notes` says why'),
  averageFitness: interval,
  fittingCases: z.number().nullable(),
  precision: z.number().nullable().describe('align-ETC'),
  fScore: interval,
  net: picture,
  bpmn: picture.nullable(),
  notes: z.array(z.string()),
})

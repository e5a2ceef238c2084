import { z } from 'zod'
import { type MinerName, minerNames } from '../analyses/models/miners.ts'
import { abstractions } from '../discovery/index.ts'
import { modelFormats } from '../formats/models/model-formats.ts'
import { ask } from './ask-schemas.ts'
import * as schemas from './schemas.ts'

const share = z.number().min(0).max(1)
const written = z.enum(modelFormats.flatMap(({ id, write }) => (write ? [id] : [])) as [string, ...string[]])
const model = z.string().min(1).describe('the text of a model of any known format')

export const discoverBody = z.strictObject({
  ...ask,
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
  to: written.optional().describe('format in which `text` holds the model; absent: notation alone'),
})
export const conformanceBody = z.strictObject({
  ...ask,
  model,
  labels: schemas.json.optional().describe('label mapping of the model; absent: its labels are activities'),
  method: z.enum(['alignments', 'replay']).default('alignments'),
  seconds: z.number().min(0).max(600).default(60).describe('time; what is left then is told as an interval'),
  states: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(1_000_000)
    .describe('states the search of one trace may look at'),
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
export const conformanceAnswer = z.object({
  method: z.enum(['alignments', 'replay']),
  fitness: z.number(),
  averageFitness: z.number(),
  fittingCases: z.number(),
  cases: z.number(),
  costMoves: z.number().nullable(),
  unknownActivities: z.array(z.string()),
  perVariant: z.array(
    z.object({
      activities: z.array(z.string()),
      cases: z.number(),
      fitness: z.number(),
      costMoves: z.number().optional(),
      lower: z.number().optional(),
      upper: z.number().optional(),
      produced: z.number().optional(),
      consumed: z.number().optional(),
      missing: z.number().optional(),
      remaining: z.number().optional(),
      unknown: z.number().optional(),
    }),
  ),
  notes: z.array(z.string()).describe('what limits the answer'),
})

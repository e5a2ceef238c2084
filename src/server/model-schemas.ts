import { z } from 'zod'
import { type MinerName, minerNames } from '../analyses/models/miners.ts'
import { abstractions } from '../discovery/index.ts'
import { modelFormats } from '../formats/models/model-formats.ts'
import { soundnessFindings } from '../model/soundness.ts'
import { ask } from './ask-schemas.ts'
import * as schemas from './schemas.ts'

const share = z.number().min(0).max(1)
export const written = z.enum(modelFormats.flatMap(({ id, write }) => (write ? [id] : [])) as [string, ...string[]])
export const model = z.string().min(1).describe('the text of a model of any known format')

export const mining = {
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
  times: z
    .boolean()
    .default(false)
    .describe('also how long cases wait at each part and are worked on there, as `durations`: reads every case'),
})
export const precisionBody = z.strictObject({
  ...ask,
  model,
  labels: schemas.json.optional().describe('label mapping of the model; absent: its labels are activities'),
  seconds: z.number().min(0).max(600).default(60).describe('time for alignments, and as much again for replay'),
  states: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(1_000_000)
    .describe('states the search of one trace may look at'),
})
const pool = z.string().min(1).max(1000).optional().describe('of BPMN with several pools the one of this name or id')

export const checkBody = z.strictObject({
  model,
  pool,
  states: z.number().int().min(1).max(10_000_000).default(100_000).describe('look at no more markings than these'),
})
export const convertBody = z.strictObject({
  model,
  pool,
  to: written,
  reduce: z.boolean().default(false).describe('of a net: join and leave out what says nothing, with the same language'),
})

const count = z.number().int().optional()
export const modelSize = {
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
export const modelText = {
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
  ...modelSize,
  ...z.object(modelText).partial({ format: true, text: true, problems: true, notes: true }).shape,
  tree: z.string().optional().describe('of the inductive miners: the tree in one line'),
  model: z.string().optional().describe('of the other miners: the model as text'),
})
export const converted = z.object({
  ...modelSize,
  ...modelText,
  reduced: z.record(z.string(), z.number()).optional().describe('how often each rule was applied'),
})
const frequency = { cases: z.number().int(), times: z.number().int() }
const interval = z.tuple([z.number(), z.number()]).nullable()
const durations = z
  .object({
    ...{ n: z.number().int(), total: z.number(), mean: z.number().nullable(), median: z.number().nullable() },
    ...{ min: z.number().nullable(), max: z.number().nullable() },
  })
  .loose()
  .nullable()
const times = z
  .object({
    waiting: durations.describe('from when it could begin to start'),
    service: durations.describe('from start to complete'),
    sojourn: durations.describe('both; of flows and places how long tokens lie there'),
  })
  .nullable()
  .describe('ms; null: none is known')
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
      durations: times.optional().describe('where `times` was asked for'),
    }),
  ),
  timedCases: z
    .object({ counted: z.number().int(), cases: z.number().int() })
    .optional()
    .describe('cases that the times come from, of all'),
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

const quality = z.number().nullable()
export const precisionAnswer = z.object({
  etcPrecision: quality.describe('as pm4py counts'),
  etcPrecisionEveryMarking: quality,
  alignEtcPrecision: quality,
  entropyPrecision: quality,
  entropyRecall: quality,
  alignmentFitness: z.number().describe('mean by cases'),
  fScore: quality.describe('of `alignmentFitness` and `alignEtcPrecision`'),
  generalization: quality,
  simplicity: quality,
  earthMovers: quality,
  earthMoversMass: z
    .tuple([z.number(), z.number()])
    .readonly()
    .nullable()
    .describe('how much of the probability of the log and of the net that is about'),
  because: z.record(z.string(), z.string()).describe('why a quality is null, by its name'),
  notes: z.array(z.string()),
})
const ids = z.array(z.string())
export const checkAnswer = z.object({
  file: z.null(),
  format: z.string(),
  ...modelSize,
  workflowNet: z.object({ is: z.boolean(), because: z.string().optional() }),
  soundness: z.object({
    verdict: z.enum(['sound', 'unsound', 'unknown']),
    because: z.string().optional().describe('why it is unknown'),
    findings: z.array(
      z.object({
        kind: z.enum(soundnessFindings),
        message: z.string(),
        ...{ places: ids, transitions: ids },
        sequence: ids.describe('transitions that lead there; empty where no way does'),
      }),
    ),
  }),
  tree: z.string().nullable().describe('in one line; null where the net is not block-structured'),
  notATree: z.string().nullable(),
  problems: z.array(schemas.problem),
  notes: z.array(z.string()).describe('where the net says something else than the model'),
})

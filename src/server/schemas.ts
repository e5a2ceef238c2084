import { z } from 'zod'
import type { Json } from '../base/json.ts'
import { jobKinds } from '../store/index.ts'

/** Ids are made by the server; this is all that they can look like, so that none can name a path. */
export const id = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'is no id')
export const idParams = z.object({ id })
/** Names for people: one line, no control characters. */
export const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine(text => !/[\p{Cc}\p{Cs}]/u.test(text), 'must be plain text of one line')
/** Anything that JSON can hold; bodies are JSON already. */
export const json = z.unknown() as unknown as z.ZodType<Json, Json>

const place = z.object({
  file: z.string().optional(),
  line: z.number().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
  byte: z.number().optional(),
  value: z.string().optional(),
})
export const problem = z.object({
  kind: z.string(),
  count: z.number(),
  places: z.array(place).readonly(),
  message: z.string(),
  severity: z.enum(['info', 'warning', 'loss']),
})
export const progress = z
  .object({
    phase: z.string(),
    done: z.number(),
    total: z.number().nullable(),
    unit: z.enum(['bytes', 'events', 'cases', 'rows', 'share']),
    events: z.number().optional(),
  })
  .nullable()
export const job = z.object({
  id: z.string(),
  kind: z.enum(jobKinds),
  log: z.string().describe('id of the log; of `ui-import` and `ui-mining`, of the UI log'),
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted']),
  created: z.number().describe('epoch ms'),
  started: z.number().nullable(),
  ended: z.number().nullable(),
  error: z.string().nullable(),
  progress,
})
export const log = z.object({
  id: z.string(),
  name: z.string(),
  created: z.number().describe('epoch ms'),
  changed: z.number().describe('epoch ms'),
  status: z.enum(['importing', 'ready', 'failed', 'interrupted', 'cancelled']),
  format: z.string().nullable(),
  fingerprint: z.string().nullable().describe('of the log as it is stored: equal logs have equal ones'),
  cases: z.number().nullable(),
  events: z.number().nullable(),
  activities: z.number().nullable(),
  bytes: z.number().nullable().describe('on disk'),
  problems: z.array(problem).readonly(),
  mapping: json,
  sources: z.array(
    z.object({
      name: z.string(),
      bytes: z.number(),
      fingerprint: z.string().describe('SHA-256'),
      format: z.string().nullable(),
      mapping: json,
      objectType: z.string().optional(),
      kept: z.boolean().describe('whether the file is still there to be imported again'),
    }),
  ),
  error: z.string().nullable().describe('why the last import failed'),
})
export const uiLog = z.object({
  id: z.string(),
  name: z.string(),
  created: z.number().describe('epoch ms'),
  changed: z.number().describe('epoch ms'),
  status: z.enum(['importing', 'ready', 'failed', 'interrupted', 'cancelled']),
  format: z.string().nullable(),
  events: z.number().nullable(),
  recordings: z.number().nullable(),
  bytes: z.number().nullable().describe('on disk'),
  problems: z.array(problem).readonly(),
  capture: z.array(z.string()).readonly().describe('rules by which values are kept in clear; none: all are masked'),
  upload: z.string().nullable().describe('the file of an import that has not succeeded, to be tried again'),
  error: z.string().nullable().describe('why the last import failed'),
})
/** One UI log as it is now. */
export const uiLogNow = uiLog.extend({
  mining: progress.describe('how far it is mined for whoever asks (`done` of 1); null where that is not under way'),
})
export const upload = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  fingerprint: z.string().describe('SHA-256'),
  created: z.number().describe('epoch ms'),
})
export const mapping = z.object({
  id: z.string(),
  name: z.string(),
  mapping: json,
  created: z.number(),
  changed: z.number(),
})
export const view = z.object({
  id: z.string(),
  log: z.string(),
  name: z.string(),
  filter: json,
  view: json,
  sliders: json,
  principal: z.string().nullable(),
  created: z.number(),
  changed: z.number(),
})
export const started = z.object({ log, job })
export const startedUi = z.object({ uiLog, job })
export const token = z.object({
  id: z.string(),
  name: z.string().describe('whose it is'),
  role: z.enum(['owner', 'analyst', 'reader', 'council']),
  created: z.number().describe('epoch ms'),
  expires: z.number().nullable().describe('epoch ms; null: never'),
})
/** How every trouble is told. */
export const error = z.object({
  error: z.object({ code: z.string(), message: z.string(), place: place.optional(), fix: z.string().optional() }),
})

for (const [title, schema] of Object.entries({
  Problem: problem,
  Job: job,
  Log: log,
  UiLog: uiLog,
  UiLogNow: uiLogNow,
  Upload: upload,
  Mapping: mapping,
  SavedView: view,
  Token: token,
  Error: error,
}))
  z.globalRegistry.add(schema, { id: title })

import { z } from 'zod'
import { allowEntryShape, authorityShape } from './read-tables.ts'
import { severities } from './rule.ts'

export const RULES_VERSION = 1

const text = z.string().min(1).max(2000)
const word = z
  .string()
  .regex(
    /^[\p{L}_][\p{L}\p{N}_]*(?:[:.-][\p{L}\p{N}_]+)*$/u,
    'a word has letters, digits, _ - . : and begins with a letter',
  )
const test = z.strictObject({
  pass: text.optional(),
  fail: text.optional(),
  pending: text.optional(),
  at: text.optional(),
})
export const ruleShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'an id has small letters, digits and - alone'),
  name: text,
  severity: z.enum(severities),
  owner: text,
  source: text,
  rule: z.string().min(1).optional(),
  formula: z.string().min(1).optional(),
  measure: text.optional(),
  tests: z.array(test).max(1000).default([]),
})

/** The shape of a rule file; its JSON Schema stands in docs and FORMATS.md. */
export const ruleFileShape = z.strictObject({
  parfocal: z.literal('rules'),
  version: z.int(),
  name: text.default('Rules'),
  activities: z.record(word, z.union([text, z.array(text).min(1)])).default({}),
  attributes: z.record(word, text).default({}),
  calendars: z
    .record(
      word,
      z.strictObject({
        timeZone: text,
        hours: text.optional(),
        week: z.unknown().optional(),
        holidays: z.array(z.string()).default([]),
      }),
    )
    .default({}),
  ends: text.optional(),
  'test-tables': z.strictObject(authorityShape).optional(),
  tables: z.strictObject(authorityShape).optional(),
  allow: z.array(allowEntryShape).max(10_000).default([]),
  rules: z.array(ruleShape).min(1).max(1000),
})
export type RuleFileShape = z.infer<typeof ruleFileShape>

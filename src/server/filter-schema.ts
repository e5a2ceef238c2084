import { z } from 'zod'
import { parseFilter } from '../log/filter-check.ts'

/** The clauses of `log/filter.ts` as the document of the API shows them; what each means is said there and in the docs. */
const text = z.string()
const texts = z.array(text)
const value = z.union([text, z.number(), z.boolean(), z.null()])
const range = { from: z.number().optional(), to: z.number().optional() }
const match = { values: z.array(value).optional(), ...range, missing: z.boolean().optional() }
const common = {
  not: z.boolean().optional().describe('the complement'),
  off: z.boolean().optional().describe('in the stack, but does nothing'),
  label: text.optional(),
}
const mode = z.enum(['mandatory', 'forbidden', 'keep'])
const which = z.enum(['first', 'last']).optional()

const clause = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('activity'), activities: texts, mode, ...common }),
  z.strictObject({ kind: z.literal('event-attribute'), key: text, mode, ...match, ...common }),
  z.strictObject({ kind: z.literal('case-attribute'), key: text, ...match, ...common }),
  z.strictObject({ kind: z.literal('cases'), ids: texts, ...common }),
  z.strictObject({
    kind: z.literal('time'),
    mode: z.enum(['contained', 'intersecting', 'started', 'completed', 'trim']),
    ...range,
    ...common,
  }),
  z.strictObject({ kind: z.literal('variant'), ids: texts, ...common }),
  z.strictObject({ kind: z.literal('variant-frequency'), ...range, ...common }),
  z.strictObject({ kind: z.literal('variant-coverage'), share: z.number().min(0).max(1), ...common }),
  z.strictObject({
    kind: z.literal('performance'),
    measure: z.enum(['throughput', 'service', 'waiting', 'events']),
    ...range,
    ...common,
  }),
  z.strictObject({
    kind: z.literal('endpoints'),
    start: texts.optional(),
    end: texts.optional(),
    mode: z.enum(['discard', 'longest', 'first']),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('follows'),
    from: texts,
    to: texts,
    relation: z.enum(['directly', 'eventually', 'parallel']),
    same: text.optional(),
    different: text.optional(),
    minMs: z.number().optional(),
    maxMs: z.number().optional(),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('rework'),
    activity: text.optional(),
    of: z.enum(['self-loops', 'loops', 'rework']),
    atLeast: z.number(),
    ...common,
  }),
  z.strictObject({ kind: z.literal('crop'), from: texts, to: texts, fromWhich: which, toWhich: which, ...common }),
  z.strictObject({ kind: z.literal('conflict'), first: texts, second: texts, key: text, ...common }),
])

/** Checked twice: by shape, which the document shows, and by the rules that every door shares. */
export const filter = z
  .array(clause)
  .max(1000)
  .superRefine((clauses, context) => {
    try {
      parseFilter(clauses)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })
  .describe('clauses, applied in order')
z.globalRegistry.add(clause, { id: 'Clause' })
z.globalRegistry.add(filter, { id: 'Filter' })

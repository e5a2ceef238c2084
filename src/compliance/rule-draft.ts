import type { z } from 'zod'
import type { InspectedDocument } from './document/read-document.ts'
import { allowEntryShape } from './read-tables.ts'
import { type RuleFileShape, ruleFileShape, ruleShape } from './rule-file-shape.ts'

export type DraftRule = Partial<z.infer<typeof ruleShape>>
/** What can be read of a rule file that is not whole yet: the places of rules and of what they name stay. */
export type DraftFile = Partial<Omit<RuleFileShape, 'rules'>> &
  Pick<RuleFileShape, 'activities' | 'attributes' | 'calendars' | 'allow'> & { readonly rules: readonly DraftRule[] }

/** null where the document is no YAML, or no map of members. */
export function draftOf({ value, raw }: InspectedDocument<RuleFileShape>): DraftFile | null {
  if (value !== null) return value
  if (!isRecord(raw)) return null
  const { activities, attributes, calendars } = ruleFileShape.shape
  const rules = Array.isArray(raw['rules']) ? raw['rules'] : []
  return {
    ...fitting(ruleFileShape.shape, raw),
    activities: entriesOf(activities, raw['activities']),
    attributes: entriesOf(attributes, raw['attributes']),
    calendars: entriesOf(calendars, raw['calendars']),
    rules: rules.map(one => (isRecord(one) ? fitting(ruleShape.shape, one) : {})),
    allow: (Array.isArray(raw['allow']) ? raw['allow'] : []).flatMap(one => {
      const entry = allowEntryShape.safeParse(one)
      return entry.success ? [entry.data] : []
    }),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The members that fit, each by itself. */
function fitting<S extends Record<string, z.ZodType>>(
  shape: S,
  raw: Record<string, unknown>,
): { [K in keyof S]?: z.infer<S[K]> } {
  const found: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(shape)) {
    if (!Object.hasOwn(raw, key)) continue
    const result = part.safeParse(raw[key])
    if (result.success) found[key] = result.data
  }
  return found as { [K in keyof S]?: z.infer<S[K]> }
}

/** The entries of a record that fit. */
function entriesOf<T extends Record<string, unknown>>(shape: z.ZodType<T>, raw: unknown): T {
  const entries = isRecord(raw) ? Object.entries(raw) : []
  return Object.assign(
    {},
    ...entries.map(([key, value]) => {
      const result = shape.safeParse({ [key]: value })
      return result.success ? result.data : {}
    }),
  ) as T
}

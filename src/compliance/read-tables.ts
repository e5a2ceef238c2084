import { z } from 'zod'
import { RequestError } from '../base/errors.ts'
import { type ReadDocument, readDocument } from './read-document.ts'
import type { AllowEntry, AuthorityTables, Validity } from './rule.ts'

const text = z.string().min(1).max(500)
const dates = { from: text.optional(), to: text.optional() }

export const authorityShape = {
  roles: z.array(z.strictObject({ person: text, role: text, ...dates })).default([]),
  limits: z
    .array(
      z.strictObject({
        person: text.optional(),
        role: text.optional(),
        activity: text.optional(),
        limit: z.number(),
        ...dates,
      }),
    )
    .default([]),
  substitutes: z.array(z.strictObject({ person: text, for: text, ...dates })).default([]),
}
export const rolesFileShape = z.strictObject({ parfocal: z.literal('roles'), version: z.literal(1), ...authorityShape })
type Tables = z.infer<z.ZodObject<typeof authorityShape>>

/** Tables of roles, limits and substitutes, in YAML or JSON. Throws `FormatError` with the place. */
export function readRoles(source: string, file: string): AuthorityTables {
  const document = readDocument(source, file, rolesFileShape)
  return tablesOf(document, document.value, [])
}

export function tablesOf(
  document: Pick<ReadDocument<unknown>, 'at'>,
  tables: Tables,
  path: readonly string[],
): AuthorityTables {
  const valid = (
    at: readonly PropertyKey[],
    { from, to }: { from?: string | undefined; to?: string | undefined },
  ): Validity => {
    const validity = {
      from: from === undefined ? Number.NEGATIVE_INFINITY : instantAt(document, [...at, 'from'], from),
      to: to === undefined ? Number.POSITIVE_INFINITY : instantAt(document, [...at, 'to'], to),
    }
    if (validity.from >= validity.to)
      throw document.at(at, 'It ends before it begins.', '"to" is the first moment at which it no longer holds.')
    return validity
  }
  return {
    roles: tables.roles.map((row, i) => ({ person: row.person, role: row.role, ...valid([...path, 'roles', i], row) })),
    limits: tables.limits.map((row, i) => {
      const at = [...path, 'limits', i]
      if ((row.person === undefined) === (row.role === undefined))
        throw document.at(at, 'A limit is of a person or of a role.', 'Give one of "person" and "role".')
      const { person = null, role = null, activity = null, limit } = row
      return { person, role, activity, limit, ...valid(at, row) }
    }),
    substitutes: tables.substitutes.map((row, i) => ({
      person: row.person,
      of: row.for,
      ...valid([...path, 'substitutes', i], row),
    })),
  }
}

export const allowFileShape = z.strictObject({
  parfocal: z.literal('allowlist'),
  version: z.literal(1),
  entries: z.array(
    z.strictObject({
      rule: text,
      cases: z.array(z.string().min(1)).min(1),
      reason: text,
      author: text,
      until: text,
    }),
  ),
})

/** A list of accepted violations, in YAML or JSON. Throws `FormatError` with the place. */
export function readAllowlist(source: string, file: string): AllowEntry[] {
  const document = readDocument(source, file, allowFileShape)
  return document.value.entries.map((entry, i) => ({
    ...entry,
    until: instantAt(document, ['entries', i, 'until'], entry.until),
  }))
}

export function instantAt(
  document: Pick<ReadDocument<unknown>, 'at'>,
  path: readonly PropertyKey[],
  text: string,
): number {
  const instant = instantOf(text)
  if (instant === null) throw document.at(path, `"${text}" is no date.`, DATE_FIX)
  return instant
}

const DATE_FIX =
  'Write it as 2026-12-31 (midnight in UTC), or with a time as 2026-12-31T18:00:00Z or 2026-12-31T18:00:00+01:00.'

/** Epoch ms of `2026-12-31` (midnight UTC) or `2026-12-31T18:00:00Z` (or another offset); null where it is neither. */
export function instantOf(text: string): number | null {
  const found = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text)
  if (!found) return null
  const midnight = Date.parse(`${found[1]}T00:00:00Z`)
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== found[1]) return null
  const instant = found[2] === undefined ? midnight : Date.parse(text)
  return Number.isNaN(instant) ? null : instant
}

/** The same for a parameter. Throws `RequestError`. */
export function instantParameter(text: string, what: string): number {
  const instant = instantOf(text)
  if (instant === null) throw new RequestError(`${what}: "${text}" is no date. ${DATE_FIX}`)
  return instant
}

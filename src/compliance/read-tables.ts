import { z } from 'zod'
import { type ReadDocument, readDocument } from './document/read-document.ts'
import { DATE_FIX, instantOf } from './instant.ts'
import { readRolesCsv, tableError, type WrittenTables } from './read-roles-csv.ts'
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
type Tables = WrittenTables | z.infer<z.ZodObject<typeof authorityShape>>

/** Tables of roles, limits and substitutes, in YAML or JSON, or as CSV where the name of the file says so. Throws `FormatError` with the place. */
export function readRoles(source: string, file: string): AuthorityTables {
  if (/\.(csv|tsv)$/i.test(file)) {
    const { tables, problems } = readRolesCsv(source)
    if (problems.length > 0) throw tableError(problems[0]!, file)
    return tablesOf(
      { at: (_, what, fix) => tableError({ row: 1, column: null, what, fix: fix ?? '' }, file) },
      tables,
      [],
    )
  }
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

export const allowEntryShape = z.strictObject({
  rule: text,
  cases: z.array(z.string().min(1)).min(1),
  reason: text,
  author: text,
  until: text,
})
export const allowFileShape = z.strictObject({
  parfocal: z.literal('allowlist'),
  version: z.literal(1),
  entries: z.array(allowEntryShape),
})

/** A list of accepted violations, in YAML or JSON. Throws `FormatError` with the place. */
export function readAllowlist(source: string, file: string): AllowEntry[] {
  const document = readDocument(source, file, allowFileShape)
  return allowedOf(document, document.value.entries, ['entries'])
}

export const allowedOf = (
  document: Pick<ReadDocument<unknown>, 'at'>,
  entries: readonly z.infer<typeof allowEntryShape>[],
  path: readonly string[],
): AllowEntry[] =>
  entries.map((entry, i) => ({ ...entry, until: instantAt(document, [...path, i, 'until'], entry.until) }))

export function instantAt(
  document: Pick<ReadDocument<unknown>, 'at'>,
  path: readonly PropertyKey[],
  text: string,
): number {
  const instant = instantOf(text)
  if (instant === null) throw document.at(path, `"${text}" is no date.`, DATE_FIX)
  return instant
}

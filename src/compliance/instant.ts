import { RequestError } from '../base/errors.ts'

export const DATE_FIX =
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

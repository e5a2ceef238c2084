import type { Rule } from '../compliance/index.ts'
import type { Filter } from '../log/filter.ts'

/** Ids that a clause names at most. */
export const MOST_IDS = 5000

/** Clauses that show exactly the cases that break a rule, where filters can say so; else null. */
export function evidenceOf({ statement: { guard, claim } }: Rule, resourceKey: string | null = null): Filter | null {
  if (guard !== null) return null
  if (claim.claim === 'forbidden' && claim.of.where === null)
    return [{ kind: 'activity', activities: claim.of.activities, mode: 'mandatory' }]
  if (claim.claim === 'never-after' && claim.of.where === null && claim.after.where === null)
    return [{ kind: 'follows', from: claim.after.activities, to: claim.of.activities, relation: 'eventually' }]
  const key = claim.claim === 'different' ? (claim.by ?? resourceKey) : null
  if (
    claim.claim !== 'different' ||
    key === null ||
    claim.of.length !== 2 ||
    claim.of.some(({ where }) => where !== null)
  )
    return null
  return [{ kind: 'conflict', first: claim.of[0]!.activities, second: claim.of[1]!.activities, key }]
}

/** The cases by their ids: as all but the others where these are fewer, and as many as fit where both are too many. */
export function casesEvidence(
  ids: readonly string[],
  all: { text(code: number): string },
  count: number,
): { readonly filter: Filter; readonly omitted: number } {
  if (ids.length > MOST_IDS && count - ids.length <= MOST_IDS) {
    const broken = new Set(ids)
    const others: string[] = []
    for (let c = 0; c < count; c++) if (!broken.has(all.text(c))) others.push(all.text(c))
    return { filter: others.length === 0 ? [] : [{ kind: 'cases', ids: others, not: true }], omitted: 0 }
  }
  const named = ids.slice(0, MOST_IDS)
  return { filter: [{ kind: 'cases', ids: named }], omitted: ids.length - named.length }
}

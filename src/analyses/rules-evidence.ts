import type { Rule } from '../compliance/index.ts'
import type { Filter } from '../log/filter.ts'

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

import { type Condition, comparisonsOf, patternsOf, type Rule } from './rule.ts'

/** What a check reads of a log beside activities and times. */
export interface Needed {
  readonly attributes: readonly string[]
  /** Who did what, whatever the log calls it. */
  readonly people: boolean
}

/** The attributes that a rule compares, sums up or tells people by. */
export function neededBy({ statement: { guard, claim }, measure }: Rule): Needed {
  const conditions: (Condition | null)[] = [guard, ...patternsOf(claim).map(({ where }) => where)]
  const attributes = new Set<string>()
  if (measure !== null && measure !== 'throughput') attributes.add(measure)
  let people = claim.claim === 'by-role' || claim.claim === 'up-to-limit'
  if (claim.claim === 'only-if') conditions.push(claim.condition)
  if (claim.claim === 'due-by' || claim.claim === 'up-to-limit') attributes.add(claim.attribute)
  if (claim.claim === 'once-per') for (const key of claim.keys) attributes.add(key)
  if (claim.claim === 'different' || claim.claim === 'same') {
    if (claim.by === null) people = true
    else attributes.add(claim.by)
  }
  for (const condition of conditions)
    for (const one of condition === null ? [] : comparisonsOf(condition)) {
      attributes.add(one.left.attribute)
      if (one.is === 'relate') attributes.add(one.right.attribute)
    }
  return { attributes: [...attributes], people }
}

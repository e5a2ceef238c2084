import type { Claim, Pattern } from './rule.ts'

/**
 * Activities that a log does not know, and without which no case of it can break the claim: that nothing breaks it says
 * nothing then. Empty: the claim can be broken. `patterns` are those of the claim in its order.
 */
export function missingToJudge(
  { claim }: Claim,
  patterns: readonly Pattern[],
  isKnown: (activity: string) => boolean,
): readonly string[] {
  const unknown = (of: readonly Pattern[]) =>
    of.filter(({ activities }) => !activities.some(isKnown)).flatMap(({ activities }) => activities)
  const missing = unknown(neededToBreak(claim, patterns))
  // people differ between any two of the activities
  if (claim === 'different' || claim === 'same')
    return patterns.filter(({ activities }) => activities.some(isKnown)).length < 2 ? distinct(missing) : []
  return distinct(missing)
}

const distinct = (names: readonly string[]) => [...new Set(names)]

function neededToBreak(claim: Claim['claim'], patterns: readonly Pattern[]): readonly Pattern[] {
  switch (claim) {
    // broken by what does not come
    case 'required':
    case 'at-least':
    case 'exactly':
    case 'due-by':
    case 'case-within':
      return []
    case 'before':
      return patterns.slice(1)
    case 'leads-to':
      return patterns.slice(0, 1)
    case 'between':
      return patterns.slice(1)
    default:
      return patterns
  }
}

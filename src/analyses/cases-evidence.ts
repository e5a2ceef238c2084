import type { Filter } from '../log/filter.ts'

/** Ids that a clause names at most. */
export const MOST_IDS = 5000

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

/** Indices of two activities. */
export type ActivityPair = readonly [number, number]

/**
 * What every case keeps to (E. Verbeek, R. Medeiros de Carvalho, Log skeletons: a classification approach to process
 * discovery, 2018). Pairs by first, then second index; each is a statement about the first activity wherever it occurs.
 * Verbeek's equivalence is a pair and its mirror.
 */
export interface LogSkeleton {
  readonly activities: readonly string[]
  /** A case with a has b as often as a. */
  readonly equivalence: readonly ActivityPair[]
  /** After every a comes a b, at some time. */
  readonly alwaysAfter: readonly ActivityPair[]
  /** Before every a came a b, at some time. */
  readonly alwaysBefore: readonly ActivityPair[]
  /** A case with a has no b. */
  readonly neverTogether: readonly ActivityPair[]
  /** Right after every a comes a b. */
  readonly directlyFollows: readonly ActivityPair[]
  /** How often each activity may occur in a case, ascending. */
  readonly frequencies: readonly (readonly number[])[]
}

export const skeletonRelations = [
  'equivalence',
  'alwaysAfter',
  'alwaysBefore',
  'neverTogether',
  'directlyFollows',
] as const
export type SkeletonRelation = (typeof skeletonRelations)[number]

const signs: Readonly<Record<SkeletonRelation, string>> = {
  equivalence: '≡',
  alwaysAfter: '⇒',
  alwaysBefore: '⇐',
  neverTogether: '⊗',
  directlyFollows: '→',
}

/** `a≡b, b≡a | a⇒b | b⇐a | a⊗c | a→b | a:1 b:0,1`: relations in this order, those without pairs left out. */
export function printSkeleton(skeleton: LogSkeleton): string {
  const name = (activity: number) => skeleton.activities[activity]!
  const relations = skeletonRelations
    .filter(relation => skeleton[relation].length > 0)
    .map(relation => skeleton[relation].map(([a, b]) => `${name(a)}${signs[relation]}${name(b)}`).join(', '))
  const frequencies = skeleton.frequencies.map((counts, a) => `${name(a)}:${counts.join(',')}`).join(' ')
  return [...relations, frequencies].join(' | ')
}

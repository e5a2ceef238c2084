import { compareText } from '../../base/sort.ts'
import type { LogAlignment } from '../../conformance/index.ts'
import { type DeviationKind, DeviationReader, deviationKinds } from '../../conformance/index.ts'
import type { Pace } from '../../log/count/pace.ts'
import type { PetriNet } from '../../model/petri-net.ts'

/** One place of a deviation in the model. */
export interface DeviationPlace {
  readonly after: string | null
  readonly afterTransition: number | null
  readonly transition: number | null
  /** Of the cases, and how often in them. */
  cases: number
  occurrences: number
}
/** All deviations of one kind with one activity. */
export interface DeviationGroup {
  readonly kind: DeviationKind
  readonly activity: string
  /** Variants with at least one such deviation. */
  readonly variants: Set<number>
  cases: number
  occurrences: number
  /** Most cases first. */
  places: DeviationPlace[]
}

/**
 * The deviations of aligned variants by kind and activity, most cases first, then by kind and activity. `cases`: of each variant.
 * `isRunning`: variants of cases that still run. `isGuessing`: see `DeviationReader`.
 */
export async function deviationGroups(
  net: PetriNet,
  { variants }: LogAlignment,
  cases: ArrayLike<number>,
  pace: Pace,
  isRunning: (variant: number) => boolean = () => false,
): Promise<{ readonly groups: readonly DeviationGroup[]; readonly isGuessing: boolean }> {
  const reader = new DeviationReader(net)
  const groups = new Map<string, DeviationGroup & { readonly byPlace: Map<string, DeviationPlace> }>()
  for (const [v, { moves, cost }] of variants.entries()) {
    if (cost === 0) continue
    const seen = new Set<unknown>()
    for (const { kind, activity, after, afterTransition, transition } of reader.of(moves, isRunning(v))) {
      const group = entry(groups, JSON.stringify([kind, activity]), () => ({
        ...{ kind, activity, variants: new Set<number>(), cases: 0, occurrences: 0, places: [] },
        byPlace: new Map(),
      }))
      const place = entry(group.byPlace, JSON.stringify([afterTransition, transition]), () => ({
        ...{ after, afterTransition, transition, cases: 0, occurrences: 0 },
      }))
      for (const counted of [group, place]) {
        if (!seen.has(counted)) counted.cases += cases[v]!
        seen.add(counted)
        counted.occurrences += cases[v]!
      }
      group.variants.add(v)
    }
    await pace.step()
  }
  const found = [...groups.values()].map(({ byPlace, ...group }) => ({
    ...group,
    places: [...byPlace.values()].sort(
      (a, b) =>
        b.cases - a.cases ||
        compareText(a.after ?? '', b.after ?? '') ||
        (a.transition ?? -1) - (b.transition ?? -1) ||
        (a.afterTransition ?? -1) - (b.afterTransition ?? -1),
    ),
  }))
  const rank = (kind: DeviationKind) => deviationKinds.indexOf(kind)
  found.sort((a, b) => b.cases - a.cases || rank(a.kind) - rank(b.kind) || compareText(a.activity, b.activity))
  return { groups: found, isGuessing: reader.isGuessing }
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

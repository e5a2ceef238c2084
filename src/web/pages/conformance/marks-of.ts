import type { CheckedDeviation } from '../../../analyses/models/conformance-check.ts'
import type { ShownPlace } from '../../../analyses/models/deviation-places.ts'
import type { LabelMapping } from '../../../model/index.ts'
import type { Structure } from '../model/structure.ts'

/** What is marked at a part of the picture: it was skipped, or something came right behind it. */
export interface Mark {
  readonly key: string
  readonly is: 'skipped' | 'inserted'
  readonly kind: CheckedDeviation['kind']
  readonly activity: string
  readonly cases: number
  readonly deviation: string
}

/** More would hide the model. */
const MOST = 12

/** Where deviations are in the picture, most cases first. A place whose part is not drawn is found by its name. */
export function marksOf(
  structure: Structure,
  deviations: readonly CheckedDeviation[],
  labels: LabelMapping | null,
): Mark[] {
  const keys = new Set(structure.parts.map(({ key }) => key))
  const find = namesIn(structure, labels)
  const found = deviations.flatMap(({ id, kind, activity, places }) =>
    places.flatMap((place): Mark[] => {
      const is = place.transition === null ? 'inserted' : 'skipped'
      const known = place.nodes.filter(node => keys.has(node))
      const at = known.length > 0 ? known : is === 'skipped' ? find(activity) : behind(place, find, structure)
      return at.map(key => ({ key, is, kind, activity, cases: place.cases, deviation: id }))
    }),
  )
  return found.sort((a, b) => b.cases - a.cases).slice(0, MOST)
}

function namesIn({ parts }: Structure, labels: LabelMapping | null) {
  const standsFor = new Map(labels?.labels.map(({ label, activities }) => [label, activities]))
  const byActivity = new Map<string, string[]>()
  for (const { key, kind, label } of parts)
    if (kind === 'task')
      for (const activity of standsFor.get(label) ?? [label])
        byActivity.set(activity, [...(byActivity.get(activity) ?? []), key])
  return (activity: string): readonly string[] => byActivity.get(activity) ?? []
}

const behind = (place: ShownPlace, find: (activity: string) => readonly string[], { parts }: Structure) =>
  place.after === null
    ? parts.flatMap(({ key, kind, tokens }) => (kind === 'start' || tokens > 0 ? [key] : []))
    : find(place.after)

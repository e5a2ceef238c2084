import { compareText } from '../base/sort.ts'
import type { Activities, Variant } from '../log/engine.ts'
import { type ActivitySelection, keepNamed } from './process-map.ts'

export interface HappyPath {
  /** null where no case has an event. */
  readonly variant: Variant | null
  /** Its activities: what the map shows first. */
  readonly selection: ActivitySelection
  /** Where the activities slider stands for as many activities (0..1); the paths slider stands at 0. */
  readonly share: number
}

/**
 * What a map opens with: the most frequent variant that leads from the most frequent start activity to the most
 * frequent end activity, with everything on it. Where no given variant connects the two, the most frequent one that
 * is not empty. `variants` by cases descending, as the engine gives them.
 */
export function happyPath(activities: Activities, variants: readonly Variant[]): HappyPath {
  const start = mostFrequent(activities, activities.startFrequency)
  const end = mostFrequent(activities, activities.endFrequency)
  const variant =
    variants.find(({ activities: path }) => path.length > 0 && path[0] === start && path.at(-1) === end) ??
    variants.find(({ activities: path }) => path.length > 0) ??
    null
  const selection = keepNamed(activities, variant?.activities ?? [])
  return { variant, selection, share: selection.of === 0 ? 0 : selection.activities.length / selection.of }
}

function mostFrequent(activities: Activities, frequency: readonly number[]): string | null {
  let best = -1
  for (let i = 0; i < frequency.length; i++)
    if (
      best < 0 ||
      frequency[i]! > frequency[best]! ||
      (frequency[i] === frequency[best] && compareText(activities.activity[i]!, activities.activity[best]!) < 0)
    )
      best = i
  return best < 0 ? null : activities.activity[best]!
}

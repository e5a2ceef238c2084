import { useMemo } from 'react'
import { useAnswer } from '../engine/use-answer.ts'
import { useDescription, usePlace, useView } from '../state/place.ts'
import { type ActivityColor, type ActivityColors, activityColors, initials } from './activity-color.ts'

const neutral = (activity: string): ActivityColor => ({
  fill: 'var(--line)',
  text: 'var(--text)',
  dot: 'var(--line-strong)',
  pattern: 0,
  letters: initials(activity),
})

/** The colours of the open log's activities. They are those of the whole log, whatever the filter; grey until it is counted. */
export function useActivityColors(): ActivityColors {
  const { log } = usePlace()
  const description = useDescription()
  const { classifier, caseNotion } = useView()
  const ask = useMemo(
    () =>
      log !== null && description !== null
        ? { log, view: { classifier, caseNotion, level: 'event' as const, calendar: null }, filter: [] }
        : null,
    [log, description, classifier, caseNotion],
  )
  const { data, error } = useAnswer('activities', ask)
  const names = data?.activity
  return useMemo(() => (names ? activityColors(names) : error ? activityColors([]) : neutral), [names, error])
}

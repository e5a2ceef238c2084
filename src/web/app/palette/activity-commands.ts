import { useMemo } from 'react'
import type { Ask } from '../../../log/engine.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { plural } from '../../format/numbers.ts'
import { useAsk, useGo } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'
import type { Command } from '../commands.ts'

/** To every activity of the log, on the map. */
export function useActivityCommands(): readonly Command[] {
  const ask = useAsk()
  const unfiltered: Ask | null = useMemo(() => ask && { ...ask, filter: [] }, [ask])
  const { data } = useAnswer('activities', unfiltered)
  const go = useGo()
  const words = useWords()
  return useMemo(
    () =>
      data?.activity.map(
        (activity, i): Command => ({
          id: `activity-${activity}`,
          title: activity,
          group: 'Activities',
          icon: 'map',
          hint: plural(data.caseFrequency[i]!, words('case')),
          run: () => go({ page: 'map', pages: { map: { node: activity, arc: undefined } } }),
        }),
      ) ?? [],
    [data, go, words],
  )
}

import { useMemo } from 'react'
import { type Ask, defaultView } from '../../../log/engine.ts'
import { ACTIVITY } from '../../../log/event-log.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { useDescription } from '../../state/place.ts'
import type { Words } from './completion.ts'
import { rolesIn } from './names-in-document.ts'

/** What the log and the document know by name, for completion and for the form. */
export function useWords(ask: Ask, text: string | null): Words {
  const description = useDescription()
  const all = useAnswer('values', {
    ...{ log: ask.log, view: defaultView, filter: [], scope: 'event', key: ACTIVITY, limit: 2000 },
  })
  const activities = all.data?.value
  const roles = text === null ? '' : rolesIn(text).join('\n')
  return useMemo(
    () => ({
      activities: (activities ?? []).flatMap(value => (typeof value === 'string' ? [value] : [])),
      attributes: [...new Set((description?.attributes ?? []).map(({ key }) => key).filter(key => !built.has(key)))],
      roles: roles === '' ? [] : roles.split('\n'),
      timeZones: Intl.supportedValuesOf('timeZone'),
    }),
    [activities, description, roles],
  )
}
const built: ReadonlySet<string> = new Set([ACTIVITY, 'time:timestamp', 'start_timestamp', 'lifecycle:transition'])

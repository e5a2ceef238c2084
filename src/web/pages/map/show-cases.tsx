import { Button } from '@mantine/core'
import type { Filter } from '../../../log/filter.ts'
import { componentOf } from '../../app/pages.ts'
import { isTaskLog } from '../../engine/log-ids.ts'
import { useFilter, usePlace } from '../../state/place.ts'

/** The page that lists the cases behind a number; the map itself where that page is not there. */
export const showCases: string = componentOf('cases') ? 'cases' : 'map'

/** Goes to the cases that clauses leave; a routine log has no page of single cases, so that there is nothing to go to. */
export function ShowCases({ clauses }: { readonly clauses: Filter }) {
  const { log } = usePlace()
  const { add } = useFilter()
  if (isTaskLog(log)) return null
  return <Button onClick={() => add(clauses, showCases)}>Show the cases</Button>
}

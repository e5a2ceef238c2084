import { Switch } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { isHere } from '../engine/log-ids.ts'
import { showPeople } from '../state/show-people.ts'
import { useStore } from '../state/store.ts'

/** Lifts the person gate for the logs of this browser; a log of a server has no such switch. */
export function PeopleSwitch({ log }: { readonly log: string }) {
  const shown = useStore(showPeople)
  const queries = useQueryClient()
  if (!isHere(log)) return null
  return (
    <Switch
      label="Show single people"
      styles={{ labelWrapper: { textAlign: 'start' }, description: { color: 'var(--muted)' } }}
      description="The file is yours, so you may. Until the page is closed, groups of people of any size are shown."
      checked={shown}
      onChange={event => {
        showPeople.set(event.currentTarget.checked)
        // What was answered before was answered under the other rule.
        void queries.resetQueries()
      }}
    />
  )
}

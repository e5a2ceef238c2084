import { Select } from '@mantine/core'
import { Activities, changed, eventKeys, type Of } from './clause-fields.tsx'

export function ConflictForm({ clause, set, ask, description }: Of<'conflict'>) {
  return (
    <>
      <Select
        label="The same"
        data={eventKeys(description)}
        value={clause.key || null}
        searchable
        allowDeselect={false}
        onChange={key => set(changed(clause, { key: key ?? '' }))}
      />
      <Activities label="did one of" ask={ask} value={clause.first} set={first => set(changed(clause, { first }))} />
      <Activities label="and one of" ask={ask} value={clause.second} set={second => set(changed(clause, { second }))} />
    </>
  )
}

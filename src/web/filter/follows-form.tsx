import { Select } from '@mantine/core'
import { formatDuration } from '../../base/time.ts'
import { Activities, Choice, changed, eventKeys, type Of } from './clause-fields.tsx'
import css from './filter.module.css'
import { DurationInput } from './range-picker.tsx'

export function FollowsForm({ clause, set, ask, description }: Of<'follows'>) {
  return (
    <>
      <Activities label="One of" ask={ask} value={clause.from} set={from => set(changed(clause, { from }))} />
      <Choice
        label="is"
        value={clause.relation}
        choices={[
          ['directly', 'directly followed by'],
          ['eventually', 'eventually followed by'],
          ...(description.starts === 'none' ? [] : ([['parallel', 'at the same time as']] as const)),
        ]}
        set={relation => set(changed(clause, { relation }))}
      />
      <Activities label="one of" ask={ask} value={clause.to} set={to => set(changed(clause, { to }))} />
      <DoneBy clause={clause} set={set} description={description} />
      <div className={css.two}>
        <DurationInput
          label="At least so long after"
          value={clause.minMs}
          set={minMs => set(changed(clause, { minMs }))}
        />
        <DurationInput
          label="At most so long after"
          value={clause.maxMs}
          set={maxMs => set(changed(clause, { maxMs }))}
        />
      </div>
      {clause.minMs !== undefined && <span className="muted small">from {formatDuration(clause.minMs)}</span>}
    </>
  )
}

/** Whether both were done by the same, by the word of an attribute. */
function DoneBy({ clause, set, description }: Pick<Of<'follows'>, 'clause' | 'set' | 'description'>) {
  const keys = eventKeys(description)
  const condition = clause.same !== undefined ? 'same' : clause.different !== undefined ? 'different' : 'any'
  const key = clause.same ?? clause.different ?? description.resourceKey ?? keys[0]
  const put = (how: string, by: string | undefined) =>
    set(changed(clause, { same: how === 'same' ? by : undefined, different: how === 'different' ? by : undefined }))
  if (keys.length === 0) return null
  return (
    <div className={css.two}>
      <Select
        label="Done by"
        data={[
          { value: 'any', label: 'anybody' },
          { value: 'same', label: 'the same' },
          { value: 'different', label: 'a different' },
        ]}
        value={condition}
        allowDeselect={false}
        onChange={how => put(how ?? 'any', key)}
      />
      <Select
        label="Attribute"
        data={keys}
        value={key ?? null}
        disabled={condition === 'any'}
        searchable
        allowDeselect={false}
        onChange={by => put(condition, by ?? undefined)}
      />
    </div>
  )
}

import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { UiProposal } from '../../../formats/index.ts'
import css from './import.module.css'
import { aboutOf, columnOf, fieldTitles, mainFields, type UiDraft, type UiField, uiFields } from './ui-fields.ts'

interface Props {
  readonly proposal: UiProposal
  readonly mapping: UiDraft
  readonly change: (mapping: UiDraft) => void
  readonly choose: (field: UiField, column: string | null) => void
}

/** Time, user, application, window, action, element and value: which columns, and why. */
export function UiRoles(props: Props) {
  const { mapping, change } = props
  const others = uiFields.filter(field => !mainFields.includes(field))
  const [all, setAll] = useState(false)
  const shown = others.filter(field => all || columnOf(mapping, field) !== null)
  return (
    <>
      <div className={css.roles}>
        <Time {...props} />
        {[...mainFields, ...shown].map(field => (
          <Field key={field} field={field} {...props} />
        ))}
        {mapping.time !== null && (
          <TextInput
            label="Time zone of times that name none (IANA name)"
            key={mapping.timeZone}
            defaultValue={mapping.timeZone}
            onBlur={event => change({ ...mapping, timeZone: event.currentTarget.value.trim() || 'UTC' })}
          />
        )}
      </div>
      <button type="button" className={css.more} aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? 'Only those that are used' : `${others.length - shown.length} further parts of an event`}
      </button>
    </>
  )
}

function Field({ field, proposal, mapping, choose }: Props & { readonly field: UiField }) {
  const column = columnOf(mapping, field)
  return (
    <div>
      <Select
        label={fieldTitles[field]}
        data={unique(proposal.preview.columns)}
        clearable={field !== 'action'}
        searchable
        placeholder="no column"
        value={column}
        onChange={next => choose(field, next)}
        error={field === 'action' && column === null ? 'Choose the column that says what was done.' : null}
      />
      <Why proposal={proposal} about={aboutOf(field)} column={column} />
    </div>
  )
}

function Time({ proposal, mapping, change }: Props) {
  const { time } = mapping
  return (
    <div>
      <MultiSelect
        label="Time"
        description="One column, or a date and a time of day"
        data={unique(proposal.preview.columns)}
        maxValues={2}
        searchable
        placeholder={time === null ? 'no column: the order of rows counts' : ''}
        value={[...(time?.columns ?? [])]}
        onChange={columns => change({ ...mapping, time: columns.length === 0 ? null : { columns } })}
      />
      {time !== null && (
        <TextInput
          mt={8}
          label="Date format"
          placeholder="found from all rows"
          value={time.format ?? ''}
          onChange={event => {
            const format = event.currentTarget.value
            change({ ...mapping, time: { columns: time.columns, ...(format === '' ? {} : { format }) } })
          }}
        />
      )}
      <Why proposal={proposal} about="time" column={time?.columns[0] ?? null} />
    </div>
  )
}

/** Why it was proposed; once a person has chosen another column, nothing needs to be said. */
function Why(props: { readonly proposal: UiProposal; readonly about: string; readonly column: string | null }) {
  const reasons = props.proposal.reasons.filter(({ about, column }) => about === props.about && column === props.column)
  if (reasons.length === 0) return null
  return (
    <div className="muted small" dir="auto">
      {reasons.map(({ text }) => text).join(' ')}
    </div>
  )
}

const unique = (names: readonly string[]) => [...new Set(names)].filter(name => name !== '')

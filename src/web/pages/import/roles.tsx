import { MultiSelect, Radio, Select, TextInput } from '@mantine/core'
import type { Proposal } from '../../../formats/table/proposal.ts'
import type { Mapping, TimeRole } from '../../../log/mapping.ts'
import { formatShare } from '../../format/numbers.ts'
import css from './import.module.css'

interface Props {
  readonly proposal: Proposal
  readonly mapping: Mapping
  readonly change: (mapping: Mapping) => void
}

/** Case, activity, times and resource: which columns, why, and in which format their dates are. */
export function Roles({ proposal, mapping, change }: Props) {
  const names = proposal.columns.map(({ name }) => name)
  return (
    <div className={css.roles}>
      {(['caseId', 'activity'] as const).map(role => (
        <div key={role}>
          <MultiSelect
            label={
              role === 'caseId'
                ? 'Case (one or several columns together)'
                : 'Activity (one or several columns together)'
            }
            data={names}
            searchable
            value={[...mapping[role].columns]}
            onChange={columns => change({ ...mapping, [role]: { ...mapping[role], columns } })}
            error={mapping[role].columns.length === 0 ? 'Choose at least one column.' : null}
          />
          <Why proposal={proposal} about={role} />
        </div>
      ))}
      <Time of="complete" label="Time (when it was done)" {...{ proposal, mapping, change, names }} />
      <Time of="start" label="Start time, where there is one" {...{ proposal, mapping, change, names }} />
      {(['resource', 'lifecycle', 'instance'] as const).map(role => (
        <div key={role}>
          <Select
            label={
              {
                resource: 'Resource (who or what did it)',
                lifecycle: 'Life cycle (start, complete …)',
                instance: 'Activity instance id',
              }[role]
            }
            data={names}
            clearable
            searchable
            value={mapping[role] ?? null}
            onChange={column => change(without(mapping, role, column === null ? {} : { [role]: column }))}
          />
          <Why proposal={proposal} about={role} />
        </div>
      ))}
      <TextInput
        label="Time zone of times that name none (IANA name)"
        defaultValue={mapping.timeZone}
        onBlur={event => change({ ...mapping, timeZone: event.currentTarget.value.trim() || 'UTC' })}
      />
    </div>
  )
}

function Time(
  props: Props & { readonly of: 'complete' | 'start'; readonly label: string; readonly names: readonly string[] },
) {
  const { of: role, proposal, mapping, change } = props
  const time = mapping[role] ?? null
  const set = (next: TimeRole | null) =>
    change(
      role === 'complete'
        ? { ...mapping, complete: next }
        : without(mapping, 'start', next === null ? {} : { start: next }),
    )
  const question = proposal.questions.find(({ column }) => time?.columns.includes(column))
  const format = time?.format ?? question?.chosen
  return (
    <div>
      <MultiSelect
        label={props.label}
        description="One column, or a date and a time of day"
        data={[...props.names]}
        maxValues={2}
        searchable
        value={[...(time?.columns ?? [])]}
        onChange={columns => set(columns.length === 0 ? null : { columns })}
      />
      {question && (
        <Radio.Group
          mt={8}
          label={question.text}
          value={format ?? ''}
          onChange={chosen => set({ columns: time!.columns, format: chosen })}
        >
          {question.options.map(option => (
            <Radio key={option.format} value={option.format} label={`${option.format}: ${option.example}`} mt={4} />
          ))}
        </Radio.Group>
      )}
      {time && !question && (
        <TextInput
          mt={8}
          label="Date format"
          placeholder="found from all rows"
          value={time.format ?? ''}
          onChange={event =>
            set(
              event.currentTarget.value
                ? { columns: time.columns, format: event.currentTarget.value }
                : { columns: time.columns },
            )
          }
        />
      )}
      <Why proposal={proposal} about={role} />
    </div>
  )
}

function Why({ proposal, about: role }: { readonly proposal: Proposal; readonly about: string }) {
  const reasons = proposal.reasons.filter(({ about }) => about === role)
  const confidence = (proposal.confidence as Readonly<Record<string, number | undefined>>)[role]
  if (reasons.length === 0) return null
  return (
    <div className="muted small">
      {confidence === undefined || confidence === 0 ? '' : `${formatShare(confidence, 1)} sure. `}
      {reasons.map(({ text }) => text).join(' ')}
    </div>
  )
}

/** The mapping with one optional part left out, and perhaps another put there. */
function without(
  mapping: Mapping,
  part: 'start' | 'resource' | 'lifecycle' | 'instance',
  instead: Partial<Mapping>,
): Mapping {
  const { [part]: _, ...rest } = mapping
  return { ...rest, ...instead }
}

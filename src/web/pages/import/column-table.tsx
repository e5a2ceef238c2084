import { Select, TextInput } from '@mantine/core'
import type { Proposal, Question } from '../../../formats/table/proposal.ts'
import type { ColumnAction, ColumnMapping, ColumnType, Mapping } from '../../../log/mapping.ts'
import { roleColumns } from '../../../log/mapping.ts'
import { formatNumber } from '../../format/numbers.ts'
import css from './import.module.css'

const actions = [
  { value: 'keep', label: 'keep' },
  { value: 'pseudonymise', label: 'pseudonymise' },
  { value: 'drop', label: 'drop' },
]
const meanings = [
  { value: 'none', label: '–' },
  { value: 'money', label: 'money' },
  { value: 'number', label: 'number' },
  { value: 'due', label: 'due date' },
]

/** One row a column: keep, pseudonymise or drop it; whose attribute it is; its type; whether it is money or a due date. */
export function ColumnTable(props: {
  readonly proposal: Proposal
  readonly mapping: Mapping
  readonly change: (mapping: Mapping) => void
}) {
  const { proposal, mapping } = props
  const inRole = new Set(roleColumns(mapping))
  const people = new Map(proposal.people.map(({ column, reason }) => [column, reason]))
  const questions = new Map(proposal.questions.map(question => [question.column, question]))
  const mapped = new Map(mapping.columns.map(column => [column.column, column]))
  const set = (name: string, part: Partial<ColumnMapping>) => {
    const before = mapped.get(name) ?? { column: name, action: 'keep', scope: 'event', type: 'string' }
    const all = Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined)
    const next = Object.fromEntries(all) as unknown as ColumnMapping
    props.change({ ...mapping, columns: [...mapping.columns.filter(({ column }) => column !== name), next] })
  }
  return (
    <div className={css.wrap}>
      <table className={css.table}>
        <thead>
          <tr>
            {[
              'Column',
              'Examples',
              'Distinct',
              'Missing',
              'Action',
              'Attribute of',
              'Type',
              'Meaning',
              'Unit or format',
            ].map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {proposal.columns.map(profile => {
            const { name } = profile
            const column = mapped.get(name)
            const person = people.get(name)
            const isNumber = column?.type === 'int' || column?.type === 'float'
            return (
              <tr key={name} className={person ? css.person : undefined}>
                <td title={person ?? name} dir="auto">
                  {name}
                  {person && <span className="muted"> · about people</span>}
                </td>
                <td className={css.examples}>
                  {profile.examples.slice(0, 3).map((example, i) => (
                    <span key={`${i}:${example}`}>
                      {i > 0 && ', '}
                      <bdi>{example}</bdi>
                    </span>
                  ))}
                </td>
                <td className="number">
                  {profile.distinct === null
                    ? '–'
                    : `${profile.distinctIsExact ? '' : '≈ '}${formatNumber(profile.distinct)}`}
                </td>
                <td className="number">{formatNumber(profile.missing)}</td>
                <td>
                  <Select
                    aria-label={`Action for ${name}`}
                    w={128}
                    data={actions}
                    allowDeselect={false}
                    value={column?.action ?? (mapping.others === 'drop' && !inRole.has(name) ? 'drop' : 'keep')}
                    onChange={value => set(name, { action: value as ColumnAction })}
                  />
                </td>
                <td>
                  {!inRole.has(name) && (
                    <Select
                      aria-label={`Attribute of, for ${name}`}
                      w={80}
                      data={['event', 'case']}
                      allowDeselect={false}
                      value={column?.scope ?? 'event'}
                      onChange={value => set(name, { scope: value as 'event' | 'case' })}
                    />
                  )}
                </td>
                <td>
                  {!inRole.has(name) && (
                    <Select
                      aria-label={`Type of ${name}`}
                      w={92}
                      data={['string', 'int', 'float', 'boolean', 'date']}
                      allowDeselect={false}
                      value={column?.type ?? 'string'}
                      onChange={value =>
                        set(name, {
                          type: value as ColumnType,
                          format: undefined as never,
                          meaning: undefined as never,
                        })
                      }
                    />
                  )}
                </td>
                <td>
                  {!inRole.has(name) && (isNumber || column?.type === 'date') && (
                    <Select
                      aria-label={`Meaning of ${name}`}
                      w={104}
                      data={meanings.filter(
                        ({ value }) => value === 'none' || (column?.type === 'date') === (value === 'due'),
                      )}
                      allowDeselect={false}
                      value={column?.meaning?.kind ?? 'none'}
                      onChange={value =>
                        set(name, { meaning: (value === 'none' ? undefined : { kind: value }) as never })
                      }
                    />
                  )}
                </td>
                <td>
                  {!inRole.has(name) && column?.type === 'date' && (
                    <DateFormat
                      name={name}
                      question={questions.get(name)}
                      format={column.format}
                      set={format => set(name, { format: format as never })}
                    />
                  )}
                  {column?.meaning && column.meaning.kind !== 'due' && (
                    <TextInput
                      aria-label={`Unit of ${name}`}
                      w={80}
                      placeholder={column.meaning.kind === 'money' ? 'EUR' : 'kg'}
                      value={column.meaning.unit ?? ''}
                      onChange={event => {
                        const unit = event.currentTarget.value
                        set(name, { meaning: { kind: column.meaning!.kind, ...(unit ? { unit } : {}) } })
                      }}
                    />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** How the dates of an attribute are written; where no value says whether the day or the month stands first, that is asked. */
function DateFormat(props: {
  readonly name: string
  readonly question: Question | undefined
  readonly format: string | undefined
  readonly set: (format: string | undefined) => void
}) {
  const { name, question, format, set } = props
  if (question)
    return (
      <Select
        label="Day or month first?"
        aria-label={`Day or month first in ${name}?`}
        title={question.text}
        w={206}
        data={question.options.map(option => ({ value: option.format, label: option.example }))}
        allowDeselect={false}
        value={format ?? question.chosen}
        onChange={value => value !== null && set(value)}
      />
    )
  return (
    <TextInput
      aria-label={`Date format of ${name}`}
      w={206}
      placeholder="found from all rows"
      value={format ?? ''}
      onChange={event => set(event.currentTarget.value || undefined)}
    />
  )
}

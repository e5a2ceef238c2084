import { Select, TextInput } from '@mantine/core'
import type { Proposal } from '../../../formats/table/proposal.ts'
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
  const mapped = new Map(mapping.columns.map(column => [column.column, column]))
  const set = (name: string, part: Partial<ColumnMapping>) => {
    const before = mapped.get(name) ?? { column: name, action: 'keep', scope: 'event', type: 'string' }
    const { meaning: _, ...plain } = { ...before, ...part }
    const next: ColumnMapping = part.meaning === undefined && 'meaning' in part ? plain : { ...before, ...part }
    props.change({ ...mapping, columns: [...mapping.columns.filter(({ column }) => column !== name), next] })
  }
  return (
    <div className={css.wrap}>
      <table className={css.table}>
        <thead>
          <tr>
            {['Column', 'Examples', 'Distinct', 'Missing', 'Action', 'Attribute of', 'Type', 'Meaning', 'Unit'].map(
              title => (
                <th key={title} scope="col">
                  {title}
                </th>
              ),
            )}
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
                <td dir="auto">{profile.examples.slice(0, 3).join(', ')}</td>
                <td className="number">
                  {profile.distinct === null
                    ? '–'
                    : `${profile.distinctIsExact ? '' : '≈ '}${formatNumber(profile.distinct)}`}
                </td>
                <td className="number">{formatNumber(profile.missing)}</td>
                <td>
                  <Select
                    aria-label={`Action for ${name}`}
                    w={124}
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
                      w={92}
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
                      w={100}
                      data={['string', 'int', 'float', 'boolean', 'date']}
                      allowDeselect={false}
                      value={column?.type ?? 'string'}
                      onChange={value => set(name, { type: value as ColumnType })}
                    />
                  )}
                </td>
                <td>
                  {!inRole.has(name) && (isNumber || column?.type === 'date') && (
                    <Select
                      aria-label={`Meaning of ${name}`}
                      w={100}
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

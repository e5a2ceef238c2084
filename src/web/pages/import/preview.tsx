import type { Mapping } from '../../../log/mapping.ts'
import css from './import.module.css'

const SHOWN = 20

/** The first rows of a table as they stand in the file, with what each column tells above it. */
export function Preview(props: {
  readonly preview: {
    readonly columns: readonly string[]
    readonly firstRow: number
    readonly rows: readonly (readonly (string | null)[])[]
  }
  /** What a column tells; '' where it has no role. */
  readonly roleOf: (column: string) => string
}) {
  const { columns, rows, firstRow } = props.preview
  return (
    <section className={css.wrap} aria-label="First rows" tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Row</th>
            {columns.map((name, c) => (
              <th key={c} scope="col" dir="auto" title={name}>
                {props.roleOf(name) && <span className={css.role}>{props.roleOf(name)}</span>}
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((cells, i) => (
            <tr key={`row ${firstRow + i}`}>
              <td className="muted number">{firstRow + i}</td>
              {columns.map((_, c) => (
                <td key={c} dir="auto" title={cells[c] ?? undefined}>
                  {cells[c] ?? <span className="muted">missing</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The roles that a column has in a mapping of cases. */
export const rolesOf = (mapping: Mapping, name: string): string =>
  [
    mapping.caseId.columns.includes(name) && 'case',
    mapping.activity.columns.includes(name) && 'activity',
    mapping.complete?.columns.includes(name) && 'time',
    mapping.start?.columns.includes(name) && 'start',
    mapping.resource === name && 'resource',
    mapping.lifecycle === name && 'life cycle',
    mapping.instance === name && 'instance',
  ]
    .filter(Boolean)
    .join(', ')

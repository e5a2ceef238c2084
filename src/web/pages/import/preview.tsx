import type { Proposal } from '../../../formats/table/proposal.ts'
import type { Mapping } from '../../../log/mapping.ts'
import css from './import.module.css'

const SHOWN = 20

/** The first rows with the role of each column above them. */
export function Preview({ proposal, mapping }: { readonly proposal: Proposal; readonly mapping: Mapping }) {
  const { columns, rows, firstRow } = proposal.preview
  const role = (name: string) =>
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
  return (
    <section className={css.wrap} aria-label="First rows" tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Row</th>
            {columns.map(name => (
              <th key={name} scope="col" dir="auto">
                {role(name) && <span className={css.role}>{role(name)}</span>}
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((cells, i) => (
            <tr key={`row ${firstRow + i}`}>
              <td className="muted number">{firstRow + i}</td>
              {columns.map((name, c) => (
                <td key={name} dir="auto" title={cells[c] ?? undefined}>
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

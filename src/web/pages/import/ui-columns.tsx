import type { UiProposal } from '../../../formats/index.ts'
import css from './import.module.css'
import { tellsOf, type UiDraft } from './ui-fields.ts'

const EXAMPLES = 3

/** One row a column: what it tells, or why nothing of it is kept. */
export function UiColumns({ proposal, mapping }: { readonly proposal: UiProposal; readonly mapping: UiDraft }) {
  const { columns, rows } = proposal.preview
  const reasons = new Map(
    proposal.reasons.flatMap(({ about, column, text }) =>
      about === 'left out' && column !== undefined ? [[column, text] as const] : [],
    ),
  )
  return (
    <div className={css.wrap}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Examples</th>
            <th scope="col">What becomes of it</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((name, c) => {
            const told = tellsOf(mapping, name)
            const examples = [...new Set(rows.flatMap(row => row[c] || []))].slice(0, EXAMPLES)
            return (
              <tr key={c}>
                <td dir="auto" title={name}>
                  {name}
                </td>
                <td className={css.examples} title={examples.join('\n')}>
                  {examples.map((example, i) => (
                    <span key={example}>
                      {i > 0 && ', '}
                      <bdi>{example}</bdi>
                    </span>
                  ))}
                </td>
                <td className={css.text}>
                  {told.length > 0 ? (
                    told.join('; ')
                  ) : (
                    <span className="muted">
                      Left out. {reasons.get(name) ?? 'No part of an event was asked of it.'}
                    </span>
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

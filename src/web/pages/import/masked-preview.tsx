import { useQuery } from '@tanstack/react-query'
import type { UiProposal } from '../../../formats/index.ts'
import { worker } from '../../engine/workspace.ts'
import { ErrorNote } from '../../parts/error-note.tsx'
import { ProblemList } from '../../parts/problem-list.tsx'
import { pseudonymKey } from '../../state/pseudonym-key.ts'
import { columnsOf } from '../recordings/events-table.tsx'
import css from './import.module.css'
import type { UiDraft } from './ui-fields.ts'

/** The first rows as they would be kept: masked, without the person; what is not understood says so. */
export function MaskedPreview(props: {
  readonly name: string
  readonly proposal: UiProposal
  readonly mapping: UiDraft
}) {
  const { name, proposal, mapping } = props
  const answer = useQuery({
    queryKey: ['preview-ui', name, proposal.preview.rows, mapping],
    queryFn: ({ signal }) => worker.previewUi(name, proposal.preview, mapping, pseudonymKey(), signal),
    enabled: mapping.action !== '',
    retry: false,
    placeholderData: before => before,
  })
  if (mapping.action === '')
    return <p className="muted small">Once the column of the action is chosen, the first events stand here.</p>
  if (answer.error) return <ErrorNote error={answer.error} title="With these columns no event can be read." />
  if (!answer.data) return null
  const { events, problems } = answer.data
  const columns = columnsOf(events.some(({ sinceMs }) => sinceMs !== null))
  return (
    <>
      <section className={css.wrap} aria-label="First events, masked" aria-busy={answer.isPlaceholderData} tabIndex={0}>
        <table className={css.table}>
          <thead>
            <tr>
              {columns.map(({ key, label, title }) => (
                <th key={key} scope="col" title={title}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {events.map((event, at) => (
              <tr key={at}>
                {columns.map(({ key, value, show }) => (
                  <td key={key} dir="auto" title={String(value(event) ?? '')}>
                    {show ? show(event) : (value(event) ?? <span className="muted">–</span>)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {events.length === 0 && <p className="muted small">None of the first rows is an event.</p>}
      {problems.length > 0 && (
        <>
          <strong className="small">What was odd in them</strong>
          <div className="small">
            <ProblemList problems={problems} />
          </div>
        </>
      )}
    </>
  )
}

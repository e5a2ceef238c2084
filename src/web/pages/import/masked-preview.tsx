import { useQuery } from '@tanstack/react-query'
import type { UiEventRow } from '../../../analyses/index.ts'
import type { UiProposal } from '../../../formats/index.ts'
import type { MaskingRule } from '../../../privacy/index.ts'
import type { MaskingCheck } from '../../engine/use-masking-check.ts'
import { worker } from '../../engine/workspace.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import type { DataColumn } from '../../parts/data-table.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { ProblemList } from '../../parts/problem-list.tsx'
import { pseudonymKey } from '../../state/pseudonym-key.ts'
import { columnsOf } from '../recordings/events-table.tsx'
import css from './import.module.css'
import type { UiDraft } from './ui-fields.ts'

interface Read {
  readonly name: string
  readonly proposal: UiProposal
  readonly mapping: UiDraft
}

/** The first rows as they would be kept: masked, without the person; what rules change is marked, what is not understood says so. */
export function MaskedPreview({ masking, ...read }: Read & { readonly masking: MaskingCheck }) {
  const { mapping } = read
  const rules = masking.written?.rules ?? []
  const answer = usePreview(read, rules, true)
  const without = usePreview(read, [], rules.length > 0)
  if (mapping.action === '')
    return <p className="muted small">Once the column of the action is chosen, the first events stand here.</p>
  if (answer.error) return <ErrorNote error={answer.error} title="With these columns no event can be read." />
  if (!answer.data) return null
  const { events, problems } = answer.data
  const columns = columnsOf(events.some(({ sinceMs }) => sinceMs !== null))
  const before = rules.length > 0 && !without.isPlaceholderData ? (without.data?.events ?? null) : null
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
                {columns.map(column => (
                  <Kept key={column.key} column={column} event={event} before={before?.[at] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {events.length === 0 && <p className="muted small">None of the first rows is an event.</p>}
      {before !== null && <Effect columns={columns} events={events} before={before} masking={masking} />}
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

type Column = DataColumn<UiEventRow>

const textIn = ({ value }: Column, event: UiEventRow) => String(value(event) ?? '')

/** One part of an event; what it would be without the rules where they change it. */
function Kept(props: { readonly column: Column; readonly event: UiEventRow; readonly before: UiEventRow | null }) {
  const { column, event, before } = props
  const { value, show } = column
  const text = textIn(column, event)
  const usual = before === null ? text : textIn(column, before)
  return (
    <td
      dir="auto"
      data-changed={text !== usual || undefined}
      title={text === usual ? text : `${text}\nWithout the rules: ${usual === '' ? 'nothing' : usual}`}
    >
      {show ? show(event) : (value(event) ?? <span className="muted">–</span>)}
    </td>
  )
}

function Effect(props: {
  readonly columns: readonly Column[]
  readonly events: readonly UiEventRow[]
  readonly before: readonly UiEventRow[]
  readonly masking: MaskingCheck
}) {
  const { columns, events, before } = props
  const changed = events.filter((event, at) => {
    const usual = before[at]
    return usual !== undefined && columns.some(column => textIn(column, event) !== textIn(column, usual))
  }).length
  return (
    <p className="small" role="status" style={{ margin: 0 }}>
      {changed === 0
        ? `The rules change nothing that is shown of the first ${plural(events.length, 'event')}.`
        : `The rules change ${formatNumber(changed)} of the first ${plural(events.length, 'event')}: what is marked.`}
      {!props.masking.isGood && ' It stands as before the last change of the rules.'}
    </p>
  )
}

function usePreview({ name, proposal, mapping }: Read, rules: readonly MaskingRule[], isWanted: boolean) {
  return useQuery({
    queryKey: ['preview-ui', name, proposal.preview.rows, mapping, rules],
    queryFn: ({ signal }) => worker.previewUi(name, proposal.preview, mapping, rules, pseudonymKey(), signal),
    enabled: isWanted && mapping.action !== '',
    retry: false,
    placeholderData: before => before,
  })
}

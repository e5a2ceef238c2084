import type { Ask } from '../../../log/engine.ts'
import type { Filter } from '../../../log/filter.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import { useDescription } from '../../state/place.ts'
import css from './rules.module.css'

const GROUPS = ['org:group', 'org:role']
const MOST = 8

/** Who took part in the cases that break a rule: never single people, and groups only where they are large enough. */
export function Involved(props: {
  readonly ask: Ask
  readonly evidence: Filter
  /** Behind the very events that break it; null: not known, or held back. */
  readonly people: number | null
}) {
  const description = useDescription()
  const { log, view, filter } = props.ask
  const ask = { log, view, filter: [...filter, ...props.evidence] }
  const resourceKey = description?.resourceKey ?? null
  const summary = useAnswer('summary', resourceKey === null ? null : ask)
  const keys = (description?.attributes ?? []).filter(({ scope, key }) => scope === 'event' && GROUPS.includes(key))
  if (resourceKey === null) return null
  const people = summary.data?.resources
  return (
    <>
      <h3>Who was involved?</h3>
      <p className="small" style={{ margin: 0 }}>
        {summary.error
          ? summary.error.message
          : people === undefined
            ? 'Counting…'
            : people === null
              ? 'Fewer people than may be told worked on these cases.'
              : `${plural(people, 'person', 'people')} worked on these cases.`}
        {props.people !== null &&
          props.people > 0 &&
          ` ${formatNumber(props.people)} are behind the events that break the rule.`}
      </p>
      {keys.map(({ key }) => (
        <Groups key={key} ask={ask} by={key} />
      ))}
    </>
  )
}

function Groups({ ask, by }: { readonly ask: Ask; readonly by: string }) {
  const answer = useAnswer('resources', { ...ask, key: by })
  if (answer.error) return <p className="muted small">{answer.error.message}</p>
  if (!answer.data) return null
  const { resource, caseFrequency, suppressed = 0 } = answer.data
  return (
    <table className={css.cells}>
      <thead>
        <tr>
          <th>{by}</th>
          <th data-number>cases</th>
        </tr>
      </thead>
      <tbody>
        {resource.slice(0, MOST).map((name, i) => (
          <tr key={name}>
            <td dir="auto">{name}</td>
            <td data-number>{formatNumber(caseFrequency[i])}</td>
          </tr>
        ))}
        {(suppressed > 0 || resource.length > MOST) && (
          <tr>
            <td className="muted" colSpan={2}>
              {resource.length > MOST && `${formatNumber(resource.length - MOST)} more. `}
              {suppressed > 0 && `${plural(suppressed, 'group')} too small to be told.`}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

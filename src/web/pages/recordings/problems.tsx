import type { RecordingsAnswer } from '../../../analyses/index.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import { Card } from '../../parts/card.tsx'
import own from './recordings.module.css'

const severities = { info: 'note', warning: 'choice', loss: 'loss' } as const

/** Everything that was not as it should be, where, and what was done about it. */
export function ProblemsCard({ problems, order }: Pick<RecordingsAnswer, 'problems' | 'order'>) {
  return (
    <Card
      title={problems.length === 0 ? 'Nothing was odd in these files' : 'What was odd, and what was done about it?'}
      note={orderNote(order)}
      csv={() => ({
        header: ['kind', 'severity', 'count', 'message'],
        rows: problems.map(({ kind, severity, count, message }) => [kind, severity, count, message]),
      })}
    >
      <ul className={own.problems}>
        {problems.map(({ kind, severity, count, message, places }, at) => (
          <li key={`${kind}${at}`}>
            <strong className="number" style={severity === 'loss' ? { color: 'var(--bad)' } : undefined}>
              {formatNumber(count)} ×
            </strong>
            <span>
              {message} <span className="muted small">({severities[severity]})</span>
            </span>
            <span />
            <span className="muted small">{places.length > 0 && `First seen at ${placeText(places[0]!)}`}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

type Place = RecordingsAnswer['problems'][number]['places'][number]

const placeText = (place: Place): string =>
  Object.entries(place)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

function orderNote({ by, moved, ties, withoutTime }: RecordingsAnswer['order']): string {
  const order =
    by === 'time'
      ? `Events stand in the order of their times${moved > 0 ? `: ${plural(moved, 'event')} moved` : ''}`
      : 'Events stand in the order of the file, since their times are missing or no order; no time is shown or summed up'
  const more = [
    ...(ties > 0 ? [`${plural(ties, 'event')} at the same time as the one before`] : []),
    ...(withoutTime > 0 ? [`${plural(withoutTime, 'event')} without a time`] : []),
  ]
  return `${[order, ...more].join('; ')}.`
}

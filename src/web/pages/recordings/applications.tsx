import type { RecordingsAnswer } from '../../../analyses/index.ts'
import { plural } from '../../format/numbers.ts'
import { Card } from '../../parts/card.tsx'
import { Duration } from '../../parts/facts.tsx'
import own from './recordings.module.css'

/** Hands-on time by application: of all recorded people together, never of one. */
export function ApplicationsCard({ applications }: Pick<RecordingsAnswer, 'applications'>) {
  const timed = applications.some(({ handsOnMs }) => handsOnMs !== null)
  const size = (row: RecordingsAnswer['applications'][number]) => (timed ? (row.handsOnMs ?? 0) : row.events)
  const rows = [...applications].sort((a, b) => size(b) - size(a))
  const most = Math.max(1, ...rows.map(size))
  return (
    <Card
      title={timed ? 'How long is worked in each application?' : 'How much happens in each application?'}
      note={
        timed
          ? 'Hands-on time: the time before each event, at most 60 s, for all recordings together.'
          : 'No time between two events is known, or their times are no order: events are counted instead.'
      }
      csv={() => ({
        header: ['application', 'events', 'hands-on ms'],
        rows: rows.map(({ application, events, handsOnMs }) => [application, events, handsOnMs]),
      })}
    >
      <ul className={own.bars}>
        {rows.map(row => (
          <li key={row.application}>
            <span dir="auto">{row.application}</span>
            <span className={own.track} aria-hidden="true">
              <span style={{ width: `${(100 * size(row)) / most}%` }} />
            </span>
            <span className="number" style={{ textAlign: 'right' }}>
              {timed ? <Duration ms={row.handsOnMs} /> : ''}
            </span>
            <span className="number muted small" style={{ textAlign: 'right' }}>
              {plural(row.events, 'event')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

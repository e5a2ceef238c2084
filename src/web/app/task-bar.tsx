import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { countOf } from '../engine/task-edits.ts'
import { useEditsElsewhere, useEditsReadOnly, useTaskEdits, useTasks } from '../engine/use-tasks.ts'
import { formatNumber, formatShare, plural } from '../format/numbers.ts'
import { Icon } from '../parts/icon.tsx'
import { useGo } from '../state/place.ts'
import css from './shell.module.css'

/** What is open, in one line, where a log of cases has its filters: events, recordings, and what routines cover. */
export function TaskBar() {
  const { data } = useTasks('recordings', [])
  const { data: routines } = useTasks('routines', [])
  const [edits] = useTaskEdits()
  const readOnly = useEditsReadOnly()
  const go = useGo()
  useEditsElsewhere()
  const { page } = useParams({ strict: false }) as { page?: string }
  if (!data) return <div className={css.bar}>…</div>
  const covered = routines?.reduce((sum, { coverage }) => sum + coverage, 0) ?? 0
  const changes = countOf(edits)
  return (
    <div className={css.bar}>
      <div className={css.size} role="status" data-testid="size">
        <b className="number">{plural(data.events, 'event')}</b> in {plural(data.recordings.length, 'recording')},{' '}
        {routines && (
          <>
            {plural(routines.length, 'routine')}
            {routines.length > 0 && (
              <span className="number muted"> ({formatShare(Math.min(1, covered), 1)} of events)</span>
            )}
            , {data.people === null ? 'fewer than 5 people' : `${formatNumber(data.people)} people`}
          </>
        )}
      </div>
      <div style={{ flex: 1 }} />
      {readOnly !== null && (
        <span className="muted small ellipsis" title={readOnly} style={{ lineHeight: '28px' }}>
          {readOnly}
        </span>
      )}
      {changes > 0 && page !== 'routines' && (
        <Button
          variant="subtle"
          size="compact-sm"
          h={28}
          leftSection={<Icon name="edit" size={14} />}
          onClick={() => go({ page: 'routines', pages: { routines: { edits: true } } })}
        >
          {plural(changes, 'edit')}
        </Button>
      )}
    </div>
  )
}

import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { UiEventRow } from '../../../analyses/index.ts'
import { useTasks } from '../../engine/use-tasks.ts'
import { formatDuration, formatNumber, plural } from '../../format/numbers.ts'
import { type DataColumn, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import own from './recordings.module.css'

const PAGE = 500

/** Every event as it is kept: masked, without the person, its time counted from the begin of its recording. */
export function EventsTable(props: {
  readonly total: number
  readonly first: number
  readonly go: (first: number) => void
}) {
  const first = Math.min(props.first, Math.max(0, props.total - 1))
  const answer = useTasks('events', [first, PAGE])
  const rows = answer.data?.rows ?? []
  const columns = useMemo(() => columnsOf(rows.some(({ sinceMs }) => sinceMs !== null)), [rows])
  if (answer.error) return <ErrorNote error={answer.error} retry={() => void answer.refetch()} />
  const last = Math.min(props.total, first + PAGE)
  const withheld = answer.data?.withheld ?? 0
  const held = withheld > 0 ? `; ${plural(withheld, 'event')} held back: fewer than 5 people did such work` : ''
  return (
    <div className={own.events} aria-busy={answer.isPlaceholderData}>
      {withheld > 0 && rows.length === 0 ? (
        <EmptyState icon="record" title="Single events are not shown: fewer than 5 people did such work">
          A single event could tell who it was. Events of tasks that were recorded on purpose, and of routines of at
          least 5 people, are shown to all who use this server.
        </EmptyState>
      ) : (
        <DataTable
          label="Events"
          rows={rows}
          columns={columns}
          rowKey={row => `${row.recording} ${row.row}`}
          sorted
          exportName="events"
          height="100%"
          footer={`Events ${formatNumber(first + 1)} to ${formatNumber(last)} of ${formatNumber(props.total)}${held}`}
        />
      )}
      {props.total > PAGE && (
        <nav className={own.pager} aria-label="Pages of events">
          <Button variant="default" disabled={first === 0} onClick={() => props.go(Math.max(0, first - PAGE))}>
            Earlier
          </Button>
          <Button variant="default" disabled={last >= props.total} onClick={() => props.go(first + PAGE)}>
            Later
          </Button>
          <span className="muted small">
            page {formatNumber(Math.floor(first / PAGE) + 1)} of {formatNumber(Math.ceil(props.total / PAGE))}
          </span>
        </nav>
      )}
    </div>
  )
}

export const columnsOf = (timed: boolean): readonly DataColumn<UiEventRow>[] => [
  {
    key: 'row',
    label: 'Row',
    width: '56px',
    align: 'right',
    value: row => row.row,
    show: row => formatNumber(row.row),
    title: 'Row of data in the file, from 0',
  },
  ...(timed
    ? [
        {
          key: 'since',
          label: 'Since begin',
          width: '84px',
          align: 'right',
          value: (row: UiEventRow) => row.sinceMs,
          show: (row: UiEventRow) => (row.sinceMs === null ? '–' : formatDuration(row.sinceMs)),
          title: 'Time since the first event of the recording',
        } satisfies DataColumn<UiEventRow>,
      ]
    : []),
  {
    key: 'step',
    label: 'Step',
    width: 'minmax(160px, 1.4fr)',
    value: row => row.step,
    show: row =>
      row.step ?? <span className="muted">{row.noise ? `noise: ${row.noise}` : 'part of a later step'}</span>,
    title: 'The step that ends with this event',
  },
  {
    key: 'action',
    label: 'Action',
    width: '84px',
    value: row => row.action,
    show: row => <span className={row.noise ? own.noise : undefined}>{row.action}</span>,
  },
  { key: 'application', label: 'Application', width: 'minmax(80px, 0.7fr)', value: row => row.application },
  { key: 'place', label: 'Place', width: 'minmax(100px, 1fr)', value: row => row.place },
  { key: 'element', label: 'Element', width: 'minmax(100px, 1fr)', value: row => row.element },
  { key: 'role', label: 'Role', width: '68px', value: row => row.role },
  {
    key: 'class',
    label: 'Value is a',
    width: '84px',
    value: row => row.value?.class,
    show: row => row.value?.class ?? <span className="muted">–</span>,
  },
  {
    key: 'shape',
    label: 'Its shape',
    width: 'minmax(100px, 0.9fr)',
    value: row => row.value?.clear ?? row.value?.shape,
    show: row => <span className={own.mono}>{row.value?.clear ?? row.value?.shape ?? ''}</span>,
    title:
      'A for a capital, a for a small letter, 9 for a digit; runs are cut. The text itself only where you keep values.',
  },
]

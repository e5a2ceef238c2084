import { Select } from '@mantine/core'
import { useMemo } from 'react'
import type { FrictionAnswer, FrictionRow } from '../../../analyses/index.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { useTasks } from '../../engine/use-tasks.ts'
import { formatDuration, formatNumber, plural } from '../../format/numbers.ts'
import { formatPeople } from '../../format/people.ts'
import { type DataColumn, DataTable, type Sorting } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Duration, Facts } from '../../parts/facts.tsx'
import { useGo, usePageState } from '../../state/place.ts'
import css from '../page.module.css'

interface State {
  readonly sort: Sorting
  readonly selected: string | null
  /** Only this kind. */
  readonly kind: string | null
}
const readState = ({ by, descending, selected, kind }: Record<string, unknown>): State => ({
  sort: { by: typeof by === 'string' ? by : 'cost', descending: descending !== false },
  selected: typeof selected === 'string' ? selected : null,
  kind: typeof kind === 'string' ? kind : null,
})
const keyOf = ({ kind, application, page, element }: FrictionRow) => JSON.stringify([kind, application, page, element])

/** Where user interfaces make work difficult, what that costs, and what could be changed. */
export default function FrictionPage() {
  const answer = useTasks('friction', [])
  const [state, set] = usePageState<State & { by?: string; descending?: boolean }>('friction', readState)
  const { data } = answer
  const rows = useMemo(
    () => (data?.found ?? []).filter(({ kind }) => state.kind === null || kind === state.kind),
    [data, state.kind],
  )
  if (answer.error) return <ErrorNote error={answer.error} retry={() => void answer.refetch()} />
  if (!data) return null
  if (data.found.length === 0)
    return (
      <EmptyState icon="friction" title="No friction was found in these recordings">
        {`Looked for: ${data.kinds
          .filter(({ unknown }) => unknown === null)
          .map(({ title }) => title.toLowerCase())
          .join(', ')}.${unknownText(data.kinds)}`}
      </EmptyState>
    )
  const kinds = data.kinds.filter(({ id }) => data.found.some(({ kind }) => kind === id))
  // kinds overlap: only the costs of one add up
  const cost = state.kind === null ? 0 : rows.reduce((sum, { costMs }) => sum + (costMs ?? 0), 0)
  const selected = rows.find(row => keyOf(row) === state.selected)
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1>
          {plural(
            rows.reduce((sum, { occurrences }) => sum + occurrences, 0),
            'time',
          )}{' '}
          work was made difficult
          {cost > 0 && `, ${formatDuration(cost)} in all`}
        </h1>
        <div className={css.spacer} />
        <Select
          aria-label="Kind of friction"
          placeholder="All kinds"
          clearable
          clearButtonProps={{ 'aria-label': 'All kinds' }}
          w={220}
          data={kinds.map(({ id, title }) => ({ value: id, label: title }))}
          value={state.kind}
          onChange={kind => set({ kind: kind ?? undefined, selected: undefined })}
        />
      </div>
      <div className={css.fill}>
        <DataTable
          label="Friction"
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          sorting={state.sort}
          onSort={sort => set({ by: sort.by, descending: sort.descending })}
          selected={state.selected}
          onSelect={row => set({ selected: keyOf(row) })}
          exportName="friction"
          footer={`${plural(rows.length, 'place')}. Costs are hands-on time of all recorded people together; one moment may be friction of several kinds.${unknownText(data.kinds)}`}
        />
      </div>
      {selected && <FrictionInspector row={selected} kinds={data.kinds} close={() => set({ selected: undefined })} />}
    </div>
  )
}

/** Which kinds cannot be known of these recordings, and why. */
const unknownText = (kinds: FrictionAnswer['kinds']) =>
  kinds.flatMap(({ title, unknown }) => (unknown === null ? [] : [` ${title}: not known; ${unknown}.`])).join('')

const columns: readonly DataColumn<FrictionRow>[] = [
  { key: 'title', label: 'Friction', width: 'minmax(226px, 0.9fr)', value: row => row.title },
  {
    key: 'cost',
    label: 'Costs',
    width: '88px',
    align: 'right',
    value: row => row.costMs,
    show: row => <Duration ms={row.costMs} />,
  },
  {
    key: 'occurrences',
    label: 'Times',
    width: '60px',
    align: 'right',
    value: row => row.occurrences,
    show: row => formatNumber(row.occurrences),
  },
  { key: 'application', label: 'Application', width: 'minmax(84px, 0.6fr)', value: row => row.application },
  {
    key: 'page',
    label: 'Page',
    width: 'minmax(106px, 1.1fr)',
    value: row => row.page,
    show: row => row.page?.replace(/^https?:\/\//, '') ?? '–',
  },
  // what tells most rows of one page apart
  { key: 'element', label: 'Element', width: 'minmax(112px, 0.9fr)', value: row => row.element },
  {
    key: 'suggestion',
    label: 'What could be done',
    width: 'minmax(200px, 1.4fr)',
    optional: true,
    value: row => row.suggestion,
    show: row => <span className="muted">{row.suggestion}</span>,
    sorts: false,
  },
]

function FrictionInspector(props: {
  readonly row: FrictionRow
  readonly kinds: FrictionAnswer['kinds']
  readonly close: () => void
}) {
  const { row } = props
  useEscape(props.close)
  const go = useGo()
  const kind = props.kinds.find(({ id }) => id === row.kind)
  return (
    <Inspector kind="Friction" title={row.title} close={props.close}>
      <Facts
        rows={[
          ['Application', row.application ?? '–'],
          ['Page', row.page ?? '–'],
          ['Element', row.element ?? '–'],
          ['Times', formatNumber(row.occurrences)],
          ['Costs', <Duration key="cost" ms={row.costMs} />],
          ['Mean cost', <Duration key="mean" ms={row.costMs === null ? null : row.costMs / row.occurrences} />],
          ['People', formatPeople(row.people)],
        ]}
      />
      <strong>What could be done</strong>
      <p>{row.suggestion}</p>
      {kind && (
        <>
          <strong>When it is counted</strong>
          <p>{kind.definition}</p>
          <p className="muted small">Source: {kind.source}</p>
        </>
      )}
      <strong>Where it can be seen</strong>
      <ul style={{ margin: '4px 0', paddingLeft: 18 }}>
        {row.examples.map(({ first, last, at }) => (
          <li key={at}>
            <button
              type="button"
              className={css.link}
              onClick={() => go({ page: 'recordings', pages: { recordings: { part: 'events', first: at } } })}
            >
              {first === last ? `row ${formatNumber(first)}` : `rows ${formatNumber(first)} to ${formatNumber(last)}`}
            </button>
          </li>
        ))}
      </ul>
    </Inspector>
  )
}

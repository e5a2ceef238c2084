import { useMemo } from 'react'
import type { CaseSort } from '../../../log/engine.ts'
import { formatNumber } from '../../format/numbers.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useDescription, useFilter, usePageState, useView } from '../../state/place.ts'
import css from '../page.module.css'
import { CasePanel } from './case-panel.tsx'
import { columnsOf } from './columns.tsx'
import { FindCase } from './find-case.tsx'
import { useCases } from './use-cases.ts'

/** Attributes shown as columns; the panel of a case shows all. */
const COLUMNS = 24
const sorts = ['id', 'start', 'end', 'events', 'throughput'] as const

interface State {
  readonly sort: CaseSort
  readonly selected: string | null
}
const readState = (value: Record<string, unknown>): State => ({
  sort: {
    by: sorts.find(by => by === value['by']) ?? 'throughput',
    descending: value['descending'] !== false,
  },
  selected: typeof value['selected'] === 'string' ? value['selected'] : null,
})

/** Which cases are these? All cases under the filter, and the course of one. */
export default function CasesPage() {
  const view = useView()
  const description = useDescription()
  const filter = useFilter()
  const [state, setState] = usePageState<State & { by?: string; descending?: boolean }>('cases', readState)
  const keys = useMemo(
    () =>
      (description?.attributes ?? [])
        .filter(a => a.scope === 'case')
        .slice(0, COLUMNS)
        .map(a => a.key),
    [description],
  )
  const { pages, rows, allRows } = useCases(keys, state.sort)
  const zone = view.calendar?.timeZone ?? 'UTC'
  const types = useMemo(
    () => new Map(description?.attributes.filter(a => a.scope === 'case').map(a => [a.key, a.type])),
    [description],
  )
  const columns = useMemo(() => columnsOf(keys, types, zone), [keys, types, zone])
  const total = pages.data?.pages[0]?.total ?? 0
  if (pages.error) return <ErrorNote error={pages.error} retry={() => void pages.refetch()} />
  if (pages.data && total === 0)
    return (
      <EmptyState icon="cases" title="No case is left under this filter">
        Switch a clause of the filter off, or remove it.
      </EmptyState>
    )
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1>{pages.data ? `${formatNumber(total)} cases` : 'Cases'}</h1>
        <FindCase find={id => setState({ selected: id })} keep={id => filter.add([{ kind: 'cases', ids: [id] }])} />
        <span className={css.spacer} />
        <span className="muted small">Times in {zone}</span>
      </div>
      <div className={css.fill}>
        <DataTable
          label="Cases"
          rows={rows}
          columns={columns}
          rowKey={row => row.id}
          sorted
          sorting={state.sort}
          onSort={({ by, descending }) => setState({ by, descending })}
          selected={state.selected}
          onSelect={row => setState({ selected: row.id }, { replace: true })}
          exportName="cases"
          allRows={allRows}
          onEnd={() => {
            if (pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage()
          }}
          footer={`${formatNumber(rows.length)} of ${formatNumber(total)} cases loaded${rows.length < total ? '; scroll for more' : ''}`}
        />
      </div>
      {state.selected !== null && (
        <CasePanel id={state.selected} zone={zone} close={() => setState({ selected: undefined })} />
      )}
    </div>
  )
}

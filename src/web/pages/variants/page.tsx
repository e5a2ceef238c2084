import { Select } from '@mantine/core'
import { useMemo } from 'react'
import { isTaskLog } from '../../engine/log-ids.ts'
import { formatNumber, plural } from '../../format/numbers.ts'
import { ActivityLegend } from '../../parts/activity-legend.tsx'
import { DataTable, type Sorting } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useAsk, useFilter, usePageState } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'
import css from '../page.module.css'
import { columnsOf } from './columns.tsx'
import { CoverageSlider } from './coverage-slider.tsx'
import { namesByUse } from './rows.ts'
import { useRows } from './use-rows.ts'
import { VariantPanel } from './variant-panel.tsx'

interface State {
  readonly sort: Sorting
  readonly selected: string | null
  /** Numeric attribute shown per variant: `case:amount`, `event:cost`. */
  readonly measure: string | null
}
const readState = (value: Record<string, unknown>): State => ({
  sort: {
    by: typeof value['by'] === 'string' ? value['by'] : 'cases',
    descending: value['descending'] !== false,
  },
  selected: typeof value['selected'] === 'string' ? value['selected'] : null,
  measure: typeof value['measure'] === 'string' ? value['measure'] : null,
})

/** Which ways do cases take? Variants as strips, with coverage, time and cost. */
export default function VariantsPage() {
  const ask = useAsk()
  const filter = useFilter()
  const [state, setState] = usePageState<State & { by?: string; descending?: boolean }>('variants', readState)
  const { answer, rows, options, measure, due } = useRows(state.measure)
  const names = useMemo(() => namesByUse(rows), [rows])
  const total = answer.data?.totalCases ?? 0
  const words = useWords()
  const columns = useMemo(() => columnsOf(total, measure?.key ?? null, due, words), [total, measure, due, words])
  if (answer.error) return <ErrorNote error={answer.error} retry={() => void answer.refetch()} />
  if (answer.data && total === 0)
    return (
      <EmptyState icon="variants" title={words('No case is left under this filter')}>
        Switch a clause of the filter off, or remove it.
      </EmptyState>
    )
  const selected = rows.find(row => row.variant.id === state.selected) ?? null
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1>
          {answer.data
            ? `${plural(answer.data.totalVariants, 'way')} through ${isTaskLog(ask?.log ?? null) ? 'the routines' : 'the process'}`
            : 'Variants'}
        </h1>
        <CoverageSlider rows={rows} total={total} keep={share => filter.add([{ kind: 'variant-coverage', share }])} />
        <span className={css.spacer} />
        {options.length > 0 && (
          <Select
            aria-label="Measure per variant"
            placeholder="Sum up a number…"
            data={options}
            value={state.measure}
            clearable
            onChange={value => setState({ measure: value ?? undefined })}
          />
        )}
      </div>
      {names.length > 0 && (
        <div className={css.legend}>
          <ActivityLegend activities={names} />
        </div>
      )}
      <div className={css.fill}>
        <DataTable
          label="Variants"
          rows={rows}
          columns={columns}
          rowKey={row => row.variant.id}
          sorting={state.sort}
          onSort={sort => setState({ by: sort.by, descending: sort.descending })}
          selected={state.selected}
          onSelect={row => setState({ selected: row.variant.id })}
          exportName="variants"
          rowHeight={36}
          footer={
            answer.data && answer.data.omittedVariants > 0
              ? words`The ${formatNumber(rows.length)} most common variants; ${formatNumber(answer.data.omittedVariants)} more with ${formatNumber(answer.data.omittedCases)} cases are not listed.`
              : words`${formatNumber(rows.length)} variants, ${formatNumber(total)} cases`
          }
        />
      </div>
      {selected && <VariantPanel row={selected} total={total} close={() => setState({ selected: undefined })} />}
    </div>
  )
}

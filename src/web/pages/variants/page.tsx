import { ActionIcon, Button, Select, Slider, Tooltip } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { compareText } from '../../../base/sort.ts'
import type { Durations, Histogram, Variant } from '../../../log/engine.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { isTaskLog } from '../../engine/log-ids.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { toCsv } from '../../format/csv.ts'
import { downloadCsv } from '../../format/download.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { activityBackground } from '../../parts/activity-color.ts'
import { ActivityLegend } from '../../parts/activity-legend.tsx'
import { type DataColumn, DataTable, type Sorting } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Duration, durationFacts, Facts } from '../../parts/facts.tsx'
import { HistogramChart } from '../../parts/histogram-chart.tsx'
import type { Stretch } from '../../parts/histogram-stretch.ts'
import { Icon } from '../../parts/icon.tsx'
import { Strip } from '../../parts/strip.tsx'
import { useActivityColors } from '../../parts/use-activity-colors.ts'
import { useAsk, useDescription, useFilter, useGo, usePageState } from '../../state/place.ts'
import { useWords, type Words } from '../../state/words.ts'
import css from '../page.module.css'
import { histogramCsv } from '../statistics/overview.tsx'

const LIMIT = 5000

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

interface Row {
  readonly variant: Variant
  readonly number: number | null
  readonly coverage: number
  readonly measure: Durations | null
  /** Of cases with a due date: how many were on time, and how many are decided. */
  readonly onTime: readonly [number, number] | null
}

/** Which ways do cases take? Variants as strips, with coverage, time and cost. */
export default function VariantsPage() {
  const ask = useAsk()
  const filter = useFilter()
  const [state, setState] = usePageState<State & { by?: string; descending?: boolean }>('variants', readState)
  const answer = useAnswer('variants', ask && { ...ask, limit: LIMIT })
  // numbers are those of the unfiltered log, so that a variant keeps its number under every filter
  const all = useAnswer('variants', ask && { ...ask, filter: [], limit: LIMIT })
  const { options, measure, due } = useMeasure(state.measure)
  const measured = useAnswer('measures', ask && measure ? { ...ask, ...measure, per: 'variant' } : null)
  const rows = useMemo(() => {
    const numbers = new Map(all.data?.variants.map((variant, i) => [variant.id, i + 1]))
    const figures = new Map(measured.data?.key.map((key, i) => [key, i]))
    const data = measure ? measured.data : undefined
    let covered = 0
    return (answer.data?.variants ?? []).map((variant): Row => {
      covered += variant.cases
      const at = figures.get(variant.id)
      return {
        variant,
        number: numbers.get(variant.id) ?? null,
        coverage: covered,
        measure: data && at !== undefined ? data.stats[at]! : null,
        onTime: data?.onTime && at !== undefined ? [data.onTime[at]!, data.decided![at]!] : null,
      }
    })
  }, [answer.data, all.data, measured.data, measure])
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
      {selected && <VariantInspector row={selected} total={total} close={() => setState({ selected: undefined })} />}
    </div>
  )
}

/** The activities of the variants, those in most cases first. */
function namesByUse(rows: readonly Row[]): readonly string[] {
  const cases = new Map<string, number>()
  for (const { variant } of rows)
    for (const name of new Set(variant.activities)) cases.set(name, (cases.get(name) ?? 0) + variant.cases)
  return [...cases].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([name]) => name)
}

/** Numeric attributes to choose from, those that are money or numbers by the importer's word first. */
function useMeasure(chosen: string | null) {
  const description = useDescription()
  return useMemo(() => {
    const numeric = (description?.attributes ?? []).filter(
      a => a.type === 'int' || a.type === 'float' || a.meaning?.kind === 'due',
    )
    const sorted = [...numeric].sort((a, b) => Number(b.meaning !== null) - Number(a.meaning !== null))
    const options = sorted.map(a => ({
      value: `${a.scope}:${a.key}`,
      label: `${a.key}${a.meaning?.unit ? ` (${a.meaning.unit})` : ''}`,
    }))
    const found = numeric.find(a => `${a.scope}:${a.key}` === chosen)
    return {
      options,
      measure: found ? { scope: found.scope, key: found.key } : null,
      due: found?.meaning?.kind === 'due',
    }
  }, [description, chosen])
}

function columnsOf(total: number, measure: string | null, due: boolean, words: Words): readonly DataColumn<Row>[] {
  return [
    {
      key: 'number',
      label: '#',
      width: '52px',
      align: 'right',
      value: row => row.number,
      title: 'Rank in the whole log; it stays the same under every filter',
    },
    {
      key: 'strip',
      label: 'Activities',
      width: 'minmax(260px, 1fr)',
      sorts: false,
      value: row => row.variant.activities.join(' → '),
      show: row => <Strip activities={row.variant.activities} />,
    },
    {
      key: 'cases',
      label: words('Cases'),
      width: '84px',
      align: 'right',
      value: row => row.variant.cases,
      show: row => formatNumber(row.variant.cases),
    },
    {
      key: 'share',
      label: 'Share',
      width: '76px',
      optional: true,
      align: 'right',
      value: row => row.variant.cases / total,
      show: row => formatShare(row.variant.cases, total),
    },
    {
      key: 'coverage',
      label: 'Together',
      width: '80px',
      align: 'right',
      sorts: false,
      value: row => row.coverage / total,
      show: row => formatShare(row.coverage, total),
      title: words('Share of cases of this and all more common variants'),
    },
    {
      key: 'events',
      label: 'Events',
      width: '70px',
      optional: true,
      align: 'right',
      value: row => row.variant.activities.length,
      show: row => formatNumber(row.variant.activities.length),
    },
    {
      key: 'median',
      label: 'Median time',
      width: '104px',
      align: 'right',
      value: row => row.variant.throughput.median,
      show: row => <Duration ms={row.variant.throughput.median} />,
    },
    {
      key: 'mean',
      label: 'Mean time',
      width: '104px',
      optional: true,
      align: 'right',
      value: row => row.variant.throughput.mean,
      show: row => <Duration ms={row.variant.throughput.mean} />,
    },
    ...(measure === null ? [] : due ? onTimeColumns(measure) : sumColumns(measure)),
  ]
}

const sumColumns = (measure: string): readonly DataColumn<Row>[] =>
  (['total', 'mean', 'median'] as const).map(figure => ({
    key: `measure.${figure}`,
    label: `${figure === 'total' ? 'Sum of' : figure === 'mean' ? 'Mean' : 'Median'} ${measure}`,
    width: '120px',
    align: 'right',
    value: row => row.measure?.[figure],
    show: row => formatNumber(row.measure?.[figure], 2),
  }))

const onTimeColumns = (measure: string): readonly DataColumn<Row>[] => [
  {
    key: 'onTime',
    label: `On time by ${measure}`,
    width: '150px',
    align: 'right',
    value: row => (row.onTime && row.onTime[1] > 0 ? row.onTime[0] / row.onTime[1] : null),
    show: row => (row.onTime ? `${formatShare(row.onTime[0], row.onTime[1])} of ${formatNumber(row.onTime[1])}` : '–'),
    title: 'Share of the cases with a due date whose end is not after it',
  },
]

/** Keeps the most common variants that cover a share of cases, saying how many that are. */
function CoverageSlider(props: {
  readonly rows: readonly Row[]
  readonly total: number
  readonly keep: (share: number) => void
}) {
  const [share, setShare] = useState(80)
  const words = useWords()
  const needed = props.rows.findIndex(row => row.coverage >= (share / 100) * props.total) + 1
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
      <Slider
        aria-label={words('Share of cases to cover')}
        thumbLabel={words('Share of cases to cover')}
        w={140}
        size="sm"
        min={1}
        max={100}
        value={share}
        onChange={setShare}
        label={value => words`${value} % of cases`}
      />
      <span className="muted small">
        {share} % of {words('cases')} take{' '}
        {needed > 0 ? formatNumber(needed) : `more than ${formatNumber(props.rows.length)}`} of them
      </span>
      <Button variant="default" size="compact-xs" onClick={() => props.keep(share / 100)}>
        Keep these
      </Button>
    </div>
  )
}

function VariantInspector({
  row,
  total,
  close,
}: {
  readonly row: Row
  readonly total: number
  readonly close: () => void
}) {
  const ask = useAsk()
  const filter = useFilter()
  const go = useGo()
  const words = useWords()
  const colors = useActivityColors()
  useEscape(close)
  const { variant } = row
  const clause = useMemo(() => ({ kind: 'variant' as const, ids: [variant.id] }), [variant.id])
  const measured = { measured: { of: 'throughput' as const }, bins: 24 }
  const here = useAnswer('histogram', ask && { ...ask, filter: [...ask.filter, clause], ...measured })
  const all = useAnswer('histogram', ask && { ...ask, ...measured })
  const brush = useCallback(
    (stretch: Stretch) => filter.add([clause, { kind: 'performance', measure: 'throughput', ...stretch }]),
    [filter, clause],
  )
  return (
    <Inspector kind="Variant" title={row.number === null ? variant.id : `Variant ${row.number}`} close={close}>
      <Facts
        rows={[
          [words('cases'), formatNumber(variant.cases)],
          [words('share of cases'), formatShare(variant.cases, total)],
          ['events', formatNumber(variant.activities.length)],
          ...durationFacts(variant.throughput),
        ]}
      />
      <div className={css.buttons}>
        <Button variant="default" onClick={() => filter.add([clause])}>
          With
        </Button>
        <Button variant="default" onClick={() => filter.add([{ ...clause, not: true }])}>
          Without
        </Button>
        {!isTaskLog(ask?.log ?? null) && (
          <Button variant="default" onClick={() => filter.add([clause], 'cases')}>
            Show the cases
          </Button>
        )}
        <Button variant="default" onClick={() => go({ page: 'map', filter: [...filter.filter, clause] })}>
          On the map
        </Button>
      </div>
      {here.data && here.data.counts.length > 0 && (
        <>
          <ChartTitle title={words('How long do its cases take?')} histogram={here.data} />
          <HistogramChart
            span={all.data?.edges.length ? [all.data.edges[0]!, all.data.edges.at(-1)!] : undefined}
            label="Throughput times of this variant"
            histogram={here.data}
            unit="ms"
            xName="throughput time"
            yName={words('cases')}
            height={150}
            onRange={brush}
          />
        </>
      )}
      {all.data && all.data.counts.length > 0 && (
        <>
          <ChartTitle title={words('…and all cases under the filter?')} histogram={all.data} />
          <HistogramChart
            label={words('Throughput times of all cases')}
            histogram={all.data}
            unit="ms"
            xName="throughput time"
            yName={words('cases')}
            height={150}
          />
        </>
      )}
      <ol className={css.steps}>
        {variant.activities.map((activity, i) => (
          <li key={`${i}:${activity}`}>
            <span
              className={css.swatch}
              style={{ background: activityBackground(colors(activity)) }}
              aria-hidden="true"
            />
            <span className="muted small number">{i + 1}</span>
            <span className="ellipsis" dir="auto" title={activity}>
              {activity || '(missing)'}
            </span>
          </li>
        ))}
      </ol>
    </Inspector>
  )
}

function ChartTitle({ title, histogram }: { readonly title: string; readonly histogram: Histogram }) {
  const { header, rows } = histogramCsv(histogram)
  return (
    <div className={css.chartTitle}>
      <h3 className="small">{title}</h3>
      <Tooltip label="Save as CSV, with exact values">
        <ActionIcon aria-label={`Save “${title}” as CSV`} onClick={() => downloadCsv(title, toCsv(header, rows))}>
          <Icon name="download" size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import type { Histogram, Variant } from '../../../log/engine.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { isTaskLog } from '../../engine/log-ids.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { toCsv } from '../../format/csv.ts'
import { downloadCsv } from '../../format/download.ts'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { activityBackground } from '../../parts/activity-color.ts'
import { durationFacts, Facts } from '../../parts/facts.tsx'
import { HistogramChart } from '../../parts/histogram-chart.tsx'
import { histogramCsv } from '../../parts/histogram-csv.ts'
import type { Stretch } from '../../parts/histogram-stretch.ts'
import { Icon } from '../../parts/icon.tsx'
import { useActivityColors } from '../../parts/use-activity-colors.ts'
import { useAsk, useFilter, useGo } from '../../state/place.ts'
import { useWords } from '../../state/words.ts'
import css from '../page.module.css'
import type { Row } from './rows.ts'

interface Props {
  readonly row: Row
  readonly total: number
  readonly close: () => void
}

/** One variant: its numbers, ways to its cases, how long they take beside all others, and its steps. */
export function VariantPanel({ row: { variant, number }, total, close }: Props) {
  const words = useWords()
  useEscape(close)
  return (
    <Inspector kind="Variant" title={number === null ? variant.id : `Variant ${number}`} close={close}>
      <Facts
        rows={[
          [words('cases'), formatNumber(variant.cases)],
          [words('share of cases'), formatShare(variant.cases, total)],
          ['events', formatNumber(variant.activities.length)],
          ...durationFacts(variant.throughput),
        ]}
      />
      <Ways id={variant.id} />
      <Times id={variant.id} />
      <Steps activities={variant.activities} />
    </Inspector>
  )
}

const useClause = (id: string) => useMemo(() => ({ kind: 'variant' as const, ids: [id] }), [id])

/** What can be done with its cases. */
function Ways({ id }: { readonly id: string }) {
  const ask = useAsk()
  const filter = useFilter()
  const go = useGo()
  const clause = useClause(id)
  return (
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
  )
}

/** How long its cases take, over the span of all cases under the filter. */
function Times({ id }: { readonly id: string }) {
  const ask = useAsk()
  const filter = useFilter()
  const words = useWords()
  const clause = useClause(id)
  const measured = { measured: { of: 'throughput' as const }, bins: 24 }
  const here = useAnswer('histogram', ask && { ...ask, filter: [...ask.filter, clause], ...measured })
  const all = useAnswer('histogram', ask && { ...ask, ...measured })
  const brush = useCallback(
    (stretch: Stretch) => filter.add([clause, { kind: 'performance', measure: 'throughput', ...stretch }]),
    [filter, clause],
  )
  const chart = { unit: 'ms', xName: 'throughput time', yName: words('cases'), height: 150 } as const
  return (
    <>
      {here.data && here.data.counts.length > 0 && (
        <>
          <ChartTitle title={words('How long do its cases take?')} histogram={here.data} />
          <HistogramChart
            {...chart}
            span={all.data?.edges.length ? [all.data.edges[0]!, all.data.edges.at(-1)!] : undefined}
            label="Throughput times of this variant"
            histogram={here.data}
            onRange={brush}
          />
        </>
      )}
      {all.data && all.data.counts.length > 0 && (
        <>
          <ChartTitle title={words('…and all cases under the filter?')} histogram={all.data} />
          <HistogramChart {...chart} label={words('Throughput times of all cases')} histogram={all.data} />
        </>
      )}
    </>
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

function Steps({ activities }: Pick<Variant, 'activities'>) {
  const colors = useActivityColors()
  return (
    <ol className={css.steps}>
      {activities.map((activity, i) => (
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
  )
}

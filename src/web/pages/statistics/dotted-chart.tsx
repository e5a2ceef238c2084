import { SegmentedControl } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import type { Traces } from '../../../log/engine.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatNumber } from '../../format/numbers.ts'
import { ActivityLegend } from '../../parts/activity-legend.tsx'
import { Card, Cards } from '../../parts/card.tsx'
import { Chart, frame, type Ink, type Option } from '../../parts/chart.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useActivityColors } from '../../parts/use-activity-colors.ts'
import { useAsk, useFilter, usePageState } from '../../state/place.ts'
import { Nothing } from './overview.tsx'

const CASES = 2000
const orders = [
  { value: 'start', label: 'by start' },
  { value: 'duration', label: 'by duration' },
  { value: 'log', label: 'as in the log' },
] as const
const axes = [
  { value: 'time', label: 'clock time' },
  { value: 'relative', label: 'since the start of the case' },
] as const
const readState = (value: Record<string, unknown>) => ({
  order: orders.find(one => one.value === value['order'])?.value ?? 'start',
  axis: axes.find(one => one.value === value['axis'])?.value ?? 'time',
})

/** Every event a dot: time across, cases down (Song & van der Aalst 2007). Dragging keeps a stretch of time. */
export function DottedChart() {
  const ask = useAsk()
  const { add } = useFilter()
  const [state, setState] = usePageState('statistics', readState)
  const answer = useAnswer('traces', ask && { ...ask, limit: CASES })
  const dots = useMemo(() => (answer.data ? dotsOf(answer.data, state.order, state.axis) : null), [answer.data, state])
  const colorOf = useActivityColors()
  const relative = state.axis === 'relative'
  const option = useCallback(
    (colors: Ink): Option => {
      const { axis, counts, grid, xName, yName } = frame(colors, {
        x: relative ? 'days since the start of the case' : 'time (UTC)',
        y: 'cases',
      })
      return {
        useUTC: true,
        grid,
        xAxis: { type: relative ? 'value' : 'time', ...axis, ...xName, splitLine: { show: false } },
        yAxis: {
          type: 'value',
          ...axis,
          ...counts,
          ...yName,
          inverse: true,
          splitLine: { show: false },
          min: 0,
          max: dots?.cases ?? 1,
        },
        tooltip: {
          trigger: 'item',
          formatter: ({ seriesName, value }: { seriesName: string; value: readonly number[] }) =>
            `${escapeHtml(seriesName)}<br>case ${escapeHtml(dots?.ids[value[1]!] ?? '')}`,
        },
        series: (dots?.series ?? []).map(one => ({
          type: 'scatter',
          name: one.activity,
          symbolSize: 3,
          large: true,
          largeThreshold: 4000,
          itemStyle: { color: colorOf(one.activity).dot },
          data: one.points,
        })),
      }
    },
    [dots, relative, colorOf],
  )
  const brush = useCallback(
    (from: number, to: number) =>
      add([{ kind: 'time', mode: 'intersecting', from: Math.floor(from), to: Math.ceil(to) }]),
    [add],
  )
  const data = answer.data
  return (
    <Cards>
      <Card
        wide
        title="When does what happen in each case?"
        note={
          data
            ? `${formatNumber(Math.min(CASES, data.total))} of ${formatNumber(data.total)} cases are drawn${data.total > CASES ? ', the first in the order of the log' : ''}.${relative ? '' : ' Drag over the chart to filter by time.'}`
            : null
        }
        controls={
          <>
            <SegmentedControl
              aria-label="Order of the cases"
              data={[...orders]}
              value={state.order}
              onChange={value => setState({ order: value as (typeof orders)[number]['value'] })}
            />
            <SegmentedControl
              aria-label="Time axis"
              data={[...axes]}
              value={state.axis}
              onChange={value => setState({ axis: value as (typeof axes)[number]['value'] })}
            />
          </>
        }
        {...(dots
          ? {
              csv: () => ({
                header: ['case', 'activity', relative ? 'days since start' : 'time'],
                rows: dotRows(dots, relative),
              }),
            }
          : {})}
      >
        {answer.error && <ErrorNote error={answer.error} />}
        {dots &&
          (dots.series.length > 0 ? (
            <>
              <ActivityLegend dots activities={dots.series.map(one => one.activity)} />
              <Chart label="Dotted chart" option={option} height={440} {...(relative ? {} : { onRange: brush })} />
            </>
          ) : (
            <Nothing>No event has a time.</Nothing>
          ))}
      </Card>
    </Cards>
  )
}

interface Dots {
  readonly cases: number
  readonly ids: readonly string[]
  readonly series: readonly { readonly activity: string; readonly points: readonly (readonly [number, number])[] }[]
}

function dotsOf(traces: Traces, order: string, axis: string): Dots {
  const first: number[] = []
  const length: number[] = []
  traces.id.forEach((_, c) => {
    const times = traces.complete.slice(traces.offsets[c]!, traces.offsets[c + 1]!).filter(time => time !== null)
    first.push(times.length ? times.reduce((a, b) => Math.min(a, b)) : Number.POSITIVE_INFINITY)
    length.push(times.length ? times.reduce((a, b) => Math.max(a, b)) - first[c]! : -1)
  })
  const rows = traces.id.map((_, c) => c)
  if (order === 'start') rows.sort((a, b) => (first[a] === first[b] ? a - b : first[a]! - first[b]!))
  if (order === 'duration') rows.sort((a, b) => length[b]! - length[a]! || a - b)
  const points = traces.activities.map((): [number, number][] => [])
  rows.forEach((c, y) => {
    for (let i = traces.offsets[c]!; i < traces.offsets[c + 1]!; i++) {
      const time = traces.complete[i] ?? null
      if (time !== null)
        points[traces.symbols[i]!]!.push([axis === 'relative' ? (time - first[c]!) / 86_400_000 : time, y])
    }
  })
  return {
    cases: rows.length,
    ids: rows.map(c => traces.id[c]!),
    series: traces.activities
      .map((activity, i) => ({ activity, points: points[i]! }))
      .filter(one => one.points.length > 0),
  }
}

function* dotRows(dots: Dots, relative: boolean) {
  for (const { activity, points } of dots.series)
    for (const [x, y] of points) yield [dots.ids[y]!, activity, relative ? x : new Date(x).toISOString()] as const
}

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, char => `&#${char.charCodeAt(0)};`)

import { useCallback } from 'react'
import { DAY, HOUR, WEEK, YEAR } from '../../base/time.ts'
import type { TimeSeries } from '../../log/engine.ts'
import { formatNumber } from '../format/numbers.ts'
import { Chart, frame, type Ink, type Option } from './chart.tsx'

/** A number over time, as steps that are as wide as their unit. Dragging selects a stretch of time. */
export function SeriesChart(props: {
  readonly label: string
  readonly series: TimeSeries
  readonly yName: string
  readonly onRange?: (from: number, to: number) => void
}) {
  const { series, yName } = props
  const option = useCallback(
    (colors: Ink): Option => {
      const { axis, counts, grid, yName: y } = frame(colors, { y: yName })
      return {
        useUTC: true,
        grid,
        tooltip: {
          trigger: 'axis',
          formatter: (points: readonly { dataIndex: number }[]) => {
            const at = Math.min(points[0]?.dataIndex ?? 0, series.at.length - 1)
            return `${series.unit} from ${new Date(series.at[at]!)
              .toISOString()
              .slice(0, series.unit === 'hour' ? 16 : 10)
              .replace('T', ' ')}<br>${formatNumber(series.value[at], 2)} ${yName}`
          },
        },
        xAxis: { type: 'time', ...axis, splitLine: { show: false } },
        yAxis: { type: 'value', ...axis, ...counts, ...y },
        series: [
          {
            type: 'line',
            step: 'end',
            showSymbol: series.at.length < 3,
            symbolSize: 5,
            lineStyle: { color: colors.accent, width: 1.5 },
            itemStyle: { color: colors.accent },
            areaStyle: { color: colors.accent, opacity: 0.12 },
            data: steps(series),
          },
        ],
      }
    },
    [series, yName],
  )
  return <Chart label={props.label} option={option} {...(props.onRange ? { onRange: props.onRange } : {})} />
}

const widths = { hour: HOUR, day: DAY, week: WEEK, month: 30 * DAY, year: YEAR } as const

/** A point at the start of each bin, and one at the end of the last, so that it is as wide as the others. */
function steps({ at, value, unit }: TimeSeries): (readonly [number, number])[] {
  const points = at.map((start, i) => [start, value[i]!] as const)
  const last = points.at(-1)
  return last ? [...points, [last[0] + widths[unit], last[1]]] : []
}

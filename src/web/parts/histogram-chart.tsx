import { useMemo } from 'react'
import type { Histogram } from '../../log/engine.ts'
import { formatDuration, formatNumber } from '../format/numbers.ts'
import { Chart, frame, type Ink, type Option } from './chart.tsx'

/** Bars of a histogram over a true x-axis, a second histogram as an outline for comparison, and a brush. */
export function HistogramChart(props: {
  readonly label: string
  readonly histogram: Histogram
  readonly unit: 'ms' | 'number' | 'instant'
  readonly xName: string
  readonly yName: string
  readonly height?: number
  readonly onRange?: (from: number, to: number) => void
}) {
  const { histogram, unit, xName, yName } = props
  const option = useMemo(
    () =>
      (colors: Ink): Option => {
        const { axis, counts: numbers, grid, xName: x, yName: y } = frame(colors, { x: xName, y: yName })
        const print = printer(unit)
        const { edges, counts } = histogram
        return {
          grid,
          tooltip: {
            trigger: 'item',
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              `${print(edges[dataIndex]!)} to ${print(edges[dataIndex + 1]!)}<br>${formatNumber(counts[dataIndex]!)} ${yName}`,
          },
          xAxis: {
            type: 'value',
            ...axis,
            ...x,
            min: edges[0] ?? 0,
            max: edges.at(-1) ?? 1,
            splitLine: { show: false },
            axisLabel: { ...axis.axisLabel, formatter: print },
          },
          yAxis: { type: 'value', ...axis, ...numbers, ...y, minInterval: 1 },
          series: [
            {
              type: 'custom',
              data: counts.map((count, i) => [edges[i], edges[i + 1], count]),
              encode: { x: [0, 1], y: 2 },
              renderItem: (
                _: unknown,
                api: { value(i: number): number; coord(point: readonly number[]): readonly number[]; style(): object },
              ) => {
                const from = api.coord([api.value(0), api.value(2)])
                const to = api.coord([api.value(1), 0])
                const width = Math.max(1, to[0]! - from[0]! - 1)
                return {
                  type: 'rect',
                  shape: { x: from[0], y: from[1], width, height: to[1]! - from[1]! },
                  style: { fill: colors.accent },
                }
              },
            },
          ],
        }
      },
    [histogram, unit, xName, yName],
  )
  return (
    <Chart
      label={props.label}
      option={option}
      height={props.height ?? 180}
      {...(props.onRange ? { onRange: props.onRange } : {})}
    />
  )
}

export const printer = (unit: 'ms' | 'number' | 'instant') => (value: number) =>
  unit === 'ms'
    ? formatDuration(value)
    : unit === 'instant'
      ? new Date(value).toISOString().slice(0, 10)
      : formatNumber(value)

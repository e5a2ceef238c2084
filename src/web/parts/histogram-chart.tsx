import { useMemo } from 'react'
import type { Histogram } from '../../log/engine.ts'
import { formatDuration, formatNumber } from '../format/numbers.ts'
import { Chart, frame, type Ink, type Option } from './chart.tsx'
import { type Stretch, stretchOf } from './histogram-stretch.ts'

/** Bars of a histogram over a true x-axis; a drag or a click marks some. */
export function HistogramChart(props: {
  readonly label: string
  readonly histogram: Histogram
  readonly unit: 'ms' | 'number' | 'instant'
  readonly xName: string
  readonly yName: string
  readonly height?: number
  /** Ends of the x-axis where they are not those of the histogram, to compare it with another one. */
  readonly span?: readonly [number, number] | undefined
  /** Bars marked by a drag or a click. */
  readonly onRange?: (stretch: Stretch) => void
}) {
  const { histogram, unit, xName, yName } = props
  const [low, high] = props.span ?? [histogram.edges[0] ?? 0, histogram.edges.at(-1) ?? 1]
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
            min: low,
            max: high,
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
    [histogram, unit, xName, yName, low, high],
  )
  const { onRange } = props
  const mark = (from: number, to: number) => {
    const stretch = stretchOf(histogram, from, to)
    if (stretch) onRange?.(stretch)
  }
  return (
    <Chart
      label={props.label}
      option={option}
      height={props.height ?? 180}
      {...(onRange ? { onRange: mark, onPoint: x => mark(x, x) } : {})}
    />
  )
}

export const printer = (unit: 'ms' | 'number' | 'instant') => (value: number) =>
  unit === 'ms'
    ? formatDuration(value)
    : unit === 'instant'
      ? new Date(value).toISOString().slice(0, 10)
      : formatNumber(value)

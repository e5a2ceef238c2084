import { useMantineColorScheme } from '@mantine/core'
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  BrushComponent,
  GridComponent,
  MarkLineComponent,
  ToolboxComponent,
  TooltipComponent,
} from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { formatNumber } from '../format/numbers.ts'

echarts.use([
  BarChart,
  LineChart,
  ScatterChart,
  CustomChart,
  GridComponent,
  TooltipComponent,
  BrushComponent,
  ToolboxComponent,
  MarkLineComponent,
  AriaComponent,
  CanvasRenderer,
])

/** The colours of the page, for what is drawn on a canvas. */
export interface Ink {
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly surface: string
  readonly accent: string
  readonly token: string
}
const ink = (): Ink => {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return {
    text: of('--text'),
    muted: of('--muted'),
    line: of('--line'),
    surface: of('--surface'),
    accent: of('--accent'),
    token: of('--token'),
  }
}

export type Option = echarts.EChartsCoreOption

/**
 * A chart on a canvas. `option` gets the colours in force. `onRange`: dragging over the chart selects a stretch of its
 * x-axis (data coordinates), which is what a brush to a filter needs.
 */
export function Chart(props: {
  readonly label: string
  readonly option: (ink: Ink) => Option
  readonly height?: number
  readonly onRange?: (from: number, to: number) => void
  /** A click on the chart without a drag, where it is on the x-axis. */
  readonly onPoint?: (x: number) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<echarts.ECharts | null>(null)
  const { colorScheme } = useMantineColorScheme()
  const handlers = useRef(props)
  handlers.current = props

  useEffect(() => {
    const element = box.current!
    const made = echarts.init(element)
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(element)
    made.on('brushEnd', event => {
      const { areas } = event as { areas?: readonly { coordRange?: readonly number[] }[] }
      const range = areas?.[0]?.coordRange
      if (range?.length === 2) handlers.current.onRange?.(range[0]!, range[1]!)
      made.dispatchAction({ type: 'brush', areas: [] })
    })
    made.getZr().on('click', ({ offsetX, offsetY }) => {
      if (!handlers.current.onPoint || !made.containPixel('grid', [offsetX, offsetY])) return
      const x = made.convertFromPixel({ xAxisIndex: 0 }, offsetX) as unknown as number
      if (Number.isFinite(x)) handlers.current.onPoint(x)
    })
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  const { option } = props
  const brushes = props.onRange !== undefined
  useEffect(() => {
    // colours change with the scheme, so the option is made anew
    void colorScheme
    const made = chart.current
    if (!made) return
    const colors = ink()
    made.setOption(
      {
        animation: false,
        aria: { enabled: true, label: { description: props.label } },
        textStyle: { color: colors.text, fontFamily: 'inherit' },
        ...(brushes
          ? {
              brush: {
                xAxisIndex: 0,
                brushType: 'lineX',
                brushMode: 'single',
                throttleType: 'debounce',
                brushStyle: { color: `${colors.accent}33`, borderColor: colors.accent, borderWidth: 1 },
              },
              toolbox: { show: false },
            }
          : {}),
        ...option(colors),
      },
      { notMerge: true },
    )
    if (brushes)
      made.dispatchAction({
        type: 'takeGlobalCursor',
        key: 'brush',
        brushOption: { brushType: 'lineX', brushMode: 'single' },
      })
  }, [option, colorScheme, brushes, props.label])

  return <div ref={box} role="img" aria-label={props.label} style={{ width: '100%', height: props.height ?? 200 }} />
}

/** A number at an axis, in the words of the page. */
export const axisNumber = (value: number): string => formatNumber(value, 3)

/** Axes and grid in the house style. */
export const frame = (colors: Ink, names: { readonly x?: string; readonly y?: string }) => ({
  grid: { left: 8, right: 16, top: 24, bottom: names.x ? 24 : 8, outerBoundsMode: 'same' as const, containLabel: true },
  axis: {
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { lineStyle: { color: colors.line } },
    axisLabel: { color: colors.muted, hideOverlap: true },
    splitLine: { lineStyle: { color: colors.line } },
    nameTextStyle: { color: colors.muted },
  },
  /** An axis of numbers. */
  counts: { axisLabel: { color: colors.muted, hideOverlap: true, formatter: axisNumber } },
  xName: names.x ? { name: names.x, nameLocation: 'middle' as const, nameGap: 26 } : {},
  yName: names.y
    ? { name: names.y, nameLocation: 'end' as const, nameTextStyle: { align: 'left' as const, color: colors.muted } }
    : {},
})

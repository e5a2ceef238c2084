import { useMemo } from 'react'
import type { ConformanceCheck } from '../../../analyses/models/conformance-check.ts'
import type { ConformanceTrend } from '../../../analyses/models/conformance-trend.ts'
import type { TimeSeries } from '../../../log/engine.ts'
import { formatDay } from '../../format/numbers.ts'
import { Card, Cards } from '../../parts/card.tsx'
import { SeriesChart } from '../../parts/series-chart.tsx'
import { useFilter } from '../../state/place.ts'

/** Percent of the cases of each stretch of time; no number where there is no case. */
export function shareSeries(trend: ConformanceTrend, counts: readonly number[], isRest = false): TimeSeries {
  const value = trend.cases.map((cases, i) => {
    const part = isRest ? cases - (counts[i] ?? 0) : (counts[i] ?? 0)
    return cases === 0 ? Number.NaN : (100 * part) / cases
  })
  return { at: trend.at, value, unit: trend.unit }
}

/** Conformance over time; dragging keeps the cases of a stretch. */
export function Trend({ check }: { readonly check: ConformanceCheck }) {
  const { add } = useFilter()
  const trend = check.trend.ok ? check.trend.value : null
  const series = useMemo(() => trend && shareSeries(trend, trend.departing, true), [trend])
  const cases = useMemo(
    (): TimeSeries | null => trend && { at: trend.at, value: trend.cases, unit: trend.unit },
    [trend],
  )
  if (!trend || !series || !cases)
    return (
      <Cards>
        <Card title="How has conformance developed?" wide>
          <div className="muted">{check.trend.ok ? '' : check.trend.because}</div>
        </Card>
      </Cards>
    )
  const keep = (from: number, to: number) =>
    add([{ kind: 'time', mode: trend.by === 'start' ? 'started' : 'completed', from, to }])
  const what = trend.by === 'start' ? 'that began' : 'that ended'
  return (
    <Cards>
      <Card
        title={`How many of the cases ${what} in a ${trend.unit} conform?`}
        note={`Dragging keeps the cases of a stretch.${trend.left > 0 ? ` ${trend.left} cases have no such time.` : ''}`}
        csv={() => ({
          header: [trend.unit, 'cases', 'conforming', 'conforming with nothing allowed', 'share conforming'],
          rows: trend.at.map((at, i) => [
            formatDay(at, trend.timeZone),
            trend.cases[i]!,
            trend.cases[i]! - trend.departing[i]!,
            trend.cases[i]! - trend.departingWithAllowed[i]!,
            trend.cases[i] === 0 ? null : 1 - trend.departing[i]! / trend.cases[i]!,
          ]),
        })}
      >
        <SeriesChart label="Share of conforming cases over time" series={series} yName="% of cases" onRange={keep} />
      </Card>
      <Card title={`Of how many cases is that?`} note={`Cases ${what} in each ${trend.unit}.`}>
        <SeriesChart label="Cases over time" series={cases} yName="cases" onRange={keep} />
      </Card>
    </Cards>
  )
}

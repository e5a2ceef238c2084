import { useCallback } from 'react'
import type { TimeSeries } from '../../../log/engine.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { Card, Cards } from '../../parts/card.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { HistogramChart } from '../../parts/histogram-chart.tsx'
import { histogramCsv } from '../../parts/histogram-csv.ts'
import { inWholeNumbers, type Stretch } from '../../parts/histogram-stretch.ts'
import { SeriesChart } from '../../parts/series-chart.tsx'
import { useAsk, useFilter, useView } from '../../state/place.ts'
import { Amounts } from './amounts.tsx'

const series = [
  { of: 'events', title: 'When did events happen?', unit: 'events', mode: 'trim' },
  { of: 'active-cases', title: 'How many cases were under way?', unit: 'cases', mode: 'intersecting' },
  { of: 'started-cases', title: 'When did cases start?', unit: 'cases', mode: 'started' },
  { of: 'completed-cases', title: 'When did cases end?', unit: 'cases', mode: 'completed' },
] as const
const measures = [
  { of: 'throughput', title: 'How long do cases take?', x: 'throughput time', unit: 'ms' },
  { of: 'events', title: 'How many events do cases have?', x: 'events per case', unit: 'number' },
  { of: 'waiting', title: 'How long do cases wait?', x: 'sum of the times between their activities', unit: 'ms' },
  { of: 'service', title: 'How long is a case worked on?', x: 'sum of service times', unit: 'ms' },
] as const

export function Overview() {
  return (
    <Cards>
      <Amounts />
      {series.map(one => (
        <Over key={one.of} {...one} />
      ))}
      {measures.map(one => (
        <Spread key={one.of} {...one} />
      ))}
    </Cards>
  )
}

function Over({ of, title, unit, mode }: (typeof series)[number]) {
  const ask = useAsk()
  const { add } = useFilter()
  const answer = useAnswer('timeSeries', ask && { ...ask, of })
  const brush = useCallback(
    (from: number, to: number) => add([{ kind: 'time', mode, from: Math.floor(from), to: Math.ceil(to) }]),
    [add, mode],
  )
  return (
    <Card
      title={title}
      note="Drag over the chart to filter by time."
      {...(answer.data ? { csv: () => seriesCsv(answer.data, unit) } : {})}
    >
      {answer.error && <ErrorNote error={answer.error} />}
      {answer.data &&
        (answer.data.at.length > 0 ? (
          <SeriesChart label={title} series={answer.data} yName={unit} onRange={brush} />
        ) : (
          <Nothing>No event has a time.</Nothing>
        ))}
    </Card>
  )
}

function Spread({ of, title, x, unit }: (typeof measures)[number]) {
  const ask = useAsk()
  const view = useView()
  const { add } = useFilter()
  const answer = useAnswer('histogram', ask && { ...ask, measured: { of }, bins: 40 })
  const brush = useCallback(
    (stretch: Stretch) =>
      add([{ kind: 'performance', measure: of, ...(of === 'events' ? inWholeNumbers(stretch) : stretch) }]),
    [add, of],
  )
  const missing =
    of === 'service'
      ? 'Service times need start times, and the log has none at this level.'
      : 'No case has this measure.'
  return (
    <Card
      title={title}
      note={
        view.calendar
          ? 'Working time under the chosen calendar. Drag over the chart, or click a bar, to filter.'
          : 'Drag over the chart, or click a bar, to filter.'
      }
      {...(answer.data ? { csv: () => histogramCsv(answer.data) } : {})}
    >
      {answer.error && <ErrorNote error={answer.error} />}
      {answer.data &&
        (answer.data.counts.length > 0 ? (
          <HistogramChart label={title} histogram={answer.data} unit={unit} xName={x} yName="cases" onRange={brush} />
        ) : (
          <Nothing>{missing}</Nothing>
        ))}
    </Card>
  )
}

export const Nothing = ({ children }: { readonly children: string }) => <p className="muted">{children}</p>

const seriesCsv = (answer: TimeSeries, unit: string) => ({
  header: [`${answer.unit} from`, unit],
  rows: answer.at.map((at, i) => [new Date(at).toISOString(), answer.value[i]]),
})

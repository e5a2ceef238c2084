import { SegmentedControl } from '@mantine/core'
import { useAnswer } from '../../engine/use-answer.ts'
import { formatDuration, formatInstantIn, formatNumber } from '../../format/numbers.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { useAsk, usePageState } from '../../state/place.ts'
import css from '../page.module.css'
import { Activities } from './activities.tsx'
import { Attributes } from './attributes.tsx'
import { DottedChart } from './dotted-chart.tsx'
import { Overview } from './overview.tsx'
import { People } from './people.tsx'
import { Spectrum } from './spectrum.tsx'

const tabs = [
  { value: 'overview', label: 'Overview', component: Overview },
  { value: 'activities', label: 'Activities', component: Activities },
  { value: 'attributes', label: 'Attributes', component: Attributes },
  { value: 'dotted', label: 'Dotted chart', component: DottedChart },
  { value: 'spectrum', label: 'Performance spectrum', component: Spectrum },
  { value: 'people', label: 'Resources', component: People },
] as const
type Tab = (typeof tabs)[number]['value']

const readState = (value: Record<string, unknown>): { tab: Tab } => ({
  tab: tabs.find(tab => tab.value === value['tab'])?.value ?? 'overview',
})

/** What is in the log? Figures, charts and tables; a stretch dragged over a chart becomes a filter. */
export default function StatisticsPage() {
  const ask = useAsk()
  const [{ tab }, setState] = usePageState('statistics', readState)
  const summary = useAnswer('summary', ask)
  const { data } = summary
  if (summary.error) return <ErrorNote error={summary.error} retry={() => void summary.refetch()} />
  if (data && data.cases === 0)
    return (
      <EmptyState icon="statistics" title="No case is left under this filter">
        Switch a clause of the filter off, or remove it.
      </EmptyState>
    )
  const Shown = tabs.find(({ value }) => value === tab)!.component
  const figures: readonly (readonly [string, string])[] = data
    ? [
        ['cases', formatNumber(data.cases)],
        ['events', formatNumber(data.events)],
        ['activities', formatNumber(data.activities)],
        ...(data.classes === data.activities ? [] : [['classes', formatNumber(data.classes)] as const]),
        ['variants', formatNumber(data.variants)],
        ...(data.resources === null ? [] : [['resources', formatNumber(data.resources)] as const]),
        ['median throughput', formatDuration(data.throughput.median)],
        ['mean throughput', formatDuration(data.throughput.mean)],
        ['first event', formatInstantIn(data.start)],
        ['last event', formatInstantIn(data.end)],
      ]
    : []
  return (
    <div className={css.page}>
      <div className={css.figures} aria-live="polite">
        {figures.map(([name, value]) => (
          <div key={name} className={css.figure}>
            <strong className="number">{value}</strong>
            <span className="muted small">{name}</span>
          </div>
        ))}
      </div>
      <div className={css.bar}>
        <SegmentedControl
          aria-label="What to look at"
          value={tab}
          data={tabs.map(({ value, label }) => ({ value, label }))}
          onChange={value => setState({ tab: value as Tab })}
        />
      </div>
      <div className={css.scroll}>
        <Shown />
      </div>
    </div>
  )
}

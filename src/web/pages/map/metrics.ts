import type { AttributeDescription, Durations, Measures } from '../../../log/engine.ts'
import { formatDuration, formatNumber, formatShare, formatShort } from '../../format/numbers.ts'

/**
 * What a map can show on its nodes and arcs: a name of the list below, or `sum:case:amount` for a number, money or due
 * date of the log. Durations are service times on nodes and waiting times (or times between completions) on arcs.
 */
export type MetricId = string

/** A number of the log, summed up per activity; arcs have none. */
export interface Amount {
  readonly of: 'sum' | 'mean' | 'median' | 'onTime'
  readonly scope: 'event' | 'case'
  readonly key: string
  readonly unit: string
}
export interface Metric {
  readonly id: MetricId
  readonly title: string
  /** Which colour scale it takes. */
  readonly kind: 'frequency' | 'time'
  readonly amount?: Amount
}
export const metrics: readonly Metric[] = [
  { id: 'frequency', title: 'Frequency', kind: 'frequency' },
  { id: 'cases', title: 'Case frequency', kind: 'frequency' },
  { id: 'coverage', title: 'Share of cases', kind: 'frequency' },
  { id: 'repetitions', title: 'Most repetitions', kind: 'frequency' },
  { id: 'rework', title: 'Rework', kind: 'frequency' },
  { id: 'median', title: 'Median time', kind: 'time' },
  { id: 'mean', title: 'Mean time', kind: 'time' },
  { id: 'p90', title: '90 % are faster', kind: 'time' },
  { id: 'total', title: 'Total time', kind: 'time' },
  { id: 'min', title: 'Shortest time', kind: 'time' },
  { id: 'max', title: 'Longest time', kind: 'time' },
  { id: 'deviation', title: 'Standard deviation of time', kind: 'time' },
]
export const frequency: Metric = metrics[0]!

const statistics = { sum: 'Sum of', mean: 'Mean', median: 'Median', onTime: 'On time for' } as const

/** Those of the log's own numbers: sum, mean and median; the on-time rate of due dates. Named columns come first. */
export function amountMetrics(attributes: readonly AttributeDescription[]): readonly Metric[] {
  const isDue = (a: AttributeDescription) => a.type === 'date' && a.meaning?.kind === 'due'
  const counts = attributes.filter(a => (a.type === 'int' || a.type === 'float') && a.personal === 'none')
  const sorted = [...attributes.filter(isDue), ...counts].sort(
    (a, b) => Number(a.meaning === null) - Number(b.meaning === null),
  )
  const alike = (key: string) => sorted.filter(a => a.key === key).length > 1
  return sorted.flatMap(a => {
    const { scope, key } = a
    const unit = a.meaning?.unit ?? ''
    const list = isDue(a) ? (['onTime'] as const) : (['sum', 'mean', 'median'] as const)
    return list.map(of => ({
      id: `${of}:${scope}:${key}`,
      title: `${statistics[of]} ${key}${alike(key) ? ` (${scope}s)` : ''}`,
      kind: 'frequency' as const,
      amount: { of, scope, key, unit },
    }))
  })
}
export const metricOf = (id: MetricId, amounts: readonly Metric[]): Metric | null =>
  metrics.find(metric => metric.id === id) ?? amounts.find(metric => metric.id === id) ?? null
/** Whether a text may name a metric of some log. */
export const isMetric = (value: unknown): value is MetricId =>
  typeof value === 'string' &&
  (metrics.some(metric => metric.id === value) || /^(sum|mean|median|onTime):(event|case):/.test(value))

/** Those that the engine only counts when asked for. */
export const needsQuantiles = (metric: Metric | null): boolean =>
  metric?.id === 'median' || metric?.id === 'p90' || metric?.id === 'deviation'

/** How often an activity was done again in a case that had it before; arcs have none. */
export const isRework = (metric: Metric | null): boolean => metric?.id === 'rework'

/** The numbers of a node or an arc that metrics are taken from. */
export interface Counted {
  readonly frequency: number
  readonly caseFrequency: number
  /** null on arcs, whose most repetitions in a case the log does not tell. */
  readonly maxRepetitions: number | null
  readonly time: Durations | null
  /** The chosen numbers of the log, and rework, by metric; empty on arcs. */
  readonly amounts: ReadonlyMap<MetricId, number | null>
}
export const noAmounts: Counted['amounts'] = new Map()

/** The value of an amount in each row of the answer. */
export function amountsOf({ of }: Amount, measures: Measures): ReadonlyMap<string, number | null> {
  const value = (i: number): number | null => {
    if (of === 'onTime') return measures.decided?.[i] ? measures.onTime![i]! / measures.decided[i]! : null
    const stats = measures.stats[i]!
    return of === 'sum' ? (stats.n > 0 ? stats.total : null) : stats[of]
  }
  return new Map(measures.key.map((key, i) => [key, value(i)]))
}

/** The value of a metric, null where there is none. `cases`: all cases under the filter. */
export function metricValue({ id, amount }: Metric, of: Counted, cases: number): number | null {
  if (amount) return of.amounts.get(id) ?? null
  switch (id) {
    case 'frequency':
      return of.frequency
    case 'cases':
      return of.caseFrequency
    case 'repetitions':
      return of.maxRepetitions
    case 'rework':
      return of.amounts.get(id) ?? null
    case 'coverage':
      return cases === 0 ? null : of.caseFrequency / cases
    case 'deviation':
      return of.time?.standardDeviation ?? null
    case 'total':
      return of.time && of.time.n > 0 ? of.time.total : null
    default:
      return of.time?.[id as 'mean' | 'median' | 'p90' | 'min' | 'max'] ?? null
  }
}

export function printMetric(metric: Metric, value: number | null): string {
  if (value === null) return '–'
  if (metric.amount) return printAmount(metric.amount, value)
  if (metric.id === 'coverage') return formatShare(value, 1)
  return metric.kind === 'time' ? formatDuration(value) : formatNumber(value)
}

/** In little room; `exact` with two decimals whatever the size. */
export function printAmount({ of, unit }: Amount, value: number, exact = false): string {
  if (of === 'onTime') return formatShare(value, 1)
  const size = Math.abs(value)
  const text = exact || size < 1e6 ? formatNumber(value, exact || size < 1000 ? 2 : 0) : formatShort(value)
  return unit === '' ? text : `${text}\u202f${unit}`
}

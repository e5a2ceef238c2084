import type { Durations } from '../../../log/engine.ts'
import { formatDuration, formatNumber, formatShare } from '../../format/numbers.ts'

/** What a map can show on its nodes and arcs. Durations are service times on nodes and waiting times (or times between completions) on arcs. */
export type MetricId =
  | 'frequency'
  | 'cases'
  | 'repetitions'
  | 'coverage'
  | 'total'
  | 'mean'
  | 'median'
  | 'p90'
  | 'min'
  | 'max'
  | 'deviation'

export interface Metric {
  readonly id: MetricId
  readonly title: string
  /** Which colour scale it takes. */
  readonly kind: 'frequency' | 'time'
}
export const metrics: readonly Metric[] = [
  { id: 'frequency', title: 'Frequency', kind: 'frequency' },
  { id: 'cases', title: 'Case frequency', kind: 'frequency' },
  { id: 'coverage', title: 'Share of cases', kind: 'frequency' },
  { id: 'repetitions', title: 'Most repetitions', kind: 'frequency' },
  { id: 'median', title: 'Median time', kind: 'time' },
  { id: 'mean', title: 'Mean time', kind: 'time' },
  { id: 'p90', title: '90 % are faster', kind: 'time' },
  { id: 'total', title: 'Total time', kind: 'time' },
  { id: 'min', title: 'Shortest time', kind: 'time' },
  { id: 'max', title: 'Longest time', kind: 'time' },
  { id: 'deviation', title: 'Standard deviation of time', kind: 'time' },
]
export const metricOf = (id: MetricId): Metric => metrics.find(metric => metric.id === id)!
export const isMetric = (value: unknown): value is MetricId => metrics.some(metric => metric.id === value)

/** Those that the engine only counts when asked for. */
export const needsQuantiles = (id: MetricId | null): boolean => id === 'median' || id === 'p90' || id === 'deviation'

/** The numbers of a node or an arc that metrics are taken from. */
export interface Counted {
  readonly frequency: number
  readonly caseFrequency: number
  /** null on arcs, whose most repetitions in a case the log does not tell. */
  readonly maxRepetitions: number | null
  readonly time: Durations | null
}

/** The value of a metric, null where there is none. `cases`: all cases under the filter. */
export function metricValue(id: MetricId, of: Counted, cases: number): number | null {
  switch (id) {
    case 'frequency':
      return of.frequency
    case 'cases':
      return of.caseFrequency
    case 'repetitions':
      return of.maxRepetitions
    case 'coverage':
      return cases === 0 ? null : of.caseFrequency / cases
    case 'deviation':
      return of.time?.standardDeviation ?? null
    case 'total':
      return of.time && of.time.n > 0 ? of.time.total : null
    default:
      return of.time?.[id] ?? null
  }
}

export function printMetric(id: MetricId, value: number | null): string {
  if (value === null) return '–'
  if (id === 'coverage') return formatShare(value, 1)
  return metricOf(id).kind === 'time' ? formatDuration(value) : formatNumber(value)
}

import { formatDuration } from '../../base/time.ts'
import type { MapArc, MapJson, MapNode } from './json.ts'

/** What the numbers on a drawn map say. */
export const mapMetrics = ['frequency', 'case-frequency', 'mean', 'median', 'p90', 'min', 'max', 'total'] as const
export type MapMetric = (typeof mapMetrics)[number]

export const isTime = (metric: MapMetric): boolean => metric !== 'frequency' && metric !== 'case-frequency'

/** For people: `Frequency (occurrences)`, `Median waiting time`. */
export function metricTitle(metric: MapMetric, timeMeaning: MapJson['timeMeaning']): string {
  if (metric === 'frequency') return 'Frequency (occurrences)'
  if (metric === 'case-frequency') return 'Case frequency (cases)'
  const names = {
    mean: 'Mean',
    median: 'Median',
    p90: '90th percentile of',
    min: 'Shortest',
    max: 'Longest',
    total: 'Total',
  }
  const name = names[metric as keyof typeof names]
  return `${name} ${timeMeaning === 'waiting' ? 'waiting time' : 'time between completions'}`
}

const keys = { mean: 'meanMs', median: 'medianMs', p90: 'p90Ms', min: 'minMs', max: 'maxMs', total: 'totalMs' } as const

/** The arc's value under a metric, null where it has none. */
export function arcValue(arc: MapArc, metric: MapMetric): number | null {
  if (metric === 'frequency') return arc.frequency
  if (metric === 'case-frequency') return arc.caseFrequency
  return arc[keys[metric as keyof typeof keys]]
}

/** The node's value: its frequency, or under times the mean (median) service time where it is known. */
export function nodeValue(node: MapNode, metric: MapMetric): number | null {
  if (metric === 'frequency') return node.frequency
  if (metric === 'case-frequency') return node.caseFrequency
  if (metric === 'mean') return node.meanServiceMs
  return metric === 'median' ? node.medianServiceMs : null
}

/** Thousands set apart by narrow blanks. */
export function formatNumber(value: number): string {
  const [whole = '', rest] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f')
  return rest === undefined ? grouped : `${grouped}.${rest}`
}

export function formatValue(value: number | null, metric: MapMetric): string {
  if (value === null) return ''
  return isTime(metric) ? formatDuration(value) : formatNumber(value)
}

/** `+3` paths that are not drawn at a node; empty where all are. */
export function hiddenText(node: MapNode): string {
  const arcs = node.hiddenInArcs + node.hiddenOutArcs
  return arcs === 0 ? '' : `+${arcs}`
}

/** `12 of 31 activities, 94 % of events; 20 of 48 paths drawn`. */
export function caption(map: MapJson): string {
  const share = map.frequency === 0 ? 100 : (100 * map.keptFrequency) / map.frequency
  const percent = Math.round(share * 10) / 10
  return (
    `${formatNumber(map.nodes.length)} of ${formatNumber(map.activities)} activities, ${percent} % of events; ` +
    `${formatNumber(map.arcs.length)} of ${formatNumber(map.paths)} paths drawn`
  )
}

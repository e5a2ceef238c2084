import { type DrawnArcs, drawArcs, type HiddenPaths } from '../../../discovery/process-map.ts'
import { type Activities, type Arcs, END, START } from '../../../log/engine.ts'
import { formatNumber } from '../../format/numbers.ts'
import { flowOrder } from './layout/order.ts'
import { type Counted, type Metric, type MetricId, metricValue, noAmounts, printMetric } from './metrics.ts'

export interface MapNode extends Counted {
  /** The activity; ▶ and ■ for the ends. */
  readonly key: string
  readonly kind: 'activity' | 'start' | 'end'
  readonly startFrequency: number
  readonly endFrequency: number
  readonly hidden: HiddenPaths
  readonly primary: number | null
  /** Its numbers as text: the primary metric, then the secondary one where it is chosen. */
  readonly text: string
  /** A colour of its own, where the picture is not coloured by the metric. */
  readonly tint?: string
}
export interface MapArc extends Counted {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly overlaps: number
  readonly primary: number | null
  readonly text: string
  readonly tint?: string
}

/** What is drawn: true numbers of the projected log, and what is left out. */
export interface MapModel {
  /** What its numbers and colours are. */
  readonly metric: Metric
  readonly nodes: readonly MapNode[]
  readonly arcs: readonly MapArc[]
  readonly byKey: ReadonlyMap<string, MapNode>
  readonly arcByKey: ReadonlyMap<string, MapArc>
  /** Reading order of the nodes, by all arcs, so that it does not depend on how many are drawn. */
  readonly order: readonly number[]
  /** All arcs of the projected log, and the sum of their frequencies, drawn and in all. */
  readonly allArcs: number
  readonly drawnFrequency: number
  readonly allFrequency: number
  readonly timeMeaning: Arcs['timeMeaning']
  readonly hasService: boolean
}

/** A map never draws more: beyond, nobody reads it and the page would stall. */
export const MOST_NODES = 300
export const MOST_ARCS = 900

/** Reversible whatever the names hold, and fit for an attribute. */
export const arcKey = (from: string, to: string): string => JSON.stringify([from, to])

/**
 * The nodes and arcs to draw, out of the answers about the projected log. `cases`: all cases under the filter. `along`: a
 * trace whose arcs are always drawn.
 */
export function mapModel(
  activities: Activities,
  arcs: Arcs,
  paths: number,
  cases: number,
  primary: Metric,
  secondary: Metric | null,
  amounts: ReadonlyMap<MetricId, ReadonlyMap<string, number | null>> = new Map(),
  along: readonly string[] = [],
): MapModel {
  const drawn = bounded(arcs, paths, along)
  const row = new Map(activities.activity.map((name, i) => [name, i]))
  // What a node or an arc has no number for is not shown as a dash where it has another one.
  const text = (of: Counted) => {
    const values = [primary, secondary]
      .filter(metric => metric !== null)
      .map(metric => ({ metric, value: metricValue(metric, of, cases) }))
    const known = values.filter(({ value }) => value !== null)
    return (known.length ? known : values.slice(0, 1))
      .map(({ metric, value }) => printMetric(metric, value))
      .join(' · ')
  }
  const start = sumOf(arcs, 'from', -1)
  const end = sumOf(arcs, 'to', -2)
  const terminal = (kind: 'start' | 'end', hidden: HiddenPaths): MapNode => {
    const frequency = kind === 'start' ? start : end
    const counted = { frequency, caseFrequency: frequency, maxRepetitions: 1, time: null, amounts: noAmounts }
    const key = kind === 'start' ? START : END
    const starts = { startFrequency: kind === 'start' ? frequency : 0, endFrequency: kind === 'end' ? frequency : 0 }
    return {
      key,
      kind,
      ...counted,
      ...starts,
      hidden,
      primary: metricValue(primary, counted, cases),
      text: formatNumber(frequency),
    }
  }
  const nodes = arcs.activities.map((key, i): MapNode => {
    const at = row.get(key)
    const counted: Counted = {
      frequency: at === undefined ? 0 : activities.frequency[at]!,
      caseFrequency: at === undefined ? 0 : activities.caseFrequency[at]!,
      maxRepetitions: at === undefined ? 0 : activities.maxRepetitions[at]!,
      time: at === undefined ? null : activities.service[at]!,
      amounts: new Map([...amounts].map(([id, values]) => [id, values.get(key) ?? null])),
    }
    return {
      key,
      kind: 'activity',
      ...counted,
      startFrequency: at === undefined ? 0 : activities.startFrequency[at]!,
      endFrequency: at === undefined ? 0 : activities.endFrequency[at]!,
      hidden: drawn.hidden[i]!,
      primary: metricValue(primary, counted, cases),
      text: text(counted),
    }
  })
  const n = arcs.activities.length
  const all = [terminal('start', drawn.hidden[n]!), ...nodes, terminal('end', drawn.hidden[n + 1]!)]
  const nameOf = (i: number) => (i === -1 ? START : i === -2 ? END : arcs.activities[i]!)
  const shown = drawn.shown.map((i): MapArc => {
    const from = nameOf(arcs.from[i]!)
    const to = nameOf(arcs.to[i]!)
    const counted: Counted = {
      frequency: arcs.frequency[i]!,
      caseFrequency: arcs.caseFrequency[i]!,
      maxRepetitions: null,
      time: arcs.time[i]!,
      amounts: noAmounts,
    }
    const key = arcKey(from, to)
    return {
      key,
      from,
      to,
      ...counted,
      overlaps: arcs.overlaps[i]!,
      primary: metricValue(primary, counted, cases),
      text: text(counted),
    }
  })
  const flows = arcs.frequency.map((weight, i) => ({
    from: arcs.from[i] === -1 ? 0 : arcs.from[i]! + 1,
    to: arcs.to[i] === -2 ? n + 1 : arcs.to[i]! + 1,
    weight,
  }))
  return {
    metric: primary,
    nodes: all,
    order: Array.from(flowOrder(n + 2, flows, 0, n + 1)),
    arcs: shown,
    byKey: new Map(all.map(node => [node.key, node])),
    arcByKey: new Map(shown.map(arc => [arc.key, arc])),
    allArcs: arcs.frequency.length,
    drawnFrequency: shown.reduce((total, arc) => total + arc.frequency, 0),
    allFrequency: arcs.frequency.reduce((total, frequency) => total + frequency, 0),
    timeMeaning: arcs.timeMeaning,
    hasService: activities.service.some(service => service !== null),
  }
}

/** The arcs that the slider asks for, or as many as a map can take. */
function bounded(arcs: Arcs, paths: number, along: readonly string[]): DrawnArcs {
  const all = arcs.frequency.length
  return drawArcs(arcs, Math.min(paths, all === 0 ? 1 : MOST_ARCS / all), along)
}

function sumOf(arcs: Arcs, side: 'from' | 'to', end: number): number {
  let sum = 0
  for (let i = 0; i < arcs.frequency.length; i++) if (arcs[side][i] === end) sum += arcs.frequency[i]!
  return sum
}

/** `waiting time` or `time between completions`: an arc's time is never called waiting where no starts are known. */
export const timeName = (meaning: Arcs['timeMeaning']): string =>
  meaning === 'waiting' ? 'waiting time' : 'time between completions'

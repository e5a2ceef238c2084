import type { MapArc, MapJson, MapNode } from './json.ts'
import { arcValue, caption, formatValue, type MapMetric, metricTitle, nodeValue } from './metric.ts'

const MOST_NODES = 40
const MOST_ARCS = 6

/**
 * The map as lines of text: activities from the start on, layer by layer (the least number of drawn arcs from the
 * start), each with the arcs that leave it, most frequent first; `↺` is a self-loop, `↑` leads back.
 */
export function mapAscii(map: MapJson, metric: MapMetric = 'frequency'): string {
  const layers = layersOf(map)
  const order = [...map.nodes.keys()].sort((a, b) => layers[a]! - layers[b]! || a - b)
  const placeOf = new Map(order.map((i, at) => [map.nodes[i]!.activity, at]))
  const leaving = new Map<string, MapArc[]>()
  for (const arc of map.arcs)
    if (arc.kind === 'activity' || arc.kind === 'end') leaving.set(arc.from, [...(leaving.get(arc.from) ?? []), arc])
  const most = Math.max(1, ...map.nodes.map(node => node.frequency))
  const lines = [`${caption(map)} · ${metricTitle(metric, map.timeMeaning)}`, '']
  const starts = map.arcs.filter(arc => arc.kind === 'start' || arc.kind === 'empty')
  lines.push('▶', ...arcLines(starts, metric, () => ''), '')
  for (const [at, i] of order.slice(0, MOST_NODES).entries()) {
    const node = map.nodes[i]!
    const sign = (arc: MapArc) =>
      arc.kind !== 'activity' ? '' : arc.to === arc.from ? '↺ ' : placeOf.get(arc.to)! < at ? '↑ ' : ''
    lines.push(
      nodeLine(node, metric, most),
      ...arcLines(leaving.get(node.activity) ?? [], metric, sign),
      ...hiddenLine(node),
      '',
    )
  }
  if (order.length > MOST_NODES)
    lines.push(
      `… and ${order.length - MOST_NODES} more activities: keep fewer with --activities, or write --svg or --json.`,
      '',
    )
  return `${lines.join('\n').trimEnd()}\n`
}

function nodeLine(node: MapNode, metric: MapMetric, most: number): string {
  const bar = '█'.repeat(Math.max(1, Math.round((10 * node.frequency) / most)))
  const value = nodeValue(node, metric)
  const shown = formatValue(value, metric) || formatValue(node.frequency, 'frequency')
  return `[${plain(node.activity)}]  ${shown}  ${bar}`
}

function arcLines(arcs: readonly MapArc[], metric: MapMetric, sign: (arc: MapArc) => string): string[] {
  const lines = arcs.slice(0, MOST_ARCS).map((arc, i) => {
    const last = i === Math.min(arcs.length, MOST_ARCS) - 1 && arcs.length <= MOST_ARCS
    const time = arcValue(arc, metric)
    const value = formatValue(time, metric) || '–'
    const frequency = metric === 'frequency' ? '' : ` (${formatValue(arc.frequency, 'frequency')})`
    return `  ${last ? '└' : '├'}─ ${value}${frequency} → ${sign(arc)}${plain(arc.to)}`
  })
  if (arcs.length > MOST_ARCS) {
    const rest = arcs.slice(MOST_ARCS).reduce((sum, arc) => sum + arc.frequency, 0)
    lines.push(`  └─ ${formatValue(rest, 'frequency')} → ${arcs.length - MOST_ARCS} others`)
  }
  return lines
}

function hiddenLine(node: MapNode): string[] {
  if (node.hiddenOutArcs === 0) return []
  const share = Math.round((1000 * node.hiddenOutFrequency) / Math.max(1, node.frequency)) / 10
  return [`     +${node.hiddenOutArcs} paths not drawn, ${share} %`]
}

/** One line, without control characters that a terminal would obey. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '\ufffd')

/** Least number of drawn arcs from the start; nodes that none reaches come last. */
function layersOf(map: MapJson): number[] {
  const place = new Map(map.nodes.map((node, i) => [node.activity, i]))
  const layers = map.nodes.map(() => Number.POSITIVE_INFINITY)
  const next = new Map<number, number[]>()
  const queue: number[] = []
  for (const arc of map.arcs) {
    const to = place.get(arc.to)
    if (to === undefined || arc.kind === 'end' || arc.kind === 'empty') continue
    if (arc.kind === 'start') {
      layers[to] = 0
      queue.push(to)
    } else {
      const from = place.get(arc.from)!
      next.set(from, [...(next.get(from) ?? []), to])
    }
  }
  for (let i = 0; i < queue.length; i++)
    for (const to of next.get(queue[i]!) ?? [])
      if (layers[to] === Number.POSITIVE_INFINITY) {
        layers[to] = layers[queue[i]!]! + 1
        queue.push(to)
      }
  return layers
}

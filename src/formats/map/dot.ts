import type { MapArc, MapJson } from './json.ts'
import { arcValue, formatValue, hiddenText, isTime, type MapMetric, nodeValue } from './metric.ts'

/**
 * A DOT string: ampersands (entities), quotes and backslashes escaped (so that `\N` of a label stays what it is), line
 * ends as `\n`, other control characters and lone surrogates left out.
 */
export function dotString(text: string): string {
  const lines = text.split(/\r\n?|\n/).map(line =>
    line
      .replace(/[\p{Cc}\p{Cs}]/gu, '')
      .replace(/&/g, '&amp;')
      .replace(/\\/g, '\\\\')
      .replace(/"/g, '\\"'),
  )
  // an empty line makes Graphviz (seen with 1.29 of its wasm build) read memory that nobody wrote
  return `"${lines.length === 1 ? lines[0] : lines.map(line => line || ' ').join('\\n')}"`
}

/** Name of the node an arc touches: `start`, `end`, or `n` and the number of the activity. */
export function nodeNames(map: MapJson): { from(arc: MapArc): string; to(arc: MapArc): string } {
  const place = new Map(map.nodes.map((node, i) => [node.activity, `n${i}`]))
  const name = (activity: string) => place.get(activity) ?? 'unknown'
  return {
    from: arc => (arc.kind === 'start' || arc.kind === 'empty' ? 'start' : name(arc.from)),
    to: arc => (arc.kind === 'end' || arc.kind === 'empty' ? 'end' : name(arc.to)),
  }
}

/** 0..1 by the square root of value against the largest. */
export const scale = (value: number | null, largest: number): number =>
  value === null || largest <= 0 ? 0 : Math.sqrt(Math.max(0, value) / largest)

/** The map for Graphviz (https://graphviz.org/doc/info/lang.html). */
export function mapDot(map: MapJson, metric: MapMetric = 'frequency'): string {
  const names = nodeNames(map)
  const most = Math.max(0, ...map.arcs.map(arc => arc.frequency))
  const lines = [
    'digraph process {',
    '  rankdir=TB; nodesep=0.4; ranksep=0.5; fontname="Helvetica";',
    '  node [shape=box, style="rounded,filled", fillcolor="#e8f0fb", color="#5b7aa8", fontname="Helvetica", fontsize=12];',
    '  edge [color="#5b6b80", fontname="Helvetica", fontsize=10, arrowsize=0.7];',
    '  start [label="", shape=circle, width=0.25, fillcolor="#1f2937"];',
    '  end [label="", shape=doublecircle, width=0.2, fillcolor="#1f2937"];',
  ]
  map.nodes.forEach((node, i) => {
    const label = [node.activity, formatValue(nodeValue(node, metric), metric), hiddenText(node)].filter(Boolean)
    lines.push(`  n${i} [label=${dotString(label.join('\n'))}];`)
  })
  for (const arc of map.arcs) {
    const width = (0.8 + 4 * scale(arc.frequency, most)).toFixed(2)
    const dashed = arc.kind === 'activity' ? '' : ', style=dashed'
    const label = isTime(metric) && arc.kind !== 'activity' ? '' : formatValue(arcValue(arc, metric), metric)
    lines.push(`  ${names.from(arc)} -> ${names.to(arc)} [label=${dotString(label)}, penwidth=${width}${dashed}];`)
  }
  lines.push('}', '')
  return lines.join('\n')
}

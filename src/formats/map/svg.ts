import { formatDuration } from '../../base/time.ts'
import { scale } from './dot.ts'
import type { MapArc, MapJson, MapNode } from './json.ts'
import { type Graphviz, layoutMap, NODE_FONT, type PlacedArc, type PlacedNode, textWidth } from './layout.ts'
import { caption, formatNumber, isTime, type MapMetric, metricTitle, nodeValue } from './metric.ts'

/** Text for XML: markup escaped, and what XML 1.0 cannot hold replaced by U+FFFD. */
export function xmlText(text: string): string {
  const safe = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
  return safe.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)
}

const frequencyScale = ['#eef4fd', '#2f6fc4'] as const
const timeScale = ['#fdf5e6', '#c2760c'] as const
const round = (value: number): string => String(Math.round(value * 10) / 10)

/**
 * The map as an SVG document of its own: no script, no style sheet from elsewhere, every label escaped, the full
 * numbers in tooltips. Arcs are as wide as the square root of their frequency.
 */
export function mapSvg(map: MapJson, metric: MapMetric, graphviz: Graphviz): string {
  const layout = layoutMap(map, metric, graphviz)
  const colours = isTime(metric) ? timeScale : frequencyScale
  const largest = Math.max(0, ...map.nodes.map(node => nodeValue(node, metric) ?? 0))
  const most = Math.max(0, ...map.arcs.map(arc => arc.frequency))
  const title = xmlText(metricTitle(metric, map.timeMeaning))
  const foot = `${xmlText(caption(map))} · ${title}`
  const [width, height] = [round(Math.max(layout.width, textWidth(foot, 11) + 40)), round(layout.height + 24)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, Helvetica, Arial, sans-serif" role="img">`,
    `<title>Process map: ${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...layout.arcs.map(placed => arcPath(placed, most)),
    ...layout.nodes.map(placed => nodeBox(placed, mix(colours, scale(nodeValue(placed.node, metric), largest)))),
    `<circle cx="${round(layout.start.x)}" cy="${round(layout.start.y)}" r="8" fill="#1f2937"><title>Start: ${formatNumber(map.cases)} cases</title></circle>`,
    `<circle cx="${round(layout.end.x)}" cy="${round(layout.end.y)}" r="9" fill="#ffffff" stroke="#1f2937" stroke-width="2"/>`,
    `<circle cx="${round(layout.end.x)}" cy="${round(layout.end.y)}" r="5" fill="#1f2937"><title>End</title></circle>`,
    ...layout.arcs.map(pill),
    `<text x="20" y="${round(layout.height + 12)}" font-size="11" fill="#4b5563">${foot}</text>`,
    '</svg>',
    '',
  ].join('\n')
}

function arcPath({ arc, spline, tip }: PlacedArc, most: number): string {
  const [first, ...rest] = spline
  const at = (point: { x: number; y: number }) => `${round(point.x)},${round(point.y)}`
  const width = 1 + 5 * scale(arc.frequency, most)
  const last = spline.at(-1)!
  const colour = arc.kind === 'activity' ? '#7b8ba1' : '#a3adba'
  const dash = arc.kind === 'activity' ? '' : ' stroke-dasharray="5 4"'
  return (
    `<g><title>${xmlText(arcTitle(arc))}</title>` +
    `<path d="M${at(first!)}C${rest.map(at).join(' ')}" fill="none" stroke="${colour}" stroke-width="${width.toFixed(2)}"${dash}/>` +
    `<path d="${arrow(last, tip, 4 + width)}" fill="${colour}"/></g>`
  )
}

/** A triangle from the end of the spline to the tip. */
function arrow(from: { x: number; y: number }, tip: { x: number; y: number }, size: number): string {
  const [dx, dy] = [tip.x - from.x, tip.y - from.y]
  const length = Math.hypot(dx, dy) || 1
  const [ux, uy] = [dx / length, dy / length]
  const half = size / 2
  const corner = (side: number) =>
    `${round(tip.x - ux * 10 - uy * half * side)},${round(tip.y - uy * 10 + ux * half * side)}`
  return `M${round(tip.x)},${round(tip.y)}L${corner(1)}L${corner(-1)}Z`
}

function arcTitle(arc: MapArc): string {
  const lines = [
    `${arc.from} → ${arc.to}`,
    `${formatNumber(arc.frequency)} occurrences in ${formatNumber(arc.caseFrequency)} cases`,
  ]
  if (arc.meanMs !== null) lines.push(`mean ${formatDuration(arc.meanMs)}`)
  if (arc.medianMs !== null) lines.push(`median ${formatDuration(arc.medianMs)}`)
  return lines.join('\n')
}

function nodeTitle(node: MapNode): string {
  const lines = [
    node.activity,
    `${formatNumber(node.frequency)} occurrences in ${formatNumber(node.caseFrequency)} cases`,
  ]
  if (node.meanServiceMs !== null) lines.push(`mean service time ${formatDuration(node.meanServiceMs)}`)
  if (node.hiddenInArcs > 0)
    lines.push(`not drawn: ${node.hiddenInArcs} incoming paths, ${formatNumber(node.hiddenInFrequency)} occurrences`)
  if (node.hiddenOutArcs > 0)
    lines.push(`not drawn: ${node.hiddenOutArcs} outgoing paths, ${formatNumber(node.hiddenOutFrequency)} occurrences`)
  return lines.join('\n')
}

function nodeBox(placed: PlacedNode, fill: { colour: string; dark: boolean }): string {
  const { x, y, width, height } = placed
  const [left, top] = [x - width / 2, y - height / 2]
  const ink = fill.dark ? '#ffffff' : '#111827'
  const lines = placed.label.map((line, i) => text(line, x, top + 22 + 17 * i, NODE_FONT, ink, 600))
  if (placed.value !== '') lines.push(text(placed.value, x, top + height - 9, 12, ink, 400))
  if (placed.hidden !== '') lines.push(text(placed.hidden, left + width - 14, top + height - 7, 10, ink, 400))
  return (
    `<g><title>${xmlText(nodeTitle(placed.node))}</title>` +
    `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="8" fill="${fill.colour}" stroke="#5b7aa8"/>` +
    `${lines.join('')}</g>`
  )
}

const text = (line: string, x: number, y: number, size: number, ink: string, weight: number): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${ink}" text-anchor="middle">${xmlText(line)}</text>`

function pill({ label, text: value }: PlacedArc): string {
  if (value === '') return ''
  const width = textWidth(value, 11) + 12
  return (
    `<rect x="${round(label.x - width / 2)}" y="${round(label.y - 9)}" width="${round(width)}" height="18" rx="9" fill="#ffffff" stroke="#d1d5db"/>` +
    text(value, label.x, label.y + 4, 11, '#1f2937', 400)
  )
}

/** A colour between the two, and whether white text reads better on it. */
function mix([light, deep]: readonly [string, string], share: number): { colour: string; dark: boolean } {
  const channel = (colour: string, i: number) => Number.parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16)
  const parts = [0, 1, 2].map(i => Math.round(channel(light, i) + (channel(deep, i) - channel(light, i)) * share))
  const luminance = (0.2126 * parts[0]! + 0.7152 * parts[1]! + 0.0722 * parts[2]!) / 255
  return { colour: `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`, dark: luminance < 0.5 }
}

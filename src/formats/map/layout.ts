import { nodeNames } from './dot.ts'
import type { MapArc, MapJson, MapNode } from './json.ts'
import { arcValue, formatValue, hiddenText, isTime, type MapMetric, nodeValue } from './metric.ts'

/** Graphviz, however it is loaded: DOT in, its `json` output out. */
export type Graphviz = (dot: string) => string

export interface Point {
  readonly x: number
  readonly y: number
}
/** Middle, width and height, in pixels. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
}
export interface PlacedNode extends Box {
  readonly node: MapNode
  /** One or two lines. */
  readonly label: readonly string[]
  readonly value: string
  readonly hidden: string
}
export interface PlacedArc {
  readonly arc: MapArc
  /** Control points of a cubic Bézier spline: one, then three a piece. */
  readonly spline: readonly Point[]
  /** Where the arrow's tip is. */
  readonly tip: Point
  /** Middle of the number's pill. */
  readonly label: Point
  readonly text: string
}
export interface MapLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly arcs: readonly PlacedArc[]
  readonly start: Point
  readonly end: Point
}

const LINE = 24
export const NODE_FONT = 13
const MIN_WIDTH = 150
const MAX_WIDTH = 220
/** Mean width of a character at the font's size; wide scripts count double. */
export const textWidth = (text: string, size: number): number => {
  let units = 0
  for (const letter of text) units += letter.codePointAt(0)! >= 0x1100 ? 1.05 : 0.56
  return units * size
}

/** At most two lines that fit a node, cut with … where the text is longer. */
export function wrap(text: string, width = MAX_WIDTH - 24, size = NODE_FONT): string[] {
  const words = text.replace(/\s+/g, ' ').trim().split(' ')
  const lines: string[] = ['']
  for (const word of words) {
    const line = lines.at(-1)!
    if (line === '') lines[lines.length - 1] = word
    else if (textWidth(`${line} ${word}`, size) <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  const kept = lines.slice(0, 2)
  if (lines.length > 2) kept[1] = `${kept[1]} ${lines.slice(2).join(' ')}`
  return kept.map(line => clip(line, width, size))
}

function clip(line: string, width: number, size: number): string {
  if (textWidth(line, size) <= width) return line
  const letters = [...line]
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop()
  return `${letters.join('')}…`
}

/** Where everything of a map stands, by Graphviz' layered layout (Gansner et al. 1993). Labels do not overlap. */
export function layoutMap(map: MapJson, metric: MapMetric, graphviz: Graphviz): MapLayout {
  const texts = map.nodes.map(node => ({
    label: wrap(node.activity),
    value: formatValue(nodeValue(node, metric), metric),
    hidden: hiddenText(node),
  }))
  const labels = map.arcs.map(arc =>
    isTime(metric) && arc.kind !== 'activity' ? '' : formatValue(arcValue(arc, metric), metric),
  )
  return placed(map, texts, labels, JSON.parse(graphviz(layoutDot(map, texts, labels))) as GraphvizJson)
}

type NodeText = Pick<PlacedNode, 'label' | 'value' | 'hidden'>
const inches = (pixels: number) => (pixels / 72).toFixed(3)

/** The graph with sizes instead of texts, so that the drawing does not depend on Graphviz' fonts. */
function layoutDot(map: MapJson, texts: readonly NodeText[], labels: readonly string[]): string {
  const names = nodeNames(map)
  const lines = ['digraph { nodesep=0.4; ranksep=0.45; splines=true; node [shape=box, fixedsize=true, label=""];']
  lines.push('start [shape=circle, width=0.28, height=0.28]; end [shape=circle, width=0.28, height=0.28];')
  texts.forEach((text, i) => {
    const wanted = Math.max(...text.label.map(line => textWidth(line, NODE_FONT))) + 28
    const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, wanted))
    const height = 18 + 17 * text.label.length + (text.value === '' ? 0 : 16)
    lines.push(`n${i} [width=${inches(width)}, height=${inches(height)}];`)
  })
  map.arcs.forEach((arc, i) => {
    const text = labels[i]!
    const pill =
      text === ''
        ? ''
        : `label=<<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="${Math.ceil(textWidth(text, 11) + 14)}" HEIGHT="${LINE}"><TR><TD></TD></TR></TABLE>>, `
    lines.push(`${names.from(arc)} -> ${names.to(arc)} [${pill}id="a${i}", weight=${weight(map, arc)}];`)
  })
  lines.push('}')
  return lines.join('\n')
}

/** Frequent arcs run straight. */
function weight(map: MapJson, arc: MapArc): number {
  const most = map.arcs[0]?.frequency ?? 1
  return 1 + Math.round((8 * arc.frequency) / Math.max(1, most))
}

interface GraphvizJson {
  readonly bb: string
  readonly objects?: readonly {
    readonly name: string
    readonly pos: string
    readonly width: string
    readonly height: string
  }[]
  readonly edges?: readonly { readonly id: string; readonly pos: string; readonly lp?: string }[]
}
const MARGIN = 20

function placed(map: MapJson, texts: readonly NodeText[], labels: readonly string[], graph: GraphvizJson): MapLayout {
  const [, , right = 0, top = 0] = graph.bb.split(',').map(Number)
  const point = (text: string): Point => {
    const [x = 0, y = 0] = text.split(',').map(Number)
    return { x: x + MARGIN, y: top - y + MARGIN }
  }
  const boxes = new Map((graph.objects ?? []).map(object => [object.name, object]))
  const nodes = map.nodes.map((node, i): PlacedNode => {
    const box = boxes.get(`n${i}`)!
    return { node, ...texts[i]!, ...point(box.pos), width: Number(box.width) * 72, height: Number(box.height) * 72 }
  })
  const edges = new Map((graph.edges ?? []).map(edge => [edge.id, edge]))
  const arcs = map.arcs.map((arc, i): PlacedArc => {
    const edge = edges.get(`a${i}`)!
    const parts = edge.pos.split(' ')
    const tip = parts.find(part => part.startsWith('e,'))
    const spline = parts.filter(part => !/^[es],/.test(part)).map(point)
    const last = spline.at(-1)!
    return {
      arc,
      spline,
      tip: tip ? point(tip.slice(2)) : last,
      label: edge.lp ? point(edge.lp) : spline[Math.floor(spline.length / 2)]!,
      text: labels[i]!,
    }
  })
  const dot = (name: string) => point(boxes.get(name)?.pos ?? '0,0')
  return {
    width: right + 2 * MARGIN,
    height: top + 2 * MARGIN,
    nodes,
    arcs,
    start: dot('start'),
    end: dot('end'),
  }
}

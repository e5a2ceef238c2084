import { type FlowNode, isActivity, type Scope } from '../../bpmn.ts'
import { bandsOf, flowLabel, type Item, itemOf, type Line, passage } from './items.ts'
import { layersOf, turned } from './layers.ts'
import { orderLayers } from './order.ts'
import type { Placed } from './placed.ts'
import { type RowNodes, rowsOf } from './rows.ts'

/** Items in layers and rows; heights are known, widths not yet. */
export interface Arrangement {
  readonly items: readonly Item[]
  readonly lines: readonly Line[]
  /** Flows from a node to itself. */
  readonly selfLines: readonly Line[]
  readonly layers: readonly (readonly number[])[]
  /** Height of each band, and where it begins. */
  readonly bands: readonly { readonly top: number; readonly height: number }[]
}

const GAP = 30
const LEAST_BAND = 130
const BAND_PADDING = 20

export function arrange(scope: Scope, inner: ReadonlyMap<string, Placed>): Arrangement {
  const { items, lines } = readItems(scope, inner)
  const selfLines = lines.filter(({ from, to }) => from === to)
  const others = lines.filter(({ from, to }) => from !== to)
  const starts = items.flatMap(({ node }, i) => (node?.kind === 'event' && node.position === 'startEvent' ? [i] : []))
  const isTurned = turned(items.length, others, starts)
  for (const [l, line] of others.entries()) line.isTurned = isTurned[l]!
  const arrows = others.map(({ from, to }, l) => (isTurned[l] ? { from: to, to: from } : { from, to }))
  for (const [i, layer] of layersOf(items.length, arrows).entries()) items[i]!.layer = layer
  for (const line of others) chain(line, items)
  const layers = initialLayers(items, others, starts)
  const before = items.map((): number[] => [])
  const behind = items.map((): number[] => [])
  for (const { chain } of others)
    for (let i = 1; i < chain.length; i++) {
      behind[chain[i - 1]!]!.push(chain[i]!)
      before[chain[i]!]!.push(chain[i - 1]!)
    }
  orderLayers({ layers, before, behind, band: items.map(({ band }) => band) })
  return { items, lines: others, selfLines, layers, bands: placeRows(items, others, layers, countBands(scope)) }
}

/** Leaf lanes; 0 where there are none. */
const countBands = (scope: Scope): number => {
  const leaves = (lanes: Scope['laneSets'][number]['lanes']): number =>
    lanes.reduce((sum, lane) => sum + Math.max(1, lane.children ? leaves(lane.children.lanes) : 0), 0)
  return leaves(scope.laneSets[0]?.lanes ?? [])
}

function readItems(scope: Scope, inner: ReadonlyMap<string, Placed>): { items: Item[]; lines: Line[] } {
  const known = new Set(scope.nodes.filter(isActivity).map(({ id }) => id))
  const host = (node: FlowNode) =>
    node.kind === 'event' && node.position === 'boundaryEvent' && known.has(node.attachedTo ?? '')
      ? node.attachedTo!
      : null
  const bands = bandsOf(scope)
  const items: Item[] = []
  const numbers = new Map<string, number>()
  const attached = new Map<string, FlowNode[]>()
  for (const node of scope.nodes) {
    const at = host(node)
    if (at !== null) attached.set(at, [...(attached.get(at) ?? []), node])
  }
  for (const node of scope.nodes) {
    if (host(node) !== null) continue
    const events = (attached.get(node.id) ?? []).flatMap(event => (event.kind === 'event' ? [event] : []))
    const item = itemOf(node, inner.get(node.id) ?? null, events)
    item.band = bands.get(node.id) ?? -1
    numbers.set(node.id, items.length)
    for (const event of events) numbers.set(event.id, items.length)
    items.push(item)
  }
  const lines = scope.flows.flatMap((flow): Line[] => {
    const [from, to] = [numbers.get(flow.from), numbers.get(flow.to)]
    if (from === undefined || to === undefined) return []
    const event = items[from]!.events.find(one => one.event.id === flow.from) ?? null
    return [{ flow, from, to, event, label: flowLabel(flow), isTurned: false, chain: [] }]
  })
  spreadBands(items, lines)
  return { items, lines }
}

/** A node in no lane stands in that of a neighbour, else in the first. */
function spreadBands(items: readonly Item[], lines: readonly Line[]): void {
  let isChanged = true
  while (isChanged) {
    isChanged = false
    for (const { from, to } of lines)
      for (const [a, b] of [
        [items[from]!, items[to]!],
        [items[to]!, items[from]!],
      ] as const)
        if (a.band >= 0 && b.band < 0) {
          b.band = a.band
          isChanged = true
        }
  }
  for (const item of items) item.band = Math.max(0, item.band)
}

/** Passages through the layers between the two ends of a line. */
function chain(line: Line, items: Item[]): void {
  const [from, to] = line.isTurned ? [line.to, line.from] : [line.from, line.to]
  const up = line.label.height === 0 ? 0 : line.label.height + 6
  const band = items[line.isTurned ? line.to : line.from]!.band
  line.chain = [from]
  for (let layer = items[from]!.layer + 1; layer < items[to]!.layer; layer++)
    line.chain.push(items.push(passage(band, layer, up)) - 1)
  line.chain.push(to)
}

/** Layers in the order of a depth-first walk: branches as they were written, ways back at the bottom. */
function initialLayers(items: readonly Item[], lines: readonly Line[], starts: readonly number[]): number[][] {
  // 0: not yet reached
  const sequence = new Int32Array(items.length)
  let reached = 0
  const leaving = new Map<number, Line[]>()
  const rank = ({ isTurned, event }: Line) => (isTurned ? 2 : event ? 1 : 0)
  for (const line of [...lines].sort((a, b) => rank(a) - rank(b)))
    leaving.set(line.chain[0]!, [...(leaving.get(line.chain[0]!) ?? []), line])
  const onward = new Int32Array(items.length).fill(-1)
  for (const { chain } of lines) for (let i = 1; i + 1 < chain.length; i++) onward[chain[i]!] = chain[i + 1]!
  const waiting = [...starts, ...items.keys()].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (sequence[node]! > 0) continue
    sequence[node] = ++reached
    if (onward[node]! >= 0) waiting.push(onward[node]!)
    for (const { chain } of [...(leaving.get(node) ?? [])].reverse()) waiting.push(chain[1]!)
  }
  const layers: number[][] = []
  items.forEach(({ layer }, i) => {
    while (layers.length <= layer) layers.push([])
    layers[layer]!.push(i)
  })
  for (const layer of layers) layer.sort((a, b) => items[a]!.band - items[b]!.band || sequence[a]! - sequence[b]!)
  return layers
}

function placeRows(
  items: readonly Item[],
  lines: readonly Line[],
  layers: readonly (readonly number[])[],
  lanes: number,
): Arrangement['bands'] {
  const nodes = rowNodes(items, lines)
  const bands: { top: number; height: number }[] = []
  let top = 0
  for (let band = 0; band < Math.max(1, lanes); band++) {
    const own = layers.map(layer => layer.filter(i => items[i]!.band === band))
    const rows = rowsOf(own, nodes, GAP)
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const layer of own)
      for (const i of layer) {
        least = Math.min(least, rows[i]! - items[i]!.up)
        most = Math.max(most, rows[i]! + items[i]!.down)
      }
    const content = least > most ? 0 : most - least
    const padding = lanes > 0 ? BAND_PADDING : 0
    const height = lanes > 0 ? Math.max(LEAST_BAND, content + 2 * padding) : content
    const shift = top + (height - content) / 2 - least
    for (const layer of own) for (const i of layer) items[i]!.y = Math.round(rows[i]! + shift)
    bands.push({ top, height })
    top += height
  }
  return bands
}

/** Each item, and what pulls it: both ends of each step of a line, where they stand in one band. */
function rowNodes(items: readonly Item[], lines: readonly Line[]): RowNodes {
  const [into, out] = [new Int32Array(items.length), new Int32Array(items.length)]
  const [before, behind] = [new Int32Array(items.length), new Int32Array(items.length)]
  for (const { chain, isTurned, event } of lines)
    for (let i = 1; i < chain.length; i++) {
      const [a, b] = [chain[i - 1]!, chain[i]!]
      if (!isTurned && !event) {
        out[a]!++
        into[b]!++
      }
      if (items[a]!.band !== items[b]!.band) continue
      behind[a]!++
      before[b]!++
    }
  const first = new Int32Array(items.length + 1)
  const split = new Int32Array(items.length)
  for (let i = 0; i < items.length; i++) {
    split[i] = first[i]! + before[i]!
    first[i + 1] = split[i]! + behind[i]!
  }
  const pulls = first[items.length]!
  const other = new Int32Array(pulls)
  const [weights, lowers] = [new Float64Array(pulls), new Float64Array(pulls)]
  const [nextBefore, nextBehind] = [first.slice(), split.slice()]
  const pull = (at: number, node: number, weight: number, lower: number) => {
    other[at] = node
    weights[at] = weight
    lowers[at] = lower
  }
  for (const line of lines)
    for (let i = 1; i < line.chain.length; i++) {
      const [a, b] = [line.chain[i - 1]!, line.chain[i]!]
      if (items[a]!.band !== items[b]!.band) continue
      const passages = Number(items[a]!.node === null) + Number(items[b]!.node === null)
      // only one of several branches can be level anyway
      const weight =
        passages === 2 ? 8 : line.isTurned || (line.event && i === 1) ? 1 : out[a]! > 1 || into[b]! > 1 ? 2 : 3
      const lower = line.event && i === 1 && !line.isTurned ? items[a]!.down + GAP : 0
      pull(nextBehind[a]!++, b, weight, -lower)
      pull(nextBefore[b]!++, a, weight, lower)
    }
  const [up, down] = [Float64Array.from(items, one => one.up), Float64Array.from(items, one => one.down)]
  return { up, down, first, split, other, weight: weights, lower: lowers }
}

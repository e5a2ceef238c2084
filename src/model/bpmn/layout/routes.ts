import type { Point } from '../../bpmn.ts'
import type { Arrangement } from './arrange.ts'
import type { Item, Line } from './items.ts'
import { bends, type PlacedEdge } from './placed.ts'

/** One step of a line, from a layer to the next, as it is drawn. */
interface Leg {
  readonly line: Line
  readonly from: Item
  readonly to: Item
  /** Where it begins: a border event stands lower than the middle of its activity. */
  readonly start: Point
  /** `straight`: level. `down`: at once to the height of its end, then level. `late`: level, then up or down into its
   * end. `between`: level, up or down between the layers, level. */
  way: 'straight' | 'down' | 'late' | 'between'
  /** Which of the verticals between the two layers it takes. */
  track: number
}

const LEAST_GAP = 50
const TRACK = 14
const CLEAR = 10
const EVENT = 36

/**
 * Sets the middles of all items across and gives every flow its waypoints. All pieces are level or upright; uprights run
 * between layers, or straight out of a gateway's corner where nothing stands in the way, so that none meets a node.
 * Returns the width of all.
 */
export function route(arrangement: Arrangement): { readonly width: number; readonly edges: readonly PlacedEdge[] } {
  const { items, lines, layers, selfLines } = arrangement
  const legs = new Map<Line, Leg[]>()
  const flows = countFlows(lines, items)
  const between: Leg[][] = layers.map(() => [])
  for (const line of lines) {
    const own: Leg[] = []
    for (let i = 0; i + 1 < line.chain.length; i++) {
      const [from, to] = [items[line.chain[i]!]!, items[line.chain[i + 1]!]!]
      // what runs on level between two places where it passes needs no leg of its own
      if (from.node === null && to.node === null && from.y === to.y) continue
      own.push(legOf(line, from, to, i, arrangement, flows))
    }
    legs.set(line, own)
  }
  const all = [...legs.values()].flat()
  partCorners(all)
  for (const leg of all) if (leg.way === 'between') between[leg.from.layer]!.push(leg)
  const tracks = between.map(takeTracks)
  const labels = layers.map(() => 0)
  for (const { label, isTurned, from } of lines) {
    const gap = items[from]!.layer - (isTurned ? 1 : 0)
    if (label.width > 0 && gap >= 0) labels[gap] = Math.max(labels[gap]!, label.width + 12)
  }
  const loops = layers.map(() => 0)
  for (const { from } of selfLines) loops[items[from]!.layer] = TRACK
  const left: number[] = []
  let x = 0
  layers.forEach((layer, l) => {
    const width = Math.max(0, ...layer.map(i => Math.max(items[i]!.width, labelWidth(items[i]!))))
    for (const i of layer) items[i]!.x = Math.round(x + width / 2)
    x += width
    left.push(x)
    if (l + 1 < layers.length)
      x += Math.max(LEAST_GAP, labels[l]! + loops[l]! + (tracks[l]! === 0 ? 24 : 16 + tracks[l]! * TRACK))
    else x += loops[l]!
  })
  const trackAt = (leg: Leg) => {
    const gap = leg.from.layer
    return left[gap]! + Math.max(labels[gap]! + loops[gap]!, 8) + 8 + leg.track * TRACK
  }
  const edges = lines.map(line => edgeOf(line, legs.get(line)!, trackAt))
  return { width: x, edges: [...edges, ...selfLines.map(line => selfEdge(line, items))] }
}

const labelWidth = ({ node, label }: Item): number => (node ? label.width : 0)

interface Flows {
  readonly into: number
  readonly out: number
  /** It is not on a way back alone. */
  readonly isForth: boolean
}

function countFlows(lines: readonly Line[], items: readonly Item[]): Map<Item, Flows> {
  const flows = new Map<Item, Flows>(items.map(item => [item, { into: 0, out: 0, isForth: false }]))
  for (const { from, to, isTurned } of lines)
    for (const [i, side] of [
      [from, 'out'],
      [to, 'into'],
    ] as const) {
      const own = flows.get(items[i]!)!
      flows.set(items[i]!, { ...own, [side]: own[side] + 1, isForth: own.isForth || !isTurned })
    }
  return flows
}

function legOf(
  line: Line,
  from: Item,
  to: Item,
  index: number,
  arrangement: Arrangement,
  flows: ReadonlyMap<Item, Flows>,
): Leg {
  const border = line.event && index === 0 && !line.isTurned ? line.event : null
  const last = line.event && line.isTurned && index === line.chain.length - 2
  const start = border
    ? { x: border.at - from.width / 2, y: from.y + from.height / 2 + EVENT / 2 }
    : { x: 0, y: from.y }
  const leg = { line, from, to, start, track: 0 }
  if (border) {
    // the name of the event stands beside its line
    const isBelow = to.y > start.y + border.label.height + CLEAR
    return { ...leg, way: isBelow && isClear(from, start.y, to.y, arrangement) ? 'down' : 'between' }
  }
  if (last) return { ...leg, way: 'between' }
  if (from.y === to.y) return { ...leg, way: 'straight' }
  // room for an arrow between the corner of a node and the level piece
  const isFar = (item: Item) => Math.abs(from.y - to.y) >= item.height / 2 + CLEAR
  // where branches part and meet they use the corners; a single flow comes in at the left and leaves at the right
  const isGateway = (item: Item) => {
    const isLeaving = (item === from) !== line.isTurned
    return item.node?.kind === 'gateway' && isFar(item) && flows.get(item)![isLeaving ? 'out' : 'into'] > 1
  }
  const isTurnedNode = (item: Item) => line.isTurned && flows.get(item)!.isForth && isFar(item)
  if (isGateway(from) && isClear(from, from.y, to.y, arrangement)) return { ...leg, way: 'down' }
  if ((isGateway(to) || isTurnedNode(to)) && isClear(to, to.y, from.y, arrangement)) return { ...leg, way: 'late' }
  if (isTurnedNode(from) && isClear(from, from.y, to.y, arrangement)) return { ...leg, way: 'down' }
  return { ...leg, way: 'between' }
}

/** What comes in at a corner of a node and what leaves it there would lie on one another: what leaves goes another way. */
function partCorners(legs: readonly Leg[]): void {
  const corners = new Map<Item, { leg: Leg; isTop: boolean; isLeaving: boolean }[]>()
  for (const leg of legs) {
    if (leg.way !== 'down' && leg.way !== 'late') continue
    const isDown = leg.way === 'down'
    const [item, other] = isDown ? [leg.from, leg.to] : [leg.to, leg.from]
    if (isDown && leg.line.event) continue
    const corner = { leg, isTop: other.y < item.y, isLeaving: isDown !== leg.line.isTurned }
    corners.set(item, [...(corners.get(item) ?? []), corner])
  }
  for (const all of corners.values())
    for (const { leg, isTop, isLeaving } of all)
      if (isLeaving && all.some(other => other.isTop === isTop && !other.isLeaving)) leg.way = 'between'
}

/** Whether no other node of the layer stands between two heights. */
function isClear(item: Item, from: number, to: number, { items, layers }: Arrangement): boolean {
  const [top, bottom] = [Math.min(from, to) - CLEAR, Math.max(from, to) + CLEAR]
  return layers[item.layer]!.every(i => {
    const other = items[i]!
    return other === item || other.node === null || other.y + other.down < top || other.y - other.up > bottom
  })
}

/**
 * Gives the legs of one gap their verticals; those of one gateway share one. Legs that lead down are taken from the lowest
 * up, those that lead up from the highest down, so that they do not cross one another. Returns how many there are.
 */
function takeTracks(legs: readonly Leg[]): number {
  const isDown = (leg: Leg) => leg.to.y >= leg.from.y
  const sorted = [...legs].sort(
    (a, b) =>
      Number(isDown(b)) - Number(isDown(a)) ||
      (isDown(a) ? b.from.y - a.from.y || b.to.y - a.to.y : a.from.y - b.from.y || a.to.y - b.to.y) ||
      b.start.x - a.start.x,
  )
  const tracks: { from: number; to: number; shared: Item | null }[][] = []
  for (const leg of sorted) {
    const shared = leg.from.node?.kind === 'gateway' ? leg.from : leg.to.node?.kind === 'gateway' ? leg.to : null
    const [from, to] = [Math.min(leg.start.y, leg.to.y) - CLEAR, Math.max(leg.start.y, leg.to.y) + CLEAR]
    let track = tracks.findIndex(taken => shared !== null && taken.some(one => one.shared === shared))
    // a vertical further left would cross what those before it lead on to
    if (track < 0)
      for (track = tracks.length; track > 0; track--)
        if (tracks[track - 1]!.some(one => one.from < to && from < one.to)) break
    if (track === tracks.length) tracks.push([])
    tracks[track]!.push({ from, to, shared })
    leg.track = track
  }
  return tracks.length
}

function edgeOf(line: Line, legs: readonly Leg[], trackAt: (leg: Leg) => number): PlacedEdge {
  const points: Point[] = []
  legs.forEach((leg, i) => {
    const { from, to } = leg
    const isBorder = i === 0 && line.event !== null && !line.isTurned
    const right = i === 0 ? from.x + from.width / 2 : from.x
    const x = isBorder ? from.x + leg.start.x : leg.way === 'down' ? from.x : right
    if (isBorder) points.push({ x, y: leg.start.y })
    if (leg.way === 'down') {
      if (i === 0 && !isBorder) points.push({ x, y: from.y + (Math.sign(to.y - from.y) * from.height) / 2 })
      points.push({ x, y: to.y })
    } else if (leg.way === 'between') {
      const level = isBorder ? leg.start.y + Math.max(16, line.event!.label.height + 6) : from.y
      points.push({ x, y: level }, { x: trackAt(leg), y: level }, { x: trackAt(leg), y: to.y })
    } else points.push({ x, y: from.y })
    if (leg.way === 'late') {
      points.push({ x: to.x, y: from.y })
      points.push({ x: to.x, y: to.y + (Math.sign(from.y - to.y) * to.height) / 2 })
    } else points.push({ x: to.node ? to.x - to.width / 2 : to.x, y: to.y })
  })
  // a border event whose flow leads back: the last piece comes from below
  if (line.event && line.isTurned) {
    const host = legs.at(-1)!.to
    const at = host.x - host.width / 2 + line.event.at
    const bottom = host.y + host.height / 2 + EVENT / 2
    const before = trackAt(legs.at(-1)!)
    points.splice(points.length - 2, 2, { x: before, y: bottom + 16 }, { x: at, y: bottom + 16 }, { x: at, y: bottom })
  }
  const waypoints = bends(line.isTurned ? points.reverse() : points)
  return { element: line.flow.id, waypoints, label: null }
}

/** A flow from a node to itself: out at the right, around below, in at the bottom. */
function selfEdge(line: Line, items: readonly Item[]): PlacedEdge {
  const { x, y, width, height } = items[line.from]!
  const [right, bottom] = [x + width / 2, y + height / 2]
  const start = line.event ? { x: x - width / 2 + line.event.at, y: bottom + EVENT / 2 } : { x: right, y }
  const low = bottom + (line.event ? EVENT / 2 + 10 : 12)
  const waypoints = line.event
    ? [start, { x: start.x, y: low }, { x: x - width / 2 + 8, y: low }, { x: x - width / 2 + 8, y: bottom }]
    : [start, { x: right + 12, y }, { x: right + 12, y: low }, { x, y: low }, { x, y: bottom }]
  return { element: line.flow.id, waypoints: bends(waypoints), label: null }
}

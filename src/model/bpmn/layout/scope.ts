import type { Bounds, FlowNode, Point, Scope, SequenceFlow } from '../../bpmn.ts'
import { type Arrangement, arrange } from './arrange.ts'
import { placeBeside } from './beside.ts'
import type { Item } from './items.ts'
import { PADDING, TITLE } from './items.ts'
import { labelled } from './labels.ts'
import { moved, type Placed, type PlacedShape, shape } from './placed.ts'
import { route } from './routes.ts'

export const hasLanes = (scope: Scope): boolean => (scope.laneSets[0]?.lanes.length ?? 0) > 0

/** Left of lanes, for the names of each level of them. */
const HEADER = 30
const EVENT = 36

/**
 * A process or sub-process as a picture, sub-processes in it expanded where they hold anything. Layers from left to right,
 * branches in rows, lanes as bands; data below and notes above what they belong to.
 */
export function layoutScope(scope: Scope): Placed {
  const inner = new Map<string, Placed>()
  for (const node of scope.nodes)
    if (node.kind === 'sub-process' && node.scope.nodes.length > 0) inner.set(node.id, layoutScope(node.scope))
  if (!hasLanes(scope))
    return placeBeside(scope, stacked(partsOf(scope).map(part => drawn(arrange(part, inner))))).placed
  const arrangement = arrange(scope, inner)
  const { placed, above } = placeBeside(scope, drawn(arrangement))
  return inLanes(scope, placed, above, arrangement)
}

function drawn(arrangement: Arrangement): Placed {
  const { width, edges } = route(arrangement)
  const ends = new Set(edges.flatMap(({ waypoints }) => [keyOf(waypoints[0]!), keyOf(waypoints.at(-1)!)]))
  const shapes = arrangement.items.flatMap(item => shapesOf(item, ends))
  const named = labelled(edges, [...arrangement.lines, ...arrangement.selfLines], shapes)
  let lowest = arrangement.bands.reduce((most, { top, height }) => Math.max(most, top + height), 0)
  for (const { waypoints } of edges) for (const { y } of waypoints) lowest = Math.max(lowest, y)
  return {
    width,
    height: lowest,
    shapes,
    edges: [...named, ...arrangement.items.flatMap(innerEdges)],
  }
}

/** The scope in parts that no flow joins: those with flows each for itself, then all single nodes. */
function partsOf(scope: Scope): Scope[] {
  const part = new Map<string, number>()
  const links = [
    ...scope.flows.map(({ from, to }) => [from, to] as const),
    ...scope.nodes.flatMap(node =>
      node.kind === 'event' && node.attachedTo ? [[node.id, node.attachedTo] as const] : [],
    ),
  ]
  const beside = new Map<string, string[]>()
  for (const [a, b] of links)
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const)
      beside.get(x)?.push(y) ?? beside.set(x, [y])
  let parts = 0
  for (const { id } of scope.nodes) {
    if (part.has(id) || !beside.has(id)) continue
    const own = new Set([id])
    for (const other of own) for (const next of beside.get(other) ?? []) own.add(next)
    for (const other of own) part.set(other, parts)
    parts++
  }
  const single = scope.nodes.some(({ id }) => !part.has(id)) ? 1 : 0
  const made = Array.from({ length: parts + single }, () => ({
    nodes: [] as FlowNode[],
    flows: [] as SequenceFlow[],
  }))
  for (const node of scope.nodes) made[part.get(node.id) ?? parts]!.nodes.push(node)
  for (const flow of scope.flows) made[part.get(flow.from) ?? -1]?.flows.push(flow)
  return made.map(one => ({ ...scope, ...one }))
}

const PART_GAP = 50

/** One below the other. */
function stacked(parts: readonly Placed[]): Placed {
  let height = 0
  const all = parts.map(part => {
    const placed = moved(part, 0, height === 0 ? 0 : height + PART_GAP)
    height = (height === 0 ? 0 : height + PART_GAP) + part.height
    return placed
  })
  return {
    width: Math.max(0, ...parts.map(({ width }) => width)),
    height,
    shapes: all.flatMap(({ shapes }) => shapes),
    edges: all.flatMap(({ edges }) => edges),
  }
}

const keyOf = ({ x, y }: Point) => `${x} ${y}`

/** `ends`: where flows begin or end, by `keyOf`. */
function shapesOf(item: Item, ends: ReadonlySet<string>): PlacedShape[] {
  const { node, x, y, width, height, label } = item
  if (!node) return []
  const bounds = { x: x - width / 2, y: y - height / 2, width, height }
  const events = item.events.map(({ event, at, label: name }) => {
    const middle = { x: bounds.x + at, y: bounds.y + height }
    const own = { x: middle.x - EVENT / 2, y: middle.y - EVENT / 2, width: EVENT, height: EVENT }
    return shape(event.id, own, { label: labelAt(name, middle.x + 6, middle.y + EVENT / 2 + 2) })
  })
  const inner = innerOf(item)?.shapes ?? []
  const isSubProcess = node.kind === 'sub-process'
  // the name stands beside a flow that leaves or comes in at the top
  const upward = ends.has(keyOf({ x, y: y - height / 2 }))
  const own = shape(node.id, bounds, {
    isExpanded: isSubProcess ? item.inner !== null : null,
    isMarkerVisible: node.kind === 'gateway' && node.type === 'exclusive' ? true : null,
    label:
      node.kind === 'event'
        ? labelAt(label, x - label.width / 2, y + height / 2 + 4)
        : labelAt(label, upward ? x - label.width - 6 : x - label.width / 2, y - height / 2 - label.height - 4),
  })
  return [own, ...inner, ...events]
}

const labelAt = ({ width, height }: { width: number; height: number }, x: number, y: number): Bounds | null =>
  height === 0 ? null : { x: Math.round(x), y: Math.round(y), width, height }

const innerEdges = (item: Item) => innerOf(item)?.edges ?? []

/** What is in a sub-process, in its middle below its name. */
function innerOf({ inner, x, y, width, height }: Item): Placed | null {
  if (!inner) return null
  const left = x - width / 2 + Math.max(PADDING, (width - inner.width) / 2)
  const top = y - height / 2 + TITLE + Math.max(0, (height - TITLE - PADDING - inner.height) / 2)
  return moved(inner, Math.round(left), Math.round(top))
}

function inLanes(scope: Scope, content: Placed, above: number, { bands }: Arrangement): Placed {
  type Lanes = Scope['laneSets'][number]['lanes']
  const depthOf = (lanes: Lanes): number =>
    lanes.reduce((most, { children }) => Math.max(most, 1 + (children ? depthOf(children.lanes) : 0)), 0)
  const { lanes } = scope.laneSets[0]!
  const headers = depthOf(lanes) * HEADER
  const width = headers + content.width + 2 * PADDING
  const shapes: PlacedShape[] = []
  let band = 0
  let bottom = 0
  const visit = (siblings: Lanes, level: number) => {
    for (const lane of siblings) {
      const top = bottom
      const at = shapes.length
      if (lane.children && lane.children.lanes.length > 0) visit(lane.children.lanes, level + 1)
      else {
        const { top: from, height } = bands[band]!
        // notes stand in the first lane and data in the last
        bottom = band === bands.length - 1 ? content.height : above + from + height
        band++
      }
      const x = level * HEADER
      const bounds = { x, y: top, width: width - x, height: bottom - top }
      shapes.splice(at, 0, shape(lane.id, bounds, { isHorizontal: true }))
    }
  }
  visit(lanes, 0)
  const inside = moved(content, headers + PADDING, 0)
  return { width, height: Math.max(bottom, content.height), shapes: [...shapes, ...inside.shapes], edges: inside.edges }
}

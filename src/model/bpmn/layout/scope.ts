import type { Bounds, Scope } from '../../bpmn.ts'
import { type Arrangement, arrange } from './arrange.ts'
import { placeBeside } from './beside.ts'
import type { Item } from './items.ts'
import { PADDING, TITLE } from './items.ts'
import { moved, type Placed, type PlacedShape, shape } from './placed.ts'
import { route } from './routes.ts'

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
  const arrangement = arrange(scope, inner)
  const { width, edges } = route(arrangement)
  const lowest = arrangement.bands.reduce((most, { top, height }) => Math.max(most, top + height), 0)
  const content: Placed = {
    width,
    height: Math.max(lowest, ...edges.flatMap(edge => edge.waypoints.map(({ y }) => y))),
    shapes: arrangement.items.flatMap(shapesOf),
    edges: [...edges, ...arrangement.items.flatMap(innerEdges)],
  }
  const { placed, above } = placeBeside(scope, content)
  return scope.laneSets[0] ? inLanes(scope, placed, above, arrangement) : placed
}

function shapesOf(item: Item): PlacedShape[] {
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
  const own = shape(node.id, bounds, {
    isExpanded: isSubProcess ? item.inner !== null : null,
    isMarkerVisible: node.kind === 'gateway' && node.type === 'exclusive' ? true : null,
    label:
      node.kind === 'event'
        ? labelAt(label, x - label.width / 2, y + height / 2 + 4)
        : labelAt(label, x - label.width / 2, y - height / 2 - label.height - 4),
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

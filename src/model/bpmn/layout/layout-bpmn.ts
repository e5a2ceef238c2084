import type { Bounds, BpmnModel, Collaboration, Diagram, MessageFlow } from '../../bpmn.ts'
import { bends, moved, type Placed, type PlacedEdge, type PlacedShape, shape } from './placed.ts'
import { layoutScope } from './scope.ts'
import { textBox } from './text.ts'

const MARGIN = 80
const POOL_HEADER = 30
const POOL_PADDING = 25
const POOL_GAP = 60
const EMPTY_POOL = { width: 600, height: 60 }

/**
 * The model with new diagrams in place of those that it has: one for each collaboration and for each process that is in
 * none. Everything stands apart, sequence and message flows have level and upright pieces alone, labels have places of
 * their own, nodes stand in their lanes. Depends on nothing but the model.
 */
export function layoutBpmn(model: BpmnModel): BpmnModel {
  const drawn = model.collaborations.filter(({ participants }) => participants.length > 0)
  const inPools = new Set(drawn.flatMap(({ participants }) => participants.map(({ process }) => process)))
  const alone = model.processes.filter(({ id }) => !inPools.has(id))
  const pictures = [
    ...drawn.map(one => ({ element: one.id, placed: layoutPools(one, model) })),
    ...alone.map(process => ({ element: process.id, placed: layoutScope(process) })),
  ]
  const ids = new Set<string>()
  const idFor = (element: string) => {
    let id = `${element}_di`
    for (let n = 2; ids.has(id); n++) id = `${element}_di_${n}`
    ids.add(id)
    return id
  }
  const diagrams = pictures.map(({ element, placed }, i): Diagram => {
    const { shapes, edges } = moved(placed, MARGIN, MARGIN)
    return {
      id: i === 0 ? 'diagram' : `diagram_${i + 1}`,
      element,
      shapes: shapes.map(one => ({ id: idFor(one.element), ...whole(one) })),
      edges: edges.map(one => ({ id: idFor(one.element), ...wholeEdge(one) })),
    }
  })
  return { ...model, diagrams }
}

const rounded = ({ x, y, width, height }: Bounds): Bounds => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
})
const whole = (one: PlacedShape): PlacedShape => ({
  ...one,
  bounds: rounded(one.bounds),
  label: one.label && rounded(one.label),
})
const wholeEdge = (one: PlacedEdge): PlacedEdge => ({
  ...one,
  waypoints: one.waypoints.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })),
  label: one.label && rounded(one.label),
})

function layoutPools(collaboration: Collaboration, model: BpmnModel): Placed {
  const shapes: PlacedShape[] = []
  const edges: PlacedEdge[] = []
  const contents = collaboration.participants.map(participant => {
    const process = model.processes.find(({ id }) => id === participant.process)
    return { participant, placed: process ? layoutScope(process) : null, hasLanes: (process?.laneSets.length ?? 0) > 0 }
  })
  const padding = (hasLanes: boolean) => (hasLanes ? 0 : POOL_PADDING)
  const width = Math.max(
    EMPTY_POOL.width,
    ...contents.map(({ placed, hasLanes }) => POOL_HEADER + (placed?.width ?? 0) + 2 * padding(hasLanes)),
  )
  let top = 0
  for (const { participant, placed, hasLanes } of contents) {
    const height = placed ? Math.max(120, placed.height + 2 * padding(hasLanes)) : EMPTY_POOL.height
    shapes.push(shape(participant.id, { x: 0, y: top, width, height }, { isHorizontal: true }))
    if (placed) {
      const wide = hasLanes ? widened(placed, width - POOL_HEADER, height) : placed
      const y = hasLanes ? top : top + (height - placed.height) / 2
      const inside = moved(wide, POOL_HEADER + padding(hasLanes), y)
      shapes.push(...inside.shapes)
      edges.push(...inside.edges)
    }
    top += height + POOL_GAP
  }
  edges.push(...messageEdges(collaboration.messageFlows, shapes))
  return { width, height: top - POOL_GAP, shapes, edges }
}

/** Lanes reach to the right side of their pool, the last one to its bottom. */
function widened(placed: Placed, width: number, height: number): Placed {
  const shapes = placed.shapes.map(one => {
    if (one.isHorizontal === null) return one
    const { bounds } = one
    const isLast = bounds.y + bounds.height >= placed.height
    return {
      ...one,
      bounds: { ...bounds, width: width - bounds.x, height: isLast ? height - bounds.y : bounds.height },
    }
  })
  return { ...placed, width, height, shapes }
}

/** Each leaves upright, runs level in the gap before the other pool, and arrives upright. */
function messageEdges(flows: readonly MessageFlow[], shapes: readonly PlacedShape[]): PlacedEdge[] {
  const bounds = new Map(shapes.map(one => [one.element, one]))
  return flows.flatMap(({ id, name, from, to }, i): PlacedEdge[] => {
    const [a, b] = [bounds.get(from), bounds.get(to)]
    if (!a || !b) return []
    const isDown = a.bounds.y < b.bounds.y
    const middle = (one: PlacedShape) => one.bounds.x + one.bounds.width / 2
    // a pool has no middle of its own: the line stands where the other end stands
    const x = a.isHorizontal ? middle(b) : middle(a)
    const end = b.isHorizontal ? x : middle(b)
    const start = { x, y: isDown ? a.bounds.y + a.bounds.height : a.bounds.y }
    const stop = { x: end, y: isDown ? b.bounds.y : b.bounds.y + b.bounds.height }
    const pool = shapes.filter(one => one.isHorizontal && one.bounds.x === 0 && contains(one.bounds, b.bounds))[0]
    const side = pool ? (isDown ? pool.bounds.y : pool.bounds.y + pool.bounds.height) : (start.y + stop.y) / 2
    const level = side + (isDown ? -1 : 1) * (14 + (i % 4) * 10)
    const waypoints = bends([start, { x, y: level }, { x: end, y: level }, stop])
    const label = textBox(name, 90)
    return [
      {
        element: id,
        waypoints,
        label: label.height === 0 ? null : { x: x + 6, y: level - label.height / 2, ...label },
      },
    ]
  })
}

const contains = (outer: Bounds, inner: Bounds): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

import type { Bounds, BpmnModel, Collaboration, MessageFlow } from '../../bpmn.ts'
import { uprightAround } from './around.ts'
import { bends, moved, type Placed, type PlacedEdge, type PlacedShape, shape } from './placed.ts'
import { hasLanes, layoutScope } from './scope.ts'
import { textBox } from './text.ts'

const HEADER = 30
const PADDING = 25
const EMPTY = { width: 600, height: 60 }
/** Least height between two pools, and what each message flow that runs level there needs. */
const GAP = 60
const LEVEL = 14

/** Pools one below the other, message flows between them. */
export function layoutPools(collaboration: Collaboration, model: BpmnModel): Placed {
  const contents = collaboration.participants.map(participant => {
    const process = model.processes.find(({ id }) => id === participant.process)
    return {
      id: participant.id,
      placed: process ? layoutScope(process) : null,
      isInLanes: process !== undefined && hasLanes(process),
    }
  })
  const poolOf = new Map<string, number>()
  contents.forEach(({ id, placed }, pool) => {
    for (const element of [id, ...(placed?.shapes ?? []).map(one => one.element)]) poolOf.set(element, pool)
  })
  const levels = levelsOf(collaboration.messageFlows, poolOf, contents.length)
  const padding = (isInLanes: boolean) => (isInLanes ? 0 : PADDING)
  const width = Math.max(
    EMPTY.width,
    ...contents.map(({ placed, isInLanes }) => HEADER + (placed?.width ?? 0) + 2 * padding(isInLanes)),
  )
  const shapes: PlacedShape[] = []
  const edges: PlacedEdge[] = []
  const gaps: number[] = []
  let top = 0
  contents.forEach(({ id, placed, isInLanes }, pool) => {
    const height = placed ? Math.max(120, placed.height + 2 * padding(isInLanes)) : EMPTY.height
    shapes.push(shape(id, { x: 0, y: top, width, height }, { isHorizontal: true }))
    if (placed) {
      const wide = isInLanes ? widened(placed, width - HEADER, height) : placed
      const inside = moved(wide, HEADER + padding(isInLanes), isInLanes ? top : top + (height - placed.height) / 2)
      shapes.push(...inside.shapes)
      edges.push(...inside.edges)
    }
    gaps.push(top + height)
    top += height + (pool + 1 < contents.length ? Math.max(GAP, 32 + LEVEL * levels.counts[pool]!) : 0)
  })
  const heights = new Map(levels.of.map(({ flow, gap, level }) => [flow, gaps[gap]! + 20 + level * LEVEL]))
  edges.push(...messageEdges(collaboration.messageFlows, shapes, heights))
  return { width, height: top, shapes, edges }
}

/** A level of its own for each message flow in the gap before the pool that it leads to. */
function levelsOf(flows: readonly MessageFlow[], poolOf: ReadonlyMap<string, number>, pools: number) {
  const counts = new Array<number>(pools).fill(0)
  const of = flows.flatMap(flow => {
    const [from, to] = [poolOf.get(flow.from), poolOf.get(flow.to)]
    if (from === undefined || to === undefined || from === to) return []
    const gap = from < to ? to - 1 : to
    return [{ flow, gap, level: counts[gap]!++ }]
  })
  return { counts, of }
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

/** Each leaves upright, runs level in the gap before the other pool, and arrives upright, round what stands in the way. */
function messageEdges(
  flows: readonly MessageFlow[],
  shapes: readonly PlacedShape[],
  heights: ReadonlyMap<MessageFlow, number>,
): PlacedEdge[] {
  const placed = new Map(shapes.map(one => [one.element, one]))
  const solid = shapes.filter(one => one.isHorizontal === null)
  /** Several flows of one element stand side by side. */
  const port = ({ element, bounds: { x, width } }: PlacedShape, flow: MessageFlow): number => {
    const all = flows.filter(({ from, to }) => from === element || to === element)
    const step = Math.min(24, width / (all.length + 1))
    return x + width / 2 + (all.indexOf(flow) - (all.length - 1) / 2) * step
  }
  return flows.flatMap((flow): PlacedEdge[] => {
    const [a, b] = [placed.get(flow.from), placed.get(flow.to)]
    if (!a || !b) return []
    const isDown = a.bounds.y < b.bounds.y
    // a pool has no middle of its own: the line stands where the other end stands
    const x = a.isHorizontal ? port(b, flow) : port(a, flow)
    const end = b.isHorizontal ? x : port(b, flow)
    const start = { x, y: isDown ? a.bounds.y + a.bounds.height : a.bounds.y }
    const stop = { x: end, y: isDown ? b.bounds.y : b.bounds.y + b.bounds.height }
    const level = heights.get(flow) ?? (start.y + stop.y) / 2
    // out of the sub-processes that its ends stand in, round all others
    const holdsEnd = (one: PlacedShape) => [a, b].some(end => end !== one && isWithin(end.bounds, one.bounds))
    const boxes = solid.filter(one => one.isExpanded !== true || !holdsEnd(one)).map(({ bounds }) => bounds)
    const waypoints = bends([...uprightAround(start, level, boxes), ...uprightAround(stop, level, boxes).toReversed()])
    const label = textBox(flow.name, 90)
    const y = isDown ? level - label.height - 4 : level + 4
    const left = waypoints.find(point => point.y === level)?.x ?? x
    return [{ element: flow.id, waypoints, label: label.height === 0 ? null : { x: left + 6, y, ...label } }]
  })
}

const isWithin = (inner: Bounds, outer: Bounds): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

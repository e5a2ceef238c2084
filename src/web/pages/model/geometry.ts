import type { BpmnModel, Point } from '../../../model/bpmn.ts'
import { type Graph, straight } from '../map/layout/graph.ts'
import { layOut } from '../map/layout/layout-client.ts'
import { flowOrder } from '../map/layout/order.ts'
import { NODE_WIDTH, nodeHeight } from '../map/use-layout.ts'
import type { Part, Structure } from './structure.ts'

/** A part's middle and size. */
export interface Placed extends Point {
  readonly width: number
  readonly height: number
}

/** Where parts and flows lie, by key; flows as chains of curves. */
export interface Geometry {
  readonly nodes: ReadonlyMap<string, Placed>
  readonly flows: ReadonlyMap<string, { readonly points: readonly number[]; readonly label: Point }>
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The diagram of a BPMN model as it stands. */
export function bpmnGeometry(bpmn: BpmnModel): Geometry {
  const { shapes, edges } = bpmn.diagrams[0]!
  const nodes = new Map(
    shapes.map(({ element, bounds: { x, y, width, height } }) => [
      element,
      { x: x + width / 2, y: y + height / 2, width, height },
    ]),
  )
  const points = [
    ...edges.flatMap(({ waypoints }) => waypoints),
    ...shapes.flatMap(({ bounds: { x, y, width, height } }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
  ]
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [x, y] = [xs.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.min(a, b))]
  return {
    nodes,
    flows: new Map(
      edges.map(({ element, waypoints }) => [
        element,
        { points: straight(waypoints), label: middleOfLongest(waypoints) },
      ]),
    ),
    x,
    y,
    width: xs.reduce((a, b) => Math.max(a, b)) - x,
    height: ys.reduce((a, b) => Math.max(a, b)) - y,
  }
}

/** Of the level pieces of a line, else of all. */
function middleOfLongest(waypoints: readonly Point[]): Point {
  let best = { length: -1, at: waypoints[0] ?? { x: 0, y: 0 } }
  for (let i = 1; i < waypoints.length; i++) {
    const [a, b] = [waypoints[i - 1]!, waypoints[i]!]
    const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y) / 1000
    if (length > best.length) best = { length, at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } }
  }
  return best.at
}

const sizeOf = ({ kind, label }: Part) =>
  kind === 'place'
    ? { width: 30, height: 30 }
    : kind === 'silent'
      ? { width: 48, height: 14 }
      : { width: NODE_WIDTH, height: nodeHeight(label) }

/** A net laid out in layers, from top to bottom, as maps are. */
export async function netGeometry({ parts, flows }: Structure, signal: AbortSignal): Promise<Geometry> {
  const index = new Map(parts.map(({ key }, i) => [key, i]))
  const sizes = parts.map(sizeOf)
  const arcs = flows.map(({ from, to }) => ({ from: index.get(from)!, to: index.get(to)!, weight: 1 }))
  const first = parts.findIndex(({ tokens }) => tokens > 0)
  const last = parts.findIndex(({ isFinal }) => isFinal)
  const order = Array.from(flowOrder(parts.length, arcs, first, last === first ? -1 : last))
  const graph: Graph = { nodes: sizes, arcs: arcs.map(arc => ({ ...arc, labelWidth: 0, labelHeight: 0 })) }
  const layout = await layOut(graph, order, signal)
  return {
    nodes: new Map(parts.map(({ key }, i) => [key, { ...layout.nodes[i]!, ...sizes[i]! }])),
    flows: new Map(flows.map(({ key }, i) => [key, layout.arcs[i]!])),
    x: 0,
    y: 0,
    width: layout.width,
    height: layout.height,
  }
}

import type { Bounds, Edge, Point, Shape } from '../../bpmn.ts'

export type PlacedShape = Omit<Shape, 'id'>
export type PlacedEdge = Omit<Edge, 'id'>

/** Something that is drawn, with the upper left corner of its picture at 0, 0. */
export interface Placed {
  readonly width: number
  readonly height: number
  readonly shapes: readonly PlacedShape[]
  readonly edges: readonly PlacedEdge[]
}

export const shape = (element: string, bounds: Bounds, rest: Partial<PlacedShape> = {}): PlacedShape => ({
  element,
  bounds,
  label: null,
  isHorizontal: null,
  isExpanded: null,
  isMarkerVisible: null,
  ...rest,
})

export const shifted = <T extends Point>(one: T, x: number, y: number): T => ({ ...one, x: one.x + x, y: one.y + y })

/** The same picture at another place. */
export const moved = ({ width, height, shapes, edges }: Placed, x: number, y: number): Placed => ({
  width,
  height,
  shapes: shapes.map(one => ({
    ...one,
    bounds: shifted(one.bounds, x, y),
    label: one.label && shifted(one.label, x, y),
  })),
  edges: edges.map(one => ({
    ...one,
    waypoints: one.waypoints.map(point => shifted(point, x, y)),
    label: one.label && shifted(one.label, x, y),
  })),
})

/** Points that change the direction, each once. */
export function bends(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)]
    if (last && last.x === point.x && last.y === point.y) continue
    const isStraight =
      before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))
    if (isStraight) kept.pop()
    kept.push(point)
  }
  return kept
}

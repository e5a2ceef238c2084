/** What a layout is asked for. Sizes in px; nodes and arcs are known by their index. */
export interface Graph {
  readonly nodes: readonly { readonly width: number; readonly height: number }[]
  readonly arcs: readonly GraphArc[]
}
export interface GraphArc {
  readonly from: number
  readonly to: number
  /** 0..1: heavy arcs are kept short and straight. */
  readonly weight: number
  /** Room for the number on the arc. */
  readonly labelWidth: number
  readonly labelHeight: number
}

/** Where everything lies: centres of nodes and labels, and each arc as a chain of cubic Bézier curves. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly Point[]
  readonly arcs: readonly ArcLayout[]
  readonly by: 'graphviz' | 'elk' | 'rows'
}
export interface Point {
  readonly x: number
  readonly y: number
}
export interface ArcLayout {
  /** x0 y0, then for each curve two control points and its end; from tail to head. */
  readonly points: readonly number[]
  readonly label: Point
}

/** Length of the curve from a node's side that a self-loop takes up, without its label. */
export const LOOP = 29

/** A loop beside the right side of a node; its label sits on the outermost point. */
export function loopBeside(node: Point, width: number, height: number, labelWidth: number): ArcLayout {
  const x = node.x + width / 2
  const out = LOOP + labelWidth / 2
  const h = Math.min(16, height / 2 - 6)
  const { y } = node
  const c = out * 0.72
  return {
    points: [
      x,
      y - h,
      x + c,
      y - h - 6,
      x + out,
      y - h + 2,
      x + out,
      y,
      x + out,
      y + h - 2,
      x + c,
      y + h + 6,
      x,
      y + h,
    ],
    label: { x: x + out, y },
  }
}

/** A straight chain through points, as curves. */
export function straight(through: readonly Point[]): number[] {
  const first = through[0]
  if (!first) return []
  const points = [first.x, first.y]
  for (let i = 1; i < through.length; i++) {
    const a = through[i - 1]!
    const b = through[i]!
    points.push(
      a.x + (b.x - a.x) / 3,
      a.y + (b.y - a.y) / 3,
      a.x + (2 * (b.x - a.x)) / 3,
      a.y + (2 * (b.y - a.y)) / 3,
      b.x,
      b.y,
    )
  }
  return points
}

/** Two chains as one, joined by a straight piece. */
export function joined(a: readonly number[], b: readonly number[]): number[] {
  const from = { x: a.at(-2)!, y: a.at(-1)! }
  const to = { x: b[0]!, y: b[1]! }
  return [...a, ...straight([from, to]).slice(2), ...b.slice(2)]
}

export function reversed(points: readonly number[]): number[] {
  const back: number[] = []
  for (let i = points.length - 2; i >= 0; i -= 2) back.push(points[i]!, points[i + 1]!)
  return back
}

import type { Bounds, Point } from '../../bpmn.ts'
import type { Line } from './items.ts'
import type { PlacedEdge, PlacedShape } from './placed.ts'
import type { TextBox } from './text.ts'

interface Piece {
  readonly from: Point
  readonly to: Point
}
interface Candidate {
  readonly bounds: Bounds
  readonly piece: Piece
}

const ASIDE = 4
const INWARD = 6
/** Prices of a label's place, beside its rank: on a shape or label; beside a piece that is of another flow too; on a flow. */
const ON_SHAPE = 1000
const SHARED = 60
const ON_FLOW = 40

/**
 * Gives each named flow a place for its name, one after the other: beside one of its pieces, near where it begins, where
 * least is in the way. O(names * pieces * (shapes + pieces of all)).
 */
export function labelled(
  edges: readonly PlacedEdge[],
  lines: readonly Line[],
  shapes: readonly PlacedShape[],
): PlacedEdge[] {
  const boxes = new Map(lines.map(({ flow, label }) => [flow.id, label]))
  const taken: Bounds[] = shapes.flatMap(({ bounds, label }) => (label ? [bounds, label] : [bounds]))
  const pieces = edges.map(edge => piecesOf(edge.waypoints))
  return edges.map((edge, e) => {
    const box = boxes.get(edge.element)
    if (!box || box.height === 0) return edge
    let best: Bounds | null = null
    let least = Number.POSITIVE_INFINITY
    candidates(pieces[e]!, box).forEach(({ bounds, piece }, rank) => {
      const others = pieces.flatMap((list, other) => (other === e ? [] : list))
      const price =
        rank +
        ON_SHAPE * taken.filter(one => overlaps(one, bounds)).length +
        ON_FLOW * [...others, ...pieces[e]!].filter(one => crosses(one, bounds)).length +
        SHARED * others.filter(one => runsAlong(one, piece, bounds)).length
      if (price >= least) return
      least = price
      best = bounds
    })
    if (best) taken.push(best)
    return { ...edge, label: best }
  })
}

const piecesOf = (points: readonly Point[]): Piece[] => points.slice(1).map((to, i) => ({ from: points[i]!, to }))

/** Places beside the pieces, those that are long enough first, from the beginning of the flow on. */
function candidates(pieces: readonly Piece[], { width, height }: TextBox): Candidate[] {
  const roomy: Candidate[] = []
  const tight: Candidate[] = []
  for (const piece of pieces) {
    const { from, to } = piece
    const isLevel = from.y === to.y
    const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y)
    const size = isLevel ? width : height
    const [begin, end] = isLevel ? [from.x, to.x] : [from.y, to.y]
    const forth = Math.sign(end - begin)
    const inner = [begin + forth * INWARD, end - forth * INWARD - forth * size] as const
    // at the beginning, in the middle, at the end, then between these
    const along = [0, 0.5, 1, 0.25, 0.75].map(share => {
      const at = inner[0] + share * (inner[1] - inner[0])
      return forth > 0 ? at : at - size
    })
    const list = length >= size + INWARD ? roomy : tight
    for (const at of along)
      for (const side of [0, 1]) {
        const bounds = isLevel
          ? { x: at, y: side === 0 ? from.y - height - ASIDE : from.y + ASIDE }
          : { x: side === 0 ? from.x + ASIDE : from.x - width - ASIDE, y: at }
        list.push({ bounds: { x: Math.round(bounds.x), y: Math.round(bounds.y), width, height }, piece })
      }
  }
  return [...roomy, ...tight]
}

const overlaps = (a: Bounds, b: Bounds): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

function crosses({ from, to }: Piece, { x, y, width, height }: Bounds): boolean {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  return left < x + width && right > x && top < y + height && bottom > y
}

/** Whether another flow's piece lies on this one where the label stands. */
function runsAlong(other: Piece, piece: Piece, { x, y, width, height }: Bounds): boolean {
  const isLevel = piece.from.y === piece.to.y
  if (isLevel !== (other.from.y === other.to.y)) return false
  if (isLevel ? other.from.y !== piece.from.y : other.from.x !== piece.from.x) return false
  const [a, b] = isLevel ? [other.from.x, other.to.x] : [other.from.y, other.to.y]
  const [from, to] = isLevel ? [x, x + width] : [y, y + height]
  return Math.min(a, b) < to && Math.max(a, b) > from
}

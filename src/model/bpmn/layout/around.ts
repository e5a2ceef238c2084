import type { Bounds, Point } from '../../bpmn.ts'

/** Room between a line and what it runs round, pixels. */
const ROOM = 10
/** Ways out of a shape before the line turns, pixels. */
const TURNS = [ROOM, 16, 24]

/**
 * An upright line from the border of a shape to a height, that turns aside where boxes stand in its way: out of the shape, level to the
 * nearest free column (the left one of two), and on; in stairs where no column is free all the way. Straight where there is no way that only
 * leads on. Gives its points, the first and the last one too.
 */
export function uprightAround(from: Point, height: number, boxes: readonly Bounds[]): readonly Point[] {
  const straight = [from, { x: from.x, y: height }]
  if (isFree(straight[0]!, straight[1]!, boxes)) return straight
  const down = height > from.y ? 1 : -1
  const columns = boxes
    .flatMap(({ x, width }) => [x - ROOM, x + width + ROOM])
    .sort((a, b) => Math.abs(a - from.x) - Math.abs(b - from.x) || a - b)
  for (const x of columns)
    for (const turn of TURNS) {
      const y = from.y + down * turn
      if ((height - y) * down < 0) continue
      const points = [from, { x: from.x, y }, { x, y }, { x, y: height }]
      if (points.every((point, i) => i === 0 || isFree(points[i - 1]!, point, boxes))) return points
    }
  return stairs(from, height, boxes) ?? straight
}

/** Whether a level or upright line runs over none of the boxes; along their border it may. */
function isFree(a: Point, b: Point, boxes: readonly Bounds[]): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
  return boxes.every(({ x, y, width, height }) => right <= x || left >= x + width || bottom <= y || top >= y + height)
}

/** Crossings of rows and columns that are looked at for one line. */
const MOST = 100_000
/** A turn costs as much as so many pixels. */
const TURN = 200

/** How a column is reached in a row: what it costs, and from which column on the row. */
interface Reached {
  readonly cost: Float64Array
  readonly via: Int32Array
}

/**
 * The cheapest way of level and upright pieces that never leads back in height: by turns, then by length. Row by row, each reached from the
 * one before in its own column, then along itself from both sides. null: there is none, or there are too many boxes to look.
 */
function stairs(from: Point, height: number, boxes: readonly Bounds[]): readonly Point[] | null {
  const down = height > from.y ? 1 : -1
  const near = boxes.filter(({ y, height: own }) =>
    down > 0 ? y + own > from.y && y < height : y < from.y && y + own > height,
  )
  const between = (y: number) => (y - from.y) * down > 0 && (height - y) * down > 0
  const unique = (values: readonly number[], sign: number) => [...new Set(values)].sort((a, b) => sign * (a - b))
  const xs = unique([from.x, ...near.flatMap(({ x, width }) => [x - ROOM, x + width + ROOM])], 1)
  const borders = near.flatMap(({ y, height: own }) => [y - ROOM, y + own + ROOM])
  const ys = unique([from.y, ...[...TURNS.map(turn => from.y + down * turn), ...borders].filter(between), height], down)
  if (xs.length * ys.length > MOST) return null
  const rows: Reached[] = []
  let before = Float64Array.from(xs, x => (x === from.x ? 0 : Number.POSITIVE_INFINITY))
  for (const [r, y] of ys.entries()) {
    if (r > 0) {
      const above = ys[r - 1]!
      before = before.map((cost, c) =>
        cost < Number.POSITIVE_INFINITY && isFree({ x: xs[c]!, y: above }, { x: xs[c]!, y }, near)
          ? cost
          : Number.POSITIVE_INFINITY,
      )
    }
    // it leaves the shape upright, and arrives so
    const row =
      r === 0 || r === ys.length - 1 ? { cost: before, via: Int32Array.from(xs.keys()) } : along(before, xs, y, near)
    rows.push(row)
    before = Float64Array.from(row.cost)
  }
  return wayBack(rows, xs, ys)
}

/** The row reached along itself too. */
function along(upright: Float64Array, xs: readonly number[], y: number, boxes: readonly Bounds[]): Reached {
  const cost = Float64Array.from(upright)
  const via = Int32Array.from(xs.keys())
  const isOpen = xs.map((x, c) => c > 0 && isFree({ x: xs[c - 1]!, y }, { x, y }, boxes))
  for (const step of [1, -1]) {
    let [running, origin] = [Number.POSITIVE_INFINITY, -1]
    for (let c = step > 0 ? 0 : xs.length - 1; c >= 0 && c < xs.length; c += step) {
      const last = c - step
      const isNext = last >= 0 && last < xs.length && isOpen[Math.max(c, last)]
      running = isNext ? running + Math.abs(xs[c]! - xs[last]!) : Number.POSITIVE_INFINITY
      if (running < cost[c]!) {
        cost[c] = running
        via[c] = origin
      }
      if (upright[c]! + TURN < running) [running, origin] = [upright[c]! + TURN, c]
    }
  }
  return { cost, via }
}

function wayBack(rows: readonly Reached[], xs: readonly number[], ys: readonly number[]): readonly Point[] | null {
  const { cost } = rows.at(-1)!
  let column = cost.indexOf(cost.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY))
  if (column < 0 || cost[column] === Number.POSITIVE_INFINITY) return null
  const points: Point[] = []
  for (let r = rows.length - 1; r >= 0; r--) {
    points.push({ x: xs[column]!, y: ys[r]! })
    const origin = rows[r]!.via[column]!
    if (origin !== column) points.push({ x: xs[origin]!, y: ys[r]! })
    column = origin
  }
  return points.reverse()
}

import type { Bounds, Point } from '../../bpmn.ts'

/** Room between a line and what it runs round, pixels. */
const ROOM = 10
/** Ways out of a shape before the line turns, pixels. */
const TURNS = [ROOM, 16, 24]

/**
 * An upright line from the border of a shape to a height, that turns aside where boxes stand in its way: out of the shape, level to the
 * nearest free column (the left one of two), and on. Straight where no column is free. Gives its points, the first and the last one too.
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
  return straight
}

/** Whether a level or upright line runs over none of the boxes; along their border it may. */
function isFree(a: Point, b: Point, boxes: readonly Bounds[]): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
  return boxes.every(({ x, y, width, height }) => right <= x || left >= x + width || bottom <= y || top >= y + height)
}

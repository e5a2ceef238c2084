import type { Bounds, Point, Scope } from '../../bpmn.ts'
import { bends, moved, type Placed, type PlacedEdge, type PlacedShape, shape } from './placed.ts'
import { textBox } from './text.ts'

const GAP = 30
const NOTE_WIDTH = 120

interface Attached {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly label: { readonly width: number; readonly height: number }
  /** Lines to what is in the picture: id of the line, and whether it leads to the thing. */
  readonly lines: readonly { readonly id: string; readonly other: string; readonly isInto: boolean }[]
}

/** Data in a row below the picture and text annotations in a row above, each where the first thing stands that it belongs to. */
export function placeBeside(scope: Scope, content: Placed): { readonly placed: Placed; readonly above: number } {
  const notes = scope.artifacts.flatMap((one): Attached[] => {
    if (one.type === 'group') return []
    const size = textBox(one.text, NOTE_WIDTH - 12)
    return [
      {
        id: one.id,
        width: NOTE_WIDTH,
        height: Math.max(30, size.height + 12),
        label: none,
        lines: linesOf(scope, one.id),
      },
    ]
  })
  const data = scope.data.flatMap((one): Attached[] => {
    if (one.type === 'dataObject') return []
    const width = one.type === 'dataStoreReference' ? 50 : 36
    return [{ id: one.id, width, height: 50, label: textBox(one.name, 90), lines: linesOf(scope, one.id) }]
  })
  const above = notes.length === 0 ? 0 : Math.max(...notes.map(({ height }) => height)) + GAP
  const inside = moved(content, 0, above)
  const bounds = new Map(inside.shapes.map(one => [one.element, one.bounds]))
  const shapes: PlacedShape[] = []
  const top = above + content.height + GAP
  const rows = [
    { row: notes, y: ({ height }: Attached) => above - GAP - height, isAbove: true },
    { row: data, y: () => top, isAbove: false },
  ]
  let width = content.width
  let height = above + content.height
  for (const { row, y } of rows)
    for (const { one, x } of spread(row, bounds)) {
      const own = { x, y: y(one), width: one.width, height: one.height }
      bounds.set(one.id, own)
      const { label } = one
      const below = { x: Math.round(x + (one.width - label.width) / 2), y: own.y + one.height + 4, ...label }
      shapes.push(shape(one.id, own, { label: label.height === 0 ? null : below }))
      width = Math.max(width, x + one.width, below.x + label.width)
      height = Math.max(height, own.y + one.height + (label.height === 0 ? 0 : label.height + 4))
    }
  const edges = [...notes, ...data].flatMap(one => edgesOf(one, bounds))
  const drawn = new Set(edges.map(({ element }) => element))
  for (const { id, from, to } of scope.associations) {
    const [a, b] = [bounds.get(from), bounds.get(to)]
    if (!drawn.has(id) && a && b)
      edges.push({ element: id, waypoints: [borderPoint(a, b), borderPoint(b, a)], label: null })
  }
  return {
    placed: { width, height, shapes: [...inside.shapes, ...shapes], edges: [...inside.edges, ...edges] },
    above,
  }
}

const none = { width: 0, height: 0 }
const middle = ({ x, y, width, height }: Bounds): Point => ({ x: x + width / 2, y: y + height / 2 })

/** Where the line between the middles of two shapes leaves the first one. */
function borderPoint(from: Bounds, to: Bounds): Point {
  const [a, b] = [middle(from), middle(to)]
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const share = Math.min(dx === 0 ? 1 : from.width / 2 / Math.abs(dx), dy === 0 ? 1 : from.height / 2 / Math.abs(dy), 1)
  return { x: Math.round(a.x + dx * share), y: Math.round(a.y + dy * share) }
}

function linesOf(scope: Scope, id: string): Attached['lines'] {
  const links = scope.nodes.flatMap(node =>
    node.kind === 'gateway'
      ? []
      : node.dataLinks
          .filter(({ data }) => data === id)
          .map(link => ({ id: link.id, other: node.id, isInto: link.type === 'dataOutputAssociation' })),
  )
  const associations = scope.associations.flatMap(one =>
    one.from === id
      ? [{ id: one.id, other: one.to, isInto: false }]
      : one.to === id
        ? [{ id: one.id, other: one.from, isInto: true }]
        : [],
  )
  return [...links, ...associations]
}

/** Each below or above the first thing it belongs to, moved to the right as far as the others need. */
function spread(row: readonly Attached[], bounds: ReadonlyMap<string, Bounds>): { one: Attached; x: number }[] {
  const wanted = row.map((one, i) => {
    const host = one.lines.map(({ other }) => bounds.get(other)).find(found => found !== undefined)
    return { one, i, at: host ? middle(host).x - one.width / 2 : 0 }
  })
  let free = 0
  return wanted
    .sort((a, b) => a.at - b.at || a.i - b.i)
    .map(({ one, at }) => {
      const side = Math.max(0, (one.label.width - one.width) / 2)
      const x = Math.round(Math.max(at, free + side))
      free = x + one.width + side + GAP / 2
      return { one, x }
    })
}

/** Upright where the two stand one above the other, else a slant. */
function edgesOf(one: Attached, bounds: ReadonlyMap<string, Bounds>): PlacedEdge[] {
  const own = bounds.get(one.id)!
  return one.lines.flatMap(({ id, other, isInto }): PlacedEdge[] => {
    const host = bounds.get(other)
    if (!host) return []
    const isBelow = own.y > host.y
    const overlap = [Math.max(own.x, host.x), Math.min(own.x + own.width, host.x + host.width)] as const
    const x = overlap[0] < overlap[1] ? Math.round((overlap[0] + overlap[1]) / 2) : null
    const from = { x: x ?? middle(own).x, y: isBelow ? own.y : own.y + own.height }
    const to = { x: x ?? middle(host).x, y: isBelow ? host.y + host.height : host.y }
    const waypoints = bends(isInto ? [to, from] : [from, to])
    return waypoints.length < 2 ? [] : [{ element: id, waypoints, label: null }]
  })
}

import { compareText } from '../../../base/sort.ts'

export interface Switch {
  readonly from: string
  readonly to: string
  readonly times: number
}
export interface SwitchNode {
  readonly name: string
  readonly x: number
  readonly y: number
}
export interface SwitchArc extends Switch {
  readonly path: string
  readonly label: { readonly x: number; readonly y: number }
  readonly width: number
}
export interface SwitchPicture {
  readonly nodes: readonly SwitchNode[]
  readonly arcs: readonly SwitchArc[]
  /** Applications that found no place. */
  readonly hidden: number
  readonly width: number
  readonly height: number
}

export const NODE = { width: 128, height: 34 } as const
/** A ring of more can not be read. */
const MOST = 10
const WIDE = 560
const HIGH = 300

/**
 * Applications on a ring, the one with most switches at the left, arcs bent to their right side so that both directions
 * are seen. Width by the square root of the times. Deterministic.
 */
export function switchPicture(switches: readonly Switch[]): SwitchPicture {
  const weight = new Map<string, number>()
  for (const { from, to, times } of switches)
    for (const name of [from, to]) weight.set(name, (weight.get(name) ?? 0) + times)
  const all = [...weight].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([name]) => name)
  const shown = all.slice(0, MOST)
  const height = shown.length <= 2 ? 130 : HIGH
  const center = { x: WIDE / 2, y: height / 2 }
  const radius = { x: WIDE / 2 - NODE.width / 2 - 8, y: height / 2 - NODE.height / 2 - 8 }
  const nodes = shown.map((name, i) => {
    const angle = Math.PI + (2 * Math.PI * i) / shown.length
    return { name, x: center.x + radius.x * Math.cos(angle), y: center.y + radius.y * Math.sin(angle) }
  })
  const place = new Map(nodes.map(node => [node.name, node]))
  const most = Math.max(1, ...switches.map(({ times }) => times))
  const arcs = switches.flatMap(one => {
    const [from, to] = [place.get(one.from), place.get(one.to)]
    return from && to ? [arcOf(one, from, to, most)] : []
  })
  return { nodes, arcs, hidden: all.length - shown.length, width: WIDE, height }
}

function arcOf(one: Switch, from: SwitchNode, to: SwitchNode, most: number): SwitchArc {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy) || 1
  const bend = Math.min(46, length / 5)
  const middle = { x: (from.x + to.x) / 2 - (dy / length) * bend, y: (from.y + to.y) / 2 + (dx / length) * bend }
  const begin = edgeOf(from, middle, 2)
  const end = edgeOf(to, middle, 7)
  // the point of the curve at its half, where the number stands
  const label = {
    x: begin.x / 4 + middle.x / 2 + end.x / 4,
    y: begin.y / 4 + middle.y / 2 + end.y / 4,
  }
  const path = `M${round(begin.x)} ${round(begin.y)}Q${round(middle.x)} ${round(middle.y)} ${round(end.x)} ${round(end.y)}`
  return { ...one, path, label, width: 1 + 3 * Math.sqrt(one.times / most) }
}

/** Where the line from a node's centre to a point leaves its box, `gap` px further. */
function edgeOf(node: SwitchNode, towards: { readonly x: number; readonly y: number }, gap: number) {
  const [dx, dy] = [towards.x - node.x, towards.y - node.y]
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : (NODE.width / 2 + gap) / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : (NODE.height / 2 + gap) / Math.abs(dy),
  )
  return Number.isFinite(share) ? { x: node.x + dx * share, y: node.y + dy * share } : { x: node.x, y: node.y }
}

const round = (value: number) => Math.round(value * 10) / 10

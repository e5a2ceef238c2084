import { useEffect, useRef, useState } from 'react'
import { Cancelled } from '../../../base/platform.ts'
import type { Graph, Layout, Point } from './layout/graph.ts'
import { layOut } from './layout/layout-client.ts'
import type { MapArc, MapModel } from './model.ts'
import { textWidth, wrap } from './text.ts'

export const NODE_WIDTH = 184
/** By the lines that the name takes. */
export const nodeHeight = (name: string): number => (nameLines(name).length > 1 ? 64 : 50)
export const nameLines = (name: string): string[] => wrap(name, NODE_WIDTH - 20, 13, 600)
export const END_SIZE = 22
export const PILL_HEIGHT = 19
export const PILL_FONT = 12
/** Seen from further away, numbers grow by so much. */
export const PILL_GROWS = 1.22

/** Where nodes and arcs of a map lie, by their keys, so that it outlives the model it was made for. */
export interface Standing {
  readonly nodes: ReadonlyMap<string, Point>
  readonly arcs: ReadonlyMap<
    string,
    { readonly points: readonly number[]; readonly label: Point; readonly room: number }
  >
  /** Box of the picture. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly by: Layout['by']
}

export const pillWidth = (arc: MapArc): number => Math.ceil(textWidth(arc.text, PILL_FONT, 500)) + 14

/** Lays the model out in a worker; the standing layout stays as long as it can carry the model. */
export function useLayout(model: MapModel | null): { standing: Standing | null; busy: boolean; tidy: () => void } {
  const [standing, setStanding] = useState<Standing | null>(null)
  const [busy, setBusy] = useState(false)
  const [round, setRound] = useState(0)
  const latest = useRef({ standing, round })
  latest.current.standing = standing
  useEffect(() => {
    if (!model) return
    const before = latest.current.standing
    const asked = latest.current.round !== round
    latest.current.round = round
    if (!asked && before && carries(before, model)) return setBusy(false)
    const controller = new AbortController()
    setBusy(true)
    const graph = graphOf(model)
    layOut(graph, model.order, controller.signal).then(
      layout => {
        setStanding(aligned(standingOf(model, layout, graph), before))
        setBusy(false)
      },
      error => {
        if (!(error instanceof Cancelled)) setBusy(false)
      },
    )
    return () => controller.abort()
  }, [model, round])
  return { standing, busy, tidy: () => setRound(round + 1) }
}

function graphOf(model: MapModel): Graph {
  const index = new Map(model.nodes.map((node, i) => [node.key, i]))
  const most = Math.max(1, ...model.arcs.map(arc => arc.frequency))
  return {
    nodes: model.nodes.map(node =>
      node.kind === 'activity'
        ? { width: NODE_WIDTH, height: nodeHeight(node.key) }
        : { width: END_SIZE, height: END_SIZE },
    ),
    arcs: model.arcs.map(arc => ({
      from: index.get(arc.from)!,
      to: index.get(arc.to)!,
      weight: arc.frequency / most,
      labelWidth: pillWidth(arc) * PILL_GROWS,
      labelHeight: PILL_HEIGHT * PILL_GROWS,
    })),
  }
}

/**
 * Whether the model can be drawn on a layout: everything has a place, numbers fit, and not so much is gone that the
 * picture would be full of holes.
 */
function carries(standing: Standing, model: MapModel): boolean {
  if (model.nodes.length < 0.6 * standing.nodes.size || model.arcs.length < 0.5 * standing.arcs.size) return false
  return (
    model.nodes.every(node => standing.nodes.has(node.key)) &&
    model.arcs.every(arc => (standing.arcs.get(arc.key)?.room ?? -1) >= pillWidth(arc) * PILL_GROWS - 6)
  )
}

function standingOf(model: MapModel, layout: Layout, graph: Graph): Standing {
  return {
    nodes: new Map(model.nodes.map((node, i) => [node.key, layout.nodes[i]!])),
    arcs: new Map(model.arcs.map((arc, i) => [arc.key, { ...layout.arcs[i]!, room: graph.arcs[i]!.labelWidth }])),
    x: 0,
    y: 0,
    width: layout.width,
    height: layout.height,
    by: layout.by,
  }
}

/**
 * The new layout moved, and mirrored where that helps, so that what was there before moves as little as possible:
 * people know a place on a map by where it was.
 */
function aligned(next: Standing, before: Standing | null): Standing {
  if (!before) return next
  const common = [...next.nodes.keys()].filter(key => before.nodes.has(key))
  if (common.length < 3) return next
  const xs = common.map(key => next.nodes.get(key)!.x)
  const old = common.map(key => before.nodes.get(key)!.x)
  const loops = [...next.arcs].some(([key]) => isLoop(key))
  const mirror =
    !loops &&
    misfit(
      xs.map(x => -x),
      old,
    ) <
      0.8 * misfit(xs, old)
  const mirrored = mirror ? mirroredOf(next) : next
  const shift = (axis: 'x' | 'y') =>
    median(common.map(key => before.nodes.get(key)![axis] - mirrored.nodes.get(key)![axis]))
  return moved(mirrored, shift('x'), shift('y'))
}

const isLoop = (key: string) => {
  const [from, to] = JSON.parse(key) as string[]
  return from === to
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
function misfit(a: readonly number[], b: readonly number[]): number {
  const shift = mean(b) - mean(a)
  return a.reduce((sum, x, i) => sum + Math.abs(x + shift - b[i]!), 0)
}

function mapped(of: Standing, x: (x: number) => number, y: (y: number) => number): Pick<Standing, 'nodes' | 'arcs'> {
  const point = (at: Point) => ({ x: x(at.x), y: y(at.y) })
  return {
    nodes: new Map([...of.nodes].map(([key, at]) => [key, point(at)])),
    arcs: new Map(
      [...of.arcs].map(([key, arc]) => [
        key,
        { ...arc, label: point(arc.label), points: arc.points.map((value, i) => (i % 2 ? y(value) : x(value))) },
      ]),
    ),
  }
}
const mirroredOf = (of: Standing): Standing => ({
  ...of,
  ...mapped(
    of,
    x => of.width - x,
    y => y,
  ),
})
const moved = (of: Standing, dx: number, dy: number): Standing => ({
  ...of,
  ...mapped(
    of,
    x => x + dx,
    y => y + dy,
  ),
  x: of.x + dx,
  y: of.y + dy,
})

import type { KeyboardEvent, RefObject } from 'react'
import { nearest } from '../hands.ts'
import type { MapArc, MapNode } from '../model.ts'
import type { Standing } from '../use-layout.ts'
import type { useViewport } from '../viewport.ts'
import type { Select, Selected } from './selection.ts'

interface Map {
  readonly standing: Standing
  readonly selected: Selected
  readonly select: Select
  readonly viewport: ReturnType<typeof useViewport>
  readonly group: RefObject<SVGGElement | null>
}
const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** Arrow keys go to the nearest node in a direction, [ and ] through the paths of a node, + − 0 zoom. */
export function useKeys(map: Map, nodes: readonly MapNode[], arcs: readonly MapArc[]) {
  const { standing, selected, select, viewport } = map
  const { toNode, toArc } = waysOf(map)
  return (event: KeyboardEvent) => {
    const focused = document.activeElement
    const here = focused?.getAttribute('data-node') ?? selected.node ?? nodes[0]?.key
    const arcHere = focused?.getAttribute('data-arc') ?? selected.arc
    const arc = arcs.find(one => one.key === arcHere)
    const way = directions[event.key]
    if (way && here !== undefined && !event.altKey) {
      event.preventDefault()
      const keys = nodes.map(node => node.key)
      const next = nearest(standing.nodes, keys, here, way)
      if (next) toNode(next)
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      if (focused?.hasAttribute('data-node') && here !== undefined) select(here, null)
      else if (arc) toNode(arc.to)
    } else if ((event.key === ']' || event.key === '[') && here !== undefined) {
      event.preventDefault()
      const next = pathBeside(arcs, arc, here, event.key === ']' ? 1 : -1)
      if (next) toArc(next)
    } else if (event.key === '+' || event.key === '=') viewport.zoom(1.25)
    else if (event.key === '-') viewport.zoom(0.8)
    else if (event.key === '0') viewport.fit()
    else if (event.key === 'Escape') select(null, null)
  }
}

/** To select a node or an arc, with the eye and the focus on it. */
function waysOf({ standing, select, viewport, group }: Map) {
  const focus = (attribute: string, key: string) =>
    requestAnimationFrame(() => {
      for (const element of group.current?.querySelectorAll<SVGGElement>(`[${attribute}]`) ?? [])
        if (element.getAttribute(attribute) === key) element.focus({ preventScroll: true })
    })
  return {
    toNode: (key: string) => {
      select(key, null)
      viewport.show(standing.nodes.get(key)!)
      focus('data-node', key)
    },
    toArc: (arc: MapArc) => {
      select(null, arc)
      viewport.show(standing.arcs.get(arc.key)!.label)
      focus('data-arc', arc.key)
    },
  }
}

/** The path behind (or before) `arc` among those of the node it leaves; without one, the first (or last) of `node`. */
function pathBeside(arcs: readonly MapArc[], arc: MapArc | undefined, node: string, step: 1 | -1): MapArc | undefined {
  const centre = arc?.from ?? node
  const list = arcs.filter(one => one.from === centre || one.to === centre)
  const at = list.findIndex(one => one.key === arc?.key)
  return list[(at + step + list.length + (at < 0 && step < 0 ? 1 : 0)) % list.length]
}

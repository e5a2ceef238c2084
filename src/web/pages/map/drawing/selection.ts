import type { MapArc } from '../model.ts'

/** What is selected: a node, an arc, or nothing. */
export interface Selected {
  readonly node: string | null
  readonly arc: string | null
}
export type Select = (node: string | null, arc: MapArc | null) => void

/** What touches the selection; null where nothing is selected. */
export function neighbours(selected: Selected, arcs: readonly MapArc[]) {
  if (selected.node === null && selected.arc === null) return null
  const near = { nodes: new Set<string>(), arcs: new Set<string>() }
  for (const arc of arcs) {
    if (
      selected.arc === arc.key ||
      (selected.arc === null && (arc.from === selected.node || arc.to === selected.node))
    ) {
      near.arcs.add(arc.key)
      near.nodes.add(arc.from)
      near.nodes.add(arc.to)
    }
  }
  if (selected.node !== null) near.nodes.add(selected.node)
  return near.nodes.size + near.arcs.size > 0 ? near : null
}

import { START } from '../../../log/engine.ts'
import type { Geometry } from '../model/geometry.ts'
import type { Structure } from '../model/structure.ts'

const ROOM = 40

/** Room for marks above, and the page opens where a case begins. */
export function withRoom(geometry: Geometry, structure: Structure | null) {
  const begins = structure?.parts.find(({ kind, tokens }) => kind === 'start' || tokens > 0)
  const at = begins && geometry.nodes.get(begins.key)
  return {
    ...geometry,
    y: geometry.y - ROOM,
    height: geometry.height + ROOM,
    nodes: new Map(at ? [[START, at]] : []),
  }
}

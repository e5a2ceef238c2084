import type { Bounds, BpmnModel, Diagram } from '../../bpmn.ts'
import { moved, type PlacedEdge, type PlacedShape } from './placed.ts'
import { layoutPools } from './pools.ts'
import { layoutScope } from './scope.ts'

const MARGIN = 80

/**
 * The model with new diagrams in place of those that it has: one for each collaboration and for each process that is in
 * none. Everything stands apart, sequence and message flows have level and upright pieces alone, labels have places of
 * their own, nodes stand in their lanes. Depends on nothing but the model.
 */
export function layoutBpmn(model: BpmnModel): BpmnModel {
  const drawn = model.collaborations.filter(({ participants }) => participants.length > 0)
  const inPools = new Set(drawn.flatMap(({ participants }) => participants.map(({ process }) => process)))
  const alone = model.processes.filter(({ id }) => !inPools.has(id))
  const pictures = [
    ...drawn.map(one => ({ element: one.id, placed: layoutPools(one, model) })),
    ...alone.map(process => ({ element: process.id, placed: layoutScope(process) })),
  ]
  const taken = new Set<string>()
  const diagrams = pictures.map(({ element, placed }, i): Diagram => {
    // what was drawn before keeps its id, and with it colours and fonts that a file has for it
    const old = model.diagrams.find(diagram => diagram.element === element)
    const known = new Map([...(old?.shapes ?? []), ...(old?.edges ?? [])].map(one => [one.element, one.id]))
    const idOf = (drawn: string) => freeId(known.get(drawn) ?? `${drawn}_di`, taken)
    const { shapes, edges } = moved(placed, MARGIN, MARGIN)
    return {
      id: freeId(old?.id ?? (i === 0 ? 'diagram' : `diagram_${i + 1}`), taken),
      element,
      shapes: shapes.map(one => ({ id: idOf(one.element), ...whole(one) })),
      edges: edges.map(one => ({ id: idOf(one.element), ...wholeEdge(one) })),
    }
  })
  return { ...model, diagrams }
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let n = 2; taken.has(id); n++) id = `${wanted}_${n}`
  taken.add(id)
  return id
}

const rounded = ({ x, y, width, height }: Bounds): Bounds => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
})
const whole = (one: PlacedShape): PlacedShape => ({
  ...one,
  bounds: rounded(one.bounds),
  label: one.label && rounded(one.label),
})
const wholeEdge = (one: PlacedEdge): PlacedEdge => ({
  ...one,
  waypoints: one.waypoints.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })),
  label: one.label && rounded(one.label),
})

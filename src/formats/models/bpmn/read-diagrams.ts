import { attributeOf, childElements, type XmlElement } from '../../../base/xml-tree.ts'
import type { Bounds, Diagram, Edge, Point, Shape } from '../../../model/bpmn.ts'
import { flag, idOf, type Reading, reference } from './elements.ts'
import { BPMNDI, DC, DI } from './names.ts'

/** The diagrams of a file. A shape without bounds or that draws nothing is told and left out. */
export const readDiagrams = (root: XmlElement, reading: Reading): Diagram[] =>
  childElements(root, BPMNDI, 'BPMNDiagram').map(diagram => {
    const planes = childElements(diagram, BPMNDI, 'BPMNPlane')
    const drawn = (name: string) => planes.flatMap(plane => childElements(plane, BPMNDI, name))
    return {
      id: idOf(diagram),
      element: planes[0] ? reference(reading, planes[0], 'bpmnElement') : null,
      shapes: drawn('BPMNShape').flatMap(shape => readShape(shape, reading)),
      edges: drawn('BPMNEdge').flatMap(edge => readEdge(edge, reading)),
    }
  })

function readShape(element: XmlElement, reading: Reading): Shape[] {
  const bounds = boundsIn(element)
  const drawn = reference(reading, element, 'bpmnElement')
  if (bounds === null || drawn === null) {
    undrawable(element, reading)
    return []
  }
  return [
    {
      id: idOf(element),
      element: drawn,
      bounds,
      label: labelIn(element),
      isHorizontal: flag(element, 'isHorizontal'),
      isExpanded: flag(element, 'isExpanded'),
      isMarkerVisible: flag(element, 'isMarkerVisible'),
    },
  ]
}

function readEdge(element: XmlElement, reading: Reading): Edge[] {
  const waypoints = childElements(element, DI, 'waypoint').map(pointOf)
  const drawn = reference(reading, element, 'bpmnElement')
  if (drawn === null || waypoints.length < 2 || waypoints.includes(null)) {
    undrawable(element, reading)
    return []
  }
  return [{ id: idOf(element), element: drawn, waypoints: waypoints as Point[], label: labelIn(element) }]
}

function undrawable(element: XmlElement, { problems }: Reading): void {
  const message = 'A shape or edge has no place or draws nothing; it is kept in the file, but not drawn.'
  problems?.add('undrawable', message, { line: element.line, value: `<${element.name}>` })
}

const labelIn = (element: XmlElement): Bounds | null => {
  const [label] = childElements(element, BPMNDI, 'BPMNLabel')
  return label ? boundsIn(label) : null
}

function boundsIn(element: XmlElement): Bounds | null {
  const [bounds] = childElements(element, DC, 'Bounds')
  const point = bounds ? pointOf(bounds) : null
  if (!bounds || !point) return null
  const [width, height] = [numberOf(bounds, 'width'), numberOf(bounds, 'height')]
  return width === null || height === null ? null : { ...point, width, height }
}

function pointOf(element: XmlElement): Point | null {
  const [x, y] = [numberOf(element, 'x'), numberOf(element, 'y')]
  return x === null || y === null ? null : { x, y }
}

function numberOf(element: XmlElement, name: string): number | null {
  const text = attributeOf(element, name)?.trim()
  const value = text ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : null
}

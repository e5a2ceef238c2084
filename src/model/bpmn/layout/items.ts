import { type BpmnEvent, type FlowNode, isActivity, type Scope, type SequenceFlow } from '../../bpmn.ts'
import type { Placed } from './placed.ts'
import { type TextBox, textBox } from './text.ts'

/** What takes a place in a layer: a node with the events on its border, or a piece of a long edge (`node` null). */
export interface Item {
  readonly node: FlowNode | null
  /** The picture inside an expanded sub-process. */
  readonly inner: Placed | null
  readonly events: readonly BorderEvent[]
  readonly label: TextBox
  readonly width: number
  readonly height: number
  /** Room above and below the middle, labels and border events included. */
  readonly up: number
  readonly down: number
  band: number
  layer: number
  /** Middle. */
  x: number
  y: number
}
export interface BorderEvent {
  readonly event: BpmnEvent
  /** Middle, from the left side of the activity. */
  readonly at: number
  readonly label: TextBox
}

/** A flow by the numbers of its items; `chain` leads from layer to layer, backwards where the flow is turned. */
export interface Line {
  readonly flow: SequenceFlow
  readonly from: number
  readonly to: number
  readonly event: BorderEvent | null
  readonly label: TextBox
  isTurned: boolean
  chain: number[]
}

export const PADDING = 25
/** Room for the name of an expanded sub-process. */
export const TITLE = 30
const EVENT = 36
const GATEWAY = 50
const LABEL_WIDTH = 90
const SLOT = 46
const nothing: TextBox = { width: 0, height: 0 }

export function itemOf(node: FlowNode, inner: Placed | null, attached: readonly BpmnEvent[]): Item {
  const events = borderEvents(attached)
  const label = isActivity(node) ? nothing : textBox(node.name, LABEL_WIDTH)
  const size = sizeOf(node, inner)
  const width = Math.max(size.width, events.width)
  const below = Math.max(0, ...events.all.map(event => EVENT / 2 + Math.max(18, event.label.height + 8)))
  const beside = label.height === 0 ? 0 : label.height + 6
  const isEvent = node.kind === 'event'
  return {
    node,
    inner,
    events: events.all,
    label,
    width,
    height: size.height,
    up: size.height / 2 + (isEvent ? 0 : beside),
    down: size.height / 2 + (isEvent ? beside : 0) + below,
    band: 0,
    layer: 0,
    x: 0,
    y: 0,
  }
}

/** A place where a long edge passes; `up` leaves room for a label. */
export const passage = (band: number, layer: number, up: number): Item => ({
  // in the order of `itemOf`: deep models have a million of these
  node: null,
  inner: null,
  events: noEvents,
  label: nothing,
  width: 0,
  height: 0,
  up: Math.max(8, up),
  down: 8,
  band,
  layer,
  x: 0,
  y: 0,
})
const noEvents: readonly BorderEvent[] = []

function borderEvents(attached: readonly BpmnEvent[]): { all: BorderEvent[]; width: number } {
  let right = 0
  // the last one stands leftmost, so that what leaves the first one stays above
  const all = [...attached].reverse().map(event => {
    const label = textBox(event.name, LABEL_WIDTH)
    const at = right + SLOT / 2
    right += Math.max(SLOT, SLOT / 2 + label.width + 10)
    return { event, at, label }
  })
  return { all: all.reverse(), width: attached.length === 0 ? 0 : right }
}

function sizeOf(node: FlowNode, inner: Placed | null): { width: number; height: number } {
  if (node.kind === 'event') return { width: EVENT, height: EVENT }
  if (node.kind === 'gateway') return { width: GATEWAY, height: GATEWAY }
  if (inner)
    return {
      width: Math.max(120, inner.width + 2 * PADDING, textBox(node.name, 400).width + 2 * PADDING),
      height: Math.max(90, inner.height + TITLE + PADDING),
    }
  // signs stand at the top of typed tasks and at the bottom of calls, loops and closed sub-processes, around the text
  const isTask = node.kind === 'task'
  const signs = !isTask || node.loop !== null ? 28 : node.type === 'task' ? 0 : 14
  for (const width of [100, 140]) if (textBox(node.name, width - 12).height + signs <= 64) return { width, height: 80 }
  return { width: 180, height: Math.max(80, textBox(node.name, 168).height + signs + 20) }
}

/** Leaf lanes from top to bottom with the nodes in them: the bands of a scope. */
export function bandsOf(scope: Scope): Map<string, number> {
  const bands = new Map<string, number>()
  let band = 0
  const visit = (lanes: Scope['laneSets'][number]['lanes']) => {
    for (const lane of lanes) {
      const before = band
      if (lane.children && lane.children.lanes.length > 0) visit(lane.children.lanes)
      else band++
      for (const node of lane.nodes) if (!bands.has(node)) bands.set(node, before)
    }
  }
  if (scope.laneSets[0]) visit(scope.laneSets[0].lanes)
  return bands
}

export const flowLabel = ({ name }: SequenceFlow): TextBox => textBox(name, LABEL_WIDTH)

import {
  type BpmnModel,
  event,
  type FlowNode,
  gateway,
  processModel,
  type SequenceFlow,
  sequenceFlow,
  task,
} from '../bpmn.ts'
import type { ProcessTree } from '../process-tree.ts'
import { layoutBpmn } from './layout/layout-bpmn.ts'

export interface BpmnBlocks {
  /** With a diagram. */
  readonly bpmn: BpmnModel
  /** By id of a node: the way to the part of the tree that it stands for, as numbers of children. Start and end have none. */
  readonly paths: ReadonlyMap<string, readonly number[]>
}

/**
 * A process tree as it is drawn while it is edited: each block has gateways of its own, also where fewer would do (`bpmnOfTree`), so that
 * every part of the tree but sequences is a node, or two. O(size of the tree).
 */
export function bpmnOfBlocks(tree: ProcessTree): BpmnBlocks {
  const nodes: FlowNode[] = [event('start', 'startEvent')]
  const flows: SequenceFlow[] = []
  const paths = new Map<string, readonly number[]>()
  const connect = (from: string, to: string) => flows.push(sequenceFlow(`flow_${flows.length + 1}`, from, to))
  const put = (node: FlowNode, path: readonly number[]) => {
    nodes.push(node)
    paths.set(node.id, path)
    return node.id
  }
  const place = (part: ProcessTree, path: readonly number[], from: string): string => {
    if (part.kind === 'silent') return from
    const id = ['part', ...path].join('_')
    if (part.kind === 'activity') {
      connect(from, put(task(id, part.activity), path))
      return id
    }
    const { operator, children } = part
    if (operator === '→') return children.reduce((last, child, i) => place(child, [...path, i], last), from)
    const type = operator === '∧' ? 'parallel' : 'exclusive'
    const first = put(gateway(`${id}_begin`, type), path)
    const last = gateway(`${id}_end`, type)
    connect(from, first)
    if (operator === '↺') {
      connect(place(children[0]!, [...path, 0], first), put(last, path))
      children.slice(1).forEach((child, i) => {
        connect(place(child, [...path, i + 1], last.id), first)
      })
    } else {
      const ends = children.map((child, i) => place(child, [...path, i], first))
      put(last, path)
      for (const end of ends) connect(end, last.id)
    }
    return last.id
  }
  const last = place(tree, [], 'start')
  nodes.push(event('end', 'endEvent'))
  connect(last, 'end')
  return { bpmn: layoutBpmn(processModel('', { nodes, flows })), paths }
}

import {
  type BpmnModel,
  type FlowNode as BpmnNode,
  event,
  gateway,
  processModel,
  sequenceFlow,
  task,
} from '../../model/bpmn.ts'
import type { GatewayGraph } from './gateway-graph.ts'

const gatewayType = { xor: 'exclusive', and: 'parallel', or: 'inclusive' } as const

/**
 * The graph as a BPMN process, node for node and edge for edge: activities as tasks, gateways as they are, inclusive joins among
 * them (Augusto et al. 2019, section 3.5). Ids are counted as a depth-first walk from the start meets the nodes. No diagram:
 * `layoutBpmn` gives one.
 */
export function gatewaysToBpmn(graph: GatewayGraph, name = ''): BpmnModel {
  const out: number[][] = graph.nodes.map(() => [])
  for (const [from, to] of graph.edges) out[from]!.push(to)
  const ids = new Map<number, string>()
  const counts = new Map<string, number>()
  const numbered = (prefix: string) => {
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
    return `${prefix}_${counts.get(prefix)}`
  }
  const order = depthFirst(graph, out)
  const nodes = order.map((node): BpmnNode => {
    const { kind, label } = graph.nodes[node]!
    const made =
      kind === 'start' || kind === 'end'
        ? event(kind, kind === 'start' ? 'startEvent' : 'endEvent')
        : kind === 'activity'
          ? task(numbered('task'), label!)
          : gateway(numbered(`${kind}_${out[node]!.length > 1 ? 'split' : 'join'}`), gatewayType[kind])
    ids.set(node, made.id)
    return made
  })
  let number = 0
  const flows = order.flatMap(from =>
    out[from]!.map(to => sequenceFlow(`flow_${++number}`, ids.get(from)!, ids.get(to)!)),
  )
  return processModel(name, { nodes, flows })
}

/** All nodes, those that the start leads to first. */
function depthFirst({ nodes }: GatewayGraph, out: readonly (readonly number[])[]): number[] {
  const start = nodes.findIndex(({ kind }) => kind === 'start')
  const seen = new Set<number>()
  const waiting = [...nodes.keys()].reverse()
  if (start >= 0) waiting.push(start)
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    waiting.push(...[...out[node]!].reverse())
  }
  return [...seen]
}

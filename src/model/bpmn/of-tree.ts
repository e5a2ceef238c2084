import { type BpmnModel, processModel } from '../bpmn.ts'
import type { ProcessTree } from '../process-tree.ts'
import { compactTree } from './compact-tree.ts'
import { GatewayGraph } from './gateway-graph.ts'

/**
 * A process tree as a BPMN process with the same language: choices and parallel parts between pairs of gateways, loops
 * from a split back to a join, no gateway that does nothing. No diagram: `layoutBpmn` gives one. O(size of the tree).
 */
export function bpmnOfTree(tree: ProcessTree, name = ''): BpmnModel {
  const graph = new GatewayGraph()
  graph.end(place(compactTree(tree), 'start', graph))
  const { nodes, flows } = graph.scope()
  return processModel(name, { nodes, flows })
}

/** Puts the tree behind a node; returns the node that ends it. */
function place(tree: ProcessTree, from: string, graph: GatewayGraph): string {
  if (tree.kind === 'silent') return from
  if (tree.kind === 'activity') return connected(graph, from, graph.task(tree.activity))
  if (tree.operator === '→') return tree.children.reduce((last, child) => place(child, last, graph), from)
  if (tree.operator === '↺') return placeLoop(tree.children[0]!, tree.children.slice(1), from, graph)
  const type = tree.operator === '×' ? 'exclusive' : 'parallel'
  const split = connected(graph, from, graph.gateway(type, 'split'))
  const ends = tree.children.map(child => place(child, split, graph))
  const join = graph.gateway(type, 'join')
  for (const end of ends) graph.connect(end, join)
  return join
}

function placeLoop(body: ProcessTree, redo: readonly ProcessTree[], from: string, graph: GatewayGraph): string {
  const join = connected(graph, from, graph.gateway('exclusive', 'join'))
  const split = graph.gateway('exclusive', 'split')
  graph.connect(place(body, join, graph), split)
  for (const again of redo) graph.connect(place(again, split, graph), join)
  return split
}

function connected(graph: GatewayGraph, from: string, to: string): string {
  graph.connect(from, to)
  return to
}

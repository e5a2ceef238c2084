import type { FlowNode } from '../../bpmn.ts'
import { called, Refusal, type ScopeGraph } from './scope-graph.ts'

/** An inclusive join with the split whose branches it ends: each flow out of the split with the flow into the join. */
export interface Block {
  readonly split: FlowNode
  readonly join: FlowNode
  readonly branches: ReadonlyMap<string, string>
}

/** The blocks that inclusive joins end. A join that ends none is refused: whether it waits would depend on all tokens. */
export function inclusiveBlocks(graph: ScopeGraph, reached: readonly FlowNode[]): Block[] {
  const joins = reached.filter(
    node => node.kind === 'gateway' && node.type === 'inclusive' && graph.in(node.id).length > 1,
  )
  return joins.map(join => {
    const branches = graph.in(join.id).length
    const splits = reached.filter(node => node !== join && graph.out(node.id).length === branches)
    // the block with the fewest nodes is the innermost
    const blocks = splits.flatMap(split => blockBetween(split, join, graph) ?? [])
    const [first, ...others] = blocks
    if (!first)
      throw new Refusal(
        `The inclusive gateway ${called(join)} does not end the branches of one split, each by one flow: what it waits for cannot be said in a bounded net.`,
      )
    return others.reduce((least, block) => (block.size < least.size ? block : least), first)
  })
}

function blockBetween(split: FlowNode, join: FlowNode, graph: ScopeGraph): (Block & { size: number })[] | null {
  const owner = new Map<string, string>()
  const branches = new Map<string, string>()
  for (const flow of graph.out(split.id)) {
    const region = flow.to === join.id ? new Set<string>() : regionFrom(flow.to, join.id, graph)
    for (const id of region) {
      if (id === split.id || owner.has(id) || graph.next(id).length === 0) return null
      owner.set(id, flow.id)
    }
    for (const id of region) {
      const outside = graph.previous(id).filter(before => !region.has(before))
      if (outside.length !== (id === flow.to ? 1 : 0) || outside.some(before => before !== split.id)) return null
    }
    const into = graph.in(join.id).filter(({ id, from }) => id === flow.id || region.has(from))
    if (into.length !== 1) return null
    branches.set(flow.id, into[0]!.id)
  }
  return new Set(branches.values()).size === branches.size ? [{ split, join, branches, size: owner.size }] : null
}

/** Nodes that tokens come to from `start` before they come to `end`. */
function regionFrom(start: string, end: string, graph: ScopeGraph): Set<string> {
  const region = new Set([start])
  for (const id of region) for (const next of graph.next(id)) if (next !== end) region.add(next)
  return region
}

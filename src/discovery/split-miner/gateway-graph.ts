/** A gateway splits where it has several ways out and joins where it has several ways in, never both. */
export type FlowKind = 'start' | 'end' | 'activity' | 'xor' | 'and' | 'or'

export interface FlowNode {
  readonly kind: FlowKind
  /** Of activities; null for others. */
  readonly label: string | null
}

/** Edges by number of node. Activities, start and end have at most one edge in and one out. */
export interface GatewayGraph {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly (readonly [number, number])[]
}

/** Nodes of the graph: activities, events and gateways. */
export const graphSize = (graph: GatewayGraph): number => graph.nodes.length

/** Control-flow complexity (J. Cardoso, 2005): an exclusive split counts its ways, an inclusive one 2^ways − 1, a parallel one 1. */
export function controlFlowComplexity(graph: GatewayGraph): number {
  const ways = new Array<number>(graph.nodes.length).fill(0)
  for (const [from] of graph.edges) ways[from]!++
  return graph.nodes.reduce((sum, { kind }, node) => {
    if (ways[node]! < 2) return sum
    return sum + (kind === 'xor' ? ways[node]! : kind === 'or' ? 2 ** ways[node]! - 1 : kind === 'and' ? 1 : 0)
  }, 0)
}

/** `▶→a a→+1 +1→b …`: × exclusive, + parallel, ○ inclusive, numbered by node; edges in order. For tests and docs. */
export function printGateways(graph: GatewayGraph): string {
  const signs = { xor: '×', and: '+', or: '○' } as const
  const name = (node: number) => {
    const { kind, label } = graph.nodes[node]!
    if (kind === 'start') return '▶'
    if (kind === 'end') return '■'
    return kind === 'activity' ? label! : `${signs[kind]}${node}`
  }
  return graph.edges.map(([from, to]) => `${name(from)}→${name(to)}`).join(' ')
}

/** A graph while it is built: gateways come in between nodes. */
export class GatewayGraphBuilder {
  readonly nodes: FlowNode[] = []
  edges: (readonly [number, number])[] = []

  node(kind: FlowKind, label: string | null = null): number {
    return this.nodes.push({ kind, label }) - 1
  }
  edge(from: number, to: number): void {
    this.edges.push([from, to])
  }
  out = (node: number): readonly number[] => this.edges.filter(([from]) => from === node).map(([, to]) => to)
  into = (node: number): readonly number[] => this.edges.filter(([, to]) => to === node).map(([from]) => from)
  /** Lets the edges out of `from` lead elsewhere; in their order. */
  replaceOut(from: number, targets: readonly number[]): void {
    this.edges = this.edges.filter(edge => edge[0] !== from)
    for (const target of targets) this.edge(from, target)
  }
  replaceInto(to: number, sources: readonly number[]): void {
    this.edges = this.edges.filter(edge => edge[1] !== to)
    for (const source of sources) this.edge(source, to)
  }

  /** Neighbouring gateways of one kind that both split, or both join, become one. Numbers are given anew. */
  build(): GatewayGraph {
    for (let merged = this.mergePair(); merged; merged = this.mergePair());
    const used = new Set(this.edges.flat())
    const number = new Map<number, number>()
    const nodes = this.nodes.filter((_, node) => used.has(node) && number.set(node, number.size))
    const edges = this.edges
      .map(([from, to]) => [number.get(from)!, number.get(to)!] as const)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    return { nodes, edges }
  }

  private mergePair(): boolean {
    const degree = (side: 0 | 1) => {
      const count = new Array<number>(this.nodes.length).fill(0)
      for (const edge of this.edges) count[edge[side]]!++
      return count
    }
    const [outs, ins] = [degree(0), degree(1)]
    const isSplit = (node: number) => outs[node]! > 1 && ins[node] === 1
    const isJoin = (node: number) => ins[node]! > 1 && outs[node] === 1
    const found = this.edges.find(([from, to]) => {
      const { kind } = this.nodes[from]!
      if (kind !== this.nodes[to]!.kind || !['xor', 'and', 'or'].includes(kind) || from === to) return false
      return (isSplit(from) && isSplit(to)) || (isJoin(from) && isJoin(to))
    })
    if (found === undefined) return false
    const [keep, drop] = found
    // two exclusive ways to one target are one
    const seen = new Set<string>()
    this.edges = this.edges
      .filter(edge => edge !== found)
      .map(([from, to]) => [from === drop ? keep : from, to === drop ? keep : to] as const)
      .filter(([from, to]) => {
        const key = `${from},${to}`
        return !seen.has(key) && seen.add(key)
      })
    return true
  }
}

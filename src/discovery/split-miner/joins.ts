import { commonDominator, type Dominators, dominators, isDominatedBy } from '../dominators.ts'
import type { GatewayGraphBuilder } from './gateway-graph.ts'

/**
 * Puts joins before nodes that several ways lead to. Ways that parted at a parallel split meet in a parallel join where
 * that split cannot be left otherwise: the join comes on every way from it to the end, and each of its ways leads there
 * alone. Where it can be, and wherever else some parallel split leads to both, they meet in an inclusive join; all others
 * in exclusive joins. Ways that parted last are
 * joined first; ways back of a loop last. For structured parts these are the joins that the refined process structure
 * tree of Augusto et al. 2019, section 3.5, gives.
 */
export function discoverJoins(builder: GatewayGraphBuilder, start: number, end: number): void {
  const { edges } = builder
  const forward = dominators(builder.nodes.length, edges, start)
  const turned = edges.map(([from, to]) => [to, from] as const)
  const backward = dominators(builder.nodes.length, turned, end)
  const nodes = builder.nodes.length
  const out: number[][] = builder.nodes.map(() => [])
  for (const [from, to] of edges) out[from]!.push(to)
  const together = parallelWays(builder, out)
  for (let node = 0; node < nodes; node++) {
    const sources = builder.into(node)
    if (sources.length < 2) continue
    const back = sources.filter(source => isDominatedBy(forward, source, node))
    const ahead = sources.filter(source => !back.includes(source))
    const joined = joinAhead(builder, node, ahead, { forward, backward, out, together })
    const all = [...(joined === null ? [] : [joined]), ...back]
    if (all.length === 1) {
      builder.replaceInto(node, all)
      continue
    }
    const gateway = builder.node('xor')
    for (const source of all) {
      detach(builder, source, node)
      builder.edge(source, gateway)
    }
    builder.replaceInto(node, [gateway])
  }
}

interface Structure {
  readonly forward: Dominators
  readonly backward: Dominators
  /** What followed each node before there were joins. */
  readonly out: readonly (readonly number[])[]
  /** Whether tokens may come to the first node from both others at a time. */
  readonly together: (node: number, a: number, b: number) => boolean
}

/** `at` is where the way stands in the tree of dominators, `from` the node that the edge comes from. */
interface Way {
  readonly at: number
  readonly from: number
  /** The nodes that the ways joined in it come from. */
  readonly sources: readonly number[]
}

/** The node that all ways ahead meet in. */
function joinAhead(
  builder: GatewayGraphBuilder,
  node: number,
  sources: readonly number[],
  { forward, backward, out, together }: Structure,
): number | null {
  let ways: readonly Way[] = sources.map(from => ({ at: from, from, sources: [from] }))
  while (ways.length > 1) {
    const meeting = deepestMeeting(ways, forward)
    const members = ways.filter(way => isDominatedBy(forward, way.at, meeting))
    const isSplit = builder.nodes[meeting]!.kind === 'and'
    const areTogether = members.some((way, w) =>
      members.slice(w + 1).some(other => way.sources.some(a => other.sources.some(b => together(node, a, b)))),
    )
    const isClosed = isDominatedBy(backward, meeting, node) && haveWaysOfTheirOwn(members, out[meeting]!, forward)
    const kind = isSplit ? (isClosed ? 'and' : 'or') : areTogether ? 'or' : 'xor'
    const gateway = builder.node(kind)
    for (const member of members) {
      detach(builder, member.from, node)
      builder.edge(member.from, gateway)
    }
    builder.edge(gateway, node)
    const joined = {
      at: meeting,
      from: gateway,
      sources: members.flatMap(way => way.sources),
    }
    ways = [...ways.filter(way => !members.includes(way)), joined]
  }
  return ways[0]?.from ?? null
}

/** Whether each member comes through another one of the ways out of a split, and through it alone. */
function haveWaysOfTheirOwn(members: readonly Way[], ways: readonly number[], forward: Dominators): boolean {
  const own = members.map(({ at }) => ways.find(way => isDominatedBy(forward, at, way)))
  return own.every(way => way !== undefined) && new Set(own).size === own.length
}

/** Whether tokens may come to `node` from a and from b at a time: two ways out of one parallel split lead there. */
function parallelWays(
  builder: GatewayGraphBuilder,
  out: readonly (readonly number[])[],
): (node: number, a: number, b: number) => boolean {
  const key = (from: number, to: number) => from * out.length + to
  /** Edges that a way leads over, without passing the split again. */
  const edgesOf = (split: number, way: number) => {
    const edges = new Set([key(split, way)])
    const seen = new Set([way])
    for (const from of seen)
      for (const to of from === split ? [] : out[from]!) {
        edges.add(key(from, to))
        seen.add(to)
      }
    return edges
  }
  const splits = builder.nodes.flatMap(({ kind }, split) =>
    kind === 'and' ? [out[split]!.map(way => edgesOf(split, way))] : [],
  )
  return (node, a, b) =>
    splits.some(ways =>
      ways.some((way, w) => way.has(key(a, node)) && ways.some((other, o) => o !== w && other.has(key(b, node)))),
    )
}

function deepestMeeting(ways: readonly Way[], forward: Dominators): number {
  let best = -1
  for (const [w, way] of ways.entries())
    for (const other of ways.slice(w + 1)) {
      const meeting = commonDominator(forward, way.at, other.at)
      const isDeeper = best < 0 || forward.depth[meeting]! > forward.depth[best]!
      if (isDeeper || (forward.depth[meeting] === forward.depth[best] && meeting < best)) best = meeting
    }
  return best
}

const detach = (builder: GatewayGraphBuilder, from: number, to: number): void => {
  builder.edges = builder.edges.filter(edge => edge[0] !== from || edge[1] !== to)
}

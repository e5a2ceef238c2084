import type { GatewayGraph } from './gateway-graph.ts'

/**
 * Whether a graph of gateways has the trace, by moving tokens over its edges: one token after the start; an activity and an
 * exclusive gateway take one token, parallel gateways one of every edge, inclusive joins one of some edges; it is over when one
 * token stands before the end and no other anywhere. undefined: more than `limit` states did not tell.
 */
export function naiveAccepts(graph: GatewayGraph, trace: readonly string[], limit = 4000): boolean | undefined {
  const edges = graph.edges.map(([from, to], edge) => ({ from, to, edge }))
  const into = (node: number) => edges.filter(({ to }) => to === node).map(({ edge }) => edge)
  const out = (node: number) => edges.filter(({ from }) => from === node).map(({ edge }) => edge)
  const find = (kind: string) => graph.nodes.findIndex(node => node.kind === kind)
  const subsets = (list: readonly number[]): number[][] =>
    list
      .reduce<number[][]>((all, one) => all.concat(all.map(set => set.concat(one))), [[]])
      .filter(set => set.length > 0)
  /** What a node takes and puts, in every way it can. */
  const firings = graph.nodes.flatMap(({ kind, label }, node) => {
    const [ins, outs] = [into(node), out(node)]
    if (kind === 'start' || kind === 'end') return []
    const taken = kind === 'and' ? [ins] : kind === 'or' ? subsets(ins) : ins.map(edge => [edge])
    const put = kind === 'xor' ? outs.map(edge => [edge]) : [outs]
    return taken.flatMap(takes => put.map(puts => ({ label, takes, puts })))
  })
  const empty = edges.map(() => 0)
  const plus = (tokens: readonly number[], at: readonly number[], by: number) =>
    tokens.map((count, edge) => count + (at.includes(edge) ? by : 0))
  const final = plus(empty, into(find('end')), 1).join()
  const open = [{ position: 0, tokens: plus(empty, out(find('start')), 1) }]
  const seen = new Set([`0 ${open[0]!.tokens}`])
  for (let state = open.pop(); state; state = open.pop()) {
    const { position, tokens } = state
    if (position === trace.length && tokens.join() === final) return true
    if (seen.size > limit) return undefined
    for (const { label, takes, puts } of firings) {
      if (label !== null && label !== trace[position]) continue
      if (takes.some(edge => tokens[edge] === 0)) continue
      const next = { position: position + (label === null ? 0 : 1), tokens: plus(plus(tokens, takes, -1), puts, 1) }
      const key = `${next.position} ${next.tokens}`
      if (seen.has(key)) continue
      seen.add(key)
      open.push(next)
    }
  }
  return false
}

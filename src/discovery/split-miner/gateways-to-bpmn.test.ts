import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { variantLog } from '../../log/variant-log.ts'
import { netOfBpmn } from '../../model/bpmn/to-net/net-of-bpmn.ts'
import type { BpmnModel } from '../../model/bpmn.ts'
import { netLanguage } from '../../model/play-out-net.ts'
import { logOf } from '../oracle.fixture.ts'
import { GatewayGraphBuilder } from './gateway-graph.ts'
import { gatewaysToBpmn } from './gateways-to-bpmn.ts'
import { gatewaysToPetriNet } from './gateways-to-petri-net.ts'
import { splitMiner } from './split-miner.ts'

/** Flows as `a→×`, tasks by name, gateways by the sign of their type. */
const flowsOf = ({ processes: [process] }: BpmnModel) => {
  const signs: Readonly<Record<string, string>> = { exclusive: '×', parallel: '+', inclusive: '○' }
  const names = new Map(
    process!.nodes.map(node => [node.id, node.kind === 'gateway' ? signs[node.type] : node.name || node.id]),
  )
  return process!.flows.map(({ from, to }) => `${names.get(from)}→${names.get(to)}`)
}

describe('the gateways of the Split Miner as BPMN', () => {
  test('are those of the graph, one by one', () => {
    const bpmn = gatewaysToBpmn(splitMiner(variantLog('a b c d *3 | a c b d *3 | a e d *3')))
    expect(flowsOf(bpmn).sort()).toEqual('a→× b→+ c→+ d→end e→× start→a +→b +→c ×→e ×→+ +→× ×→d'.split(' ').sort())
    expect(bpmn.processes[0]!.nodes.map(({ id }) => id).slice(0, 3)).toEqual(['start', 'task_1', 'xor_split_1'])
  })
  test('keep inclusive joins', () => {
    const builder = new GatewayGraphBuilder()
    const [start, end] = [builder.node('start'), builder.node('end')]
    const [split, join] = [builder.node('and'), builder.node('or')]
    builder.edge(start, split)
    for (const label of ['a', 'b']) {
      const way = builder.node('activity', label)
      builder.edge(split, way)
      builder.edge(way, join)
    }
    builder.edge(join, end)
    const bpmn = gatewaysToBpmn(builder.build())
    expect(flowsOf(bpmn)).toEqual(['start→+', '+→a', '+→b', 'a→○', '○→end', 'b→○'])
    // the join ends the ways of one split: it waits for both, although the net of the graph need not
    const net = netOfBpmn(bpmn)
    expect(net.ok && netLanguage(net.value.net, { length: 3 })).toEqual({
      ok: true,
      value: [
        ['a', 'b'],
        ['b', 'a'],
      ],
    })
  })
  test('of empty traces nothing is left but start and end', () => {
    expect(flowsOf(gatewaysToBpmn(splitMiner(variantLog(''))))).toEqual(['start→end'])
  })
  test('whatever the log: as many nodes and flows as the graph has, and without inclusive joins the language of its net', () => {
    const trace = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 6 })
    let compared = 0
    fc.assert(
      fc.property(fc.array(trace, { minLength: 1, maxLength: 6 }), fc.constantFrom(0, 0.4, 1), (given, eta) => {
        const graph = splitMiner(logOf(given.map(one => [one, 1])), { eta })
        const bpmn = gatewaysToBpmn(graph)
        const { nodes, flows } = bpmn.processes[0]!
        expect([nodes.length, flows.length]).toEqual([graph.nodes.length, graph.edges.length])
        if (graph.nodes.some(({ kind }) => kind === 'or')) return
        const bounds = { length: 5, traces: 2000, states: 20_000 }
        const [own, other] = [netOfBpmn(bpmn), netLanguage(gatewaysToPetriNet(graph), bounds)]
        if (!own.ok || !other.ok) return
        expect(netLanguage(own.value.net, bounds)).toEqual(other)
        compared++
      }),
      { numRuns: 150, seed: 33 },
    )
    expect(compared).toBeGreaterThan(50)
  })
})

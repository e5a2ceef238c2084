import { compareText } from '../../base/sort.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { inNameOrder } from '../in-name-order.ts'
import { pruneConcurrency } from './concurrency.ts'
import { filterArcs } from './filter.ts'
import { type GatewayGraph, GatewayGraphBuilder } from './gateway-graph.ts'
import { discoverJoins } from './joins.ts'
import { discoverSplits } from './splits.ts'

export interface SplitMinerOptions {
  /** Quantile of the strongest arcs of each activity above which other arcs are kept, 0..1; 1: only the best ways. Default 0.4. */
  readonly eta?: number
  /** Imbalance below which two activities that follow each other are concurrent, 0..1. Default 0.1. */
  readonly epsilon?: number
}

/**
 * A simple and precise model: the directly-follows graph without concurrent and rare arcs, gateways put in.
 * A. Augusto, R. Conforti, M. Dumas, M. La Rosa, A. Polyvyanyy, Split miner: automated discovery of accurate and simple
 * business process models from event logs, 2019. Every activity lies on a way from start to end; where concurrent ways
 * leave their split otherwise, joins are inclusive. Ties go by name. O(symbols + activities³). Empty traces are not shown.
 */
export function splitMiner(log: VariantLog, options: SplitMinerOptions = {}): GatewayGraph {
  const pruned = pruneConcurrency(inNameOrder(log), options.epsilon ?? 0.1)
  const { activities, size, selfLoops } = pruned
  const builder = new GatewayGraphBuilder()
  for (const activity of activities) builder.node('activity', activity)
  const start = builder.node('start')
  const end = builder.node('end')
  for (const at of filterArcs(pruned, options.eta ?? 0.4)) builder.edge(Math.floor(at / size), at % size)
  const isConcurrent = (a: number, b: number) => a < size && b < size && pruned.concurrent[a * size + b] === 1
  for (let node = 0; node < size; node++) discoverSplits(builder, node, isConcurrent)
  discoverJoins(builder, start, end)
  activities.forEach((_, activity) => {
    if (selfLoops[activity]) addSelfLoop(builder, activity)
  })
  return builder.build()
}

function addSelfLoop(builder: GatewayGraphBuilder, activity: number): void {
  const [join, split] = [builder.node('xor'), builder.node('xor')]
  for (const source of builder.into(activity)) builder.edge(source, join)
  for (const target of builder.out(activity)) builder.edge(split, target)
  builder.replaceInto(activity, [join])
  builder.replaceOut(activity, [split])
  builder.edge(split, join)
}

/** Labels of the graph's activities, in order of names. */
export const graphActivities = (graph: GatewayGraph): readonly string[] =>
  graph.nodes.flatMap(({ label }) => label ?? []).sort(compareText)

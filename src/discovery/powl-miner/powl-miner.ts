import type { VariantLog } from '../../log/variant-log.ts'
import type { Powl } from '../../model/powl.ts'
import type { ProcessTree } from '../../model/process-tree.ts'
import { inNameOrder } from '../in-name-order.ts'
import { splitConcurrency } from '../inductive-miner/concurrency.ts'
import { findCut, hasCut, splitBy } from '../inductive-miner/cuts.ts'
import { fallThrough } from '../inductive-miner/fall-through.ts'
import { localGraph, TraceBag, type WeightedTraces } from '../inductive-miner/traces.ts'
import { partialOrderCut } from './partial-order.ts'

/**
 * A sound model that replays the whole log, with parts in partial order where the inductive miner has only sequences and
 * parallel parts. H. Kourani, S. van Zelst, 2023; H. Kourani, D. Schuster, W. van der Aalst, 2024. Cuts: choice and
 * sequence, partial order, then the others of the inductive miner and its fall-throughs: a sequence first, since inside of
 * one a loop looks like two parts in any order. Ties go by name.
 */
export function powlMiner(log: VariantLog): Powl {
  const { activities, offsets, symbols, cases } = inNameOrder(log)
  const bag = new TraceBag()
  for (let v = 0; v < cases.length; v++) bag.add(Array.from(symbols.subarray(offsets[v]!, offsets[v + 1]!)), cases[v]!)
  return mine(bag, symbol => activities[symbol]!)
}

const silent: Powl = { kind: 'silent' }

function mine(log: WeightedTraces, name: (symbol: number) => string): Powl {
  const empty = log.traces.findIndex(trace => trace.length === 0)
  const filled = empty < 0 ? log : without(log, empty)
  if (filled.traces.length === 0) return silent
  const model = mineFilled(filled, name)
  return empty < 0 ? model : { kind: 'operator', operator: '×', children: [silent, model] }
}

function mineFilled(log: WeightedTraces, name: (symbol: number) => string): Powl {
  if (log.traces.length === 1 && log.traces[0]!.length === 1)
    return { kind: 'activity', activity: name(log.traces[0]![0]!) }
  const graph = localGraph(log)
  const parts = (of: readonly WeightedTraces[]) => of.map(part => mine(part, name))
  const cut = findCut(graph)
  const order = cut?.operator === '×' || cut?.operator === '→' ? null : partialOrderCut(log, graph)
  if (order) return { kind: 'order', children: parts(splitConcurrency(log, order.parts)), before: order.before }
  if (cut) return combined(cut.operator, parts(splitBy(log, cut)))
  const rest = fallThrough(log, graph, name, hasCut)
  return combined(
    rest.operator,
    rest.parts.map(part => ('traces' in part ? mine(part, name) : ofTree(part))),
  )
}

function combined(operator: '→' | '×' | '∧' | '↺', children: readonly Powl[]): Powl {
  if (operator === '×' || operator === '↺') return { kind: 'operator', operator, children }
  const before = operator === '∧' ? [] : children.slice(1).map((_, c) => [c, c + 1] as const)
  return { kind: 'order', children, before }
}

function ofTree(tree: ProcessTree): Powl {
  return tree.kind === 'operator' ? combined(tree.operator, tree.children.map(ofTree)) : tree
}

function without({ traces, cases }: WeightedTraces, at: number): WeightedTraces {
  return { traces: traces.filter((_, t) => t !== at), cases: cases.filter((_, t) => t !== at) }
}

import type { VariantLog } from '../../log/variant-log.ts'
import type { Powl } from '../../model/powl.ts'
import { foldTree, type ProcessTree } from '../../model/process-tree.ts'
import { type Growth, grow, unwatched, type Watch } from '../grow.ts'
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
export function powlMiner(log: VariantLog, watch: Watch = unwatched): Powl {
  const { activities, offsets, symbols, cases } = inNameOrder(log)
  const bag = new TraceBag()
  for (let v = 0; v < cases.length; v++) bag.add(Array.from(symbols.subarray(offsets[v]!, offsets[v + 1]!)), cases[v]!)
  const name = (symbol: number) => activities[symbol]!
  const growth = (part: Part): Grown => ('traces' in part ? mine(part, name, watch) : { model: ofTree(part) })
  return grow<Part, Powl>(bag, growth, part => ('traces' in part ? part.traces.length : 0), watch)
}

/** Traces that are still to be mined, or a tree as it stands. */
type Part = WeightedTraces | ProcessTree
type Grown = Growth<Part, Powl>
const silent: Powl = { kind: 'silent' }

function mine(log: WeightedTraces, name: (symbol: number) => string, watch: Watch): Grown {
  const empty = log.traces.findIndex(trace => trace.length === 0)
  const filled = empty < 0 ? log : without(log, empty)
  if (filled.traces.length === 0) return { model: silent }
  if (empty < 0) return mineFilled(filled, name, watch)
  return { parts: [filled], made: ([model]) => ({ kind: 'operator', operator: '×', children: [silent, model!] }) }
}

function mineFilled(log: WeightedTraces, name: (symbol: number) => string, watch: Watch): Grown {
  if (log.traces.length === 1 && log.traces[0]!.length === 1)
    return { model: { kind: 'activity', activity: name(log.traces[0]![0]!) } }
  const graph = localGraph(log)
  const cut = findCut(graph)
  const order = cut?.operator === '×' || cut?.operator === '→' ? null : partialOrderCut(log, graph)
  if (order)
    return {
      parts: splitConcurrency(log, order.parts),
      made: children => ({ kind: 'order', children, before: order.before }),
    }
  if (cut) return { parts: splitBy(log, cut), made: children => combined(cut.operator, children) }
  const rest = fallThrough(log, graph, name, one => {
    watch.cancel.throwIfCancelled()
    return hasCut(one)
  })
  return { parts: rest.parts, made: children => combined(rest.operator, children) }
}

function combined(operator: '→' | '×' | '∧' | '↺', children: readonly Powl[]): Powl {
  if (operator === '×' || operator === '↺') return { kind: 'operator', operator, children }
  const before = operator === '∧' ? [] : children.slice(1).map((_, c) => [c, c + 1] as const)
  return { kind: 'order', children, before }
}

const ofTree = (tree: ProcessTree): Powl =>
  foldTree<Powl>(tree, (part, children) => (part.kind === 'operator' ? combined(part.operator, children) : part))

function without({ traces, cases }: WeightedTraces, at: number): WeightedTraces {
  return { traces: traces.filter((_, t) => t !== at), cases: cases.filter((_, t) => t !== at) }
}

import type { TreeOperator } from '../../model/process-tree.ts'
import { type ArcLists, arcLists, isStronglyConnected } from './arc-lists.ts'
import { concurrencyCut, splitConcurrency } from './concurrency.ts'
import { exclusiveChoiceCut, splitChoice } from './exclusive-choice.ts'
import { loopCut, splitLoop } from './loop.ts'
import { sequenceCut, splitSequence } from './sequence.ts'
import type { LocalGraph, WeightedTraces } from './traces.ts'

export interface Cut {
  readonly operator: TreeOperator
  readonly parts: readonly (readonly number[])[]
}

const kinds = [
  { operator: '×', find: exclusiveChoiceCut, split: splitChoice },
  { operator: '→', find: sequenceCut, split: splitSequence },
  { operator: '∧', find: concurrencyCut, split: splitConcurrency },
  { operator: '↺', find: loopCut, split: splitLoop },
] as const

/** The first cut that fits, in the order of Leemans 2013: choice, sequence, parallel, loop. */
export const findCut = (graph: LocalGraph): Cut | null => cutOf(arcLists(graph))

export function cutOf(graph: ArcLists): Cut | null {
  const isOne = isStronglyConnected(graph)
  for (const { operator, find } of kinds) {
    if (isOne && (operator === '×' || operator === '→')) continue
    const parts = find(graph)
    if (parts) return { operator, parts }
  }
  return null
}

/** Whether any fits. */
export const hasCut = (graph: ArcLists): boolean => cutOf(graph) !== null

export const splitBy = (log: WeightedTraces, cut: Cut): readonly WeightedTraces[] =>
  kinds.find(kind => kind.operator === cut.operator)!.split(log, cut.parts)

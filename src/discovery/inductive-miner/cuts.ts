import type { TreeOperator } from '../../model/process-tree.ts'
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
export function findCut(graph: LocalGraph): Cut | null {
  for (const { operator, find } of kinds) {
    const parts = find(graph)
    if (parts) return { operator, parts }
  }
  return null
}

export const splitBy = (log: WeightedTraces, cut: Cut): readonly WeightedTraces[] =>
  kinds.find(kind => kind.operator === cut.operator)!.split(log, cut.parts)

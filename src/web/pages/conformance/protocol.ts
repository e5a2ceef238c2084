import type { BaselineModel } from '../../../analyses/models/baseline-model.ts'
import type { ConformanceCheck } from '../../../analyses/models/conformance-check.ts'
import type { ConformanceQuestion } from '../../../analyses/models/conformance-question.ts'
import type { MinerSettings } from '../../../analyses/models/mined-model.ts'
import type { Pool } from '../../../analyses/models/pools.ts'
import type { ConcentratedValue } from '../../../analyses/models/where-concentrated.ts'
import type { ProgressReport } from '../../../base/platform.ts'
import type { Result } from '../../../base/result.ts'
import type { Ask, Question } from '../../../log/engine.ts'
import type { Filter } from '../../../log/filter.ts'
import type { LabelMapping } from '../../../model/index.ts'
import type { Trouble } from '../../engine/protocol.ts'

/** A model in every way that the page needs, and what its labels stand for where nobody said so yet. */
export interface Prepared {
  readonly model: BaselineModel
  readonly proposed: LabelMapping
  /** Of a file with several pools: all of them, and which one this is. */
  readonly pools: readonly Pool[]
  readonly pool: string | null
}

/** What a worker is asked, once; whoever wants no answer any more ends the worker. */
export type Task =
  | { readonly kind: 'mine'; readonly ask: Ask; readonly settings: MinerSettings }
  | {
      readonly kind: 'read'
      readonly text: string | Uint8Array
      readonly name: string
      readonly ask: Ask
      /** Id of the process that is checked, of a file with several pools; absent: the one that fits the log best. */
      readonly pool?: string
    }
  | { readonly kind: 'check'; readonly ask: Ask; readonly question: Partial<ConformanceQuestion> }
  | { readonly kind: 'concentrated'; readonly ask: Ask; readonly inside: Filter; readonly named: readonly string[] }
export interface Answers {
  readonly mine: Result<Prepared>
  readonly read: Result<Prepared>
  readonly check: Result<ConformanceCheck>
  readonly concentrated: Result<readonly ConcentratedValue[]>
}

/** To the worker: the task first, then what the engine answered to its questions. */
export type ToWorker =
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'trouble'; readonly id: number; readonly error: Trouble }
/** From the worker: questions for the engine, how far it is, and at last what it found. */
export type FromWorker =
  | { readonly kind: 'question'; readonly id: number; readonly question: Question; readonly params: unknown }
  | { readonly kind: 'progress'; readonly report: ProgressReport }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: Trouble }

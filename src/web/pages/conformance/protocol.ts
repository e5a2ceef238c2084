import type { BaselineModel } from '../../../analyses/models/baseline-model.ts'
import type { ConformanceCheck } from '../../../analyses/models/conformance-check.ts'
import type { ConformanceQuestion } from '../../../analyses/models/conformance-question.ts'
import type { HeldStatements, StatementsSettings } from '../../../analyses/models/held-statements.ts'
import type { MinerSettings } from '../../../analyses/models/mined-model.ts'
import type { Pool } from '../../../analyses/models/pools.ts'
import type { StatementsCheck } from '../../../analyses/models/statements-check.ts'
import type { ConcentratedValue } from '../../../analyses/models/where-concentrated.ts'
import type { ProgressReport } from '../../../base/platform.ts'
import type { Result } from '../../../base/result.ts'
import type { Ask, Question } from '../../../log/engine.ts'
import type { Filter } from '../../../log/filter.ts'
import type { LabelMapping } from '../../../model/index.ts'
import type { Trouble } from '../../engine/protocol.ts'

/** A model in every way that the page needs, and what its labels stand for where nobody said so yet. */
export interface Prepared {
  readonly kind: 'flow'
  readonly model: BaselineModel
  readonly proposed: LabelMapping
  /** Of a file with several pools: all of them, and which one this is. */
  readonly pools: readonly Pool[]
  readonly pool: string | null
}

/** Statements instead of a flow: constraints, a log skeleton, or a temporal profile. */
export interface PreparedStatements {
  readonly kind: 'statements'
  readonly held: HeldStatements
}
export type Source = Prepared | PreparedStatements

/** What a worker is asked, once; whoever wants no answer any more ends the worker. */
export type Task =
  | { readonly kind: 'mine'; readonly ask: Ask; readonly settings: MinerSettings | StatementsSettings }
  | {
      readonly kind: 'read'
      readonly text: string | Uint8Array
      readonly name: string
      readonly ask: Ask
      /** Id of the process that is checked, of a file with several pools; absent: the one that fits the log best. */
      readonly pool?: string
    }
  | { readonly kind: 'check'; readonly ask: Ask; readonly question: Partial<ConformanceQuestion> }
  | {
      readonly kind: 'statements'
      readonly ask: Ask
      readonly text: string
      /** Standard deviations beyond which a time is unusual. */
      readonly far: number
    }
  | { readonly kind: 'concentrated'; readonly ask: Ask; readonly inside: Filter; readonly named: readonly string[] }
export interface Answers {
  readonly mine: Result<Source>
  readonly read: Result<Source>
  readonly check: Result<ConformanceCheck>
  readonly statements: Result<StatementsCheck>
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

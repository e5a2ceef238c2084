import type { Cancel } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import { discoverDeclare, logSkeleton, temporalProfile } from '../../discovery/index.ts'
import { modelJson } from '../../formats/models/model-json.ts'
import { modelText } from '../../formats/models/model-text.ts'
import { writeModel } from '../../formats/models/open-model.ts'
import {
  holdsStatements,
  readStatements,
  type Statements,
  writeStatements,
} from '../../formats/models/statements-json.ts'
import type { Ask, Engine } from '../../log/engine.ts'
import { variantLogOf } from '../../log/variant-log.ts'
import type { DeclareModel } from '../../model/declare.ts'
import { NO_EVENT } from './miners.ts'
import { modelOfText } from './model-text.ts'
import { timedCases } from './timed-cases.ts'

/** What a log is held against statement by statement, and is no flow. */
export type CaseStatements =
  | { readonly kind: 'declare'; readonly declare: DeclareModel }
  | Exclude<Statements, { kind: 'footprints' }>

/** Such statements as text that can be kept and asked about. Plain data. */
export interface HeldStatements {
  readonly kind: CaseStatements['kind']
  /** As a file of a known format says it. */
  readonly text: string
  /** How many there are. */
  readonly statements: number
  /** What reading it met; sentences. */
  readonly notes: readonly string[]
}

/** Where statements come from if there is no file of them; shares 0..1. */
export type StatementsSettings =
  | { readonly miner: 'declare'; readonly support: number; readonly confidence: number }
  | { readonly miner: 'log-skeleton'; readonly noise: number }
  | { readonly miner: 'temporal-profile' }

/**
 * The statements of a text; null: it holds a flow, or nothing that is known. Refuses footprints, which say nothing of a single case.
 * Throws `FormatError` where the statements are broken.
 */
export function statementsIn(text: string, name: string): Result<CaseStatements & { notes: readonly string[] }> | null {
  if (holdsStatements(text)) {
    const found = readStatements(text)
    return found.kind === 'footprints'
      ? notApplicable('Footprints say nothing of single cases.')
      : ok({ ...found, notes: [] })
  }
  const { model, problems } = modelOfText(text, name)
  if (model.kind !== 'declare') return null
  return ok({ kind: 'declare', declare: model.declare, notes: problems.map(({ message }) => message) })
}

/** The same of a file of any format. */
export function readHeld(bytes: Uint8Array | string, name: string): Result<HeldStatements> | null {
  const text = typeof bytes === 'string' ? bytes : modelText(bytes)
  const found = statementsIn(text, name)
  if (found === null || !found.ok) return found
  return ok({ kind: found.value.kind, text, statements: countOf(found.value), notes: found.value.notes })
}

/** What nearly all cases under a question keep to. */
export async function mineHeld(
  engine: Engine,
  ask: Ask,
  settings: StatementsSettings,
  cancel: Cancel,
): Promise<Result<HeldStatements>> {
  if (settings.miner === 'temporal-profile') {
    const cases = await timedCases(engine, ask, cancel)
    return held({ kind: 'temporal-profile', profile: temporalProfile([cases]) })
  }
  const log = variantLogOf((await engine.variants(ask, cancel)).variants)
  if (log.symbols.length === 0) return notApplicable(NO_EVENT)
  if (settings.miner === 'log-skeleton')
    return held({ kind: 'log-skeleton', skeleton: logSkeleton(log, settings.noise) })
  const constraints = discoverDeclare(log, { minSupport: settings.support, minConfidence: settings.confidence })
  return held({ kind: 'declare', declare: { activities: log.activities, constraints } })
}

function held(found: CaseStatements): Result<HeldStatements> {
  const text = found.kind === 'declare' ? decodeUtf8(writeModel(found, modelJson).bytes) : writeStatements(found)
  return ok({ kind: found.kind, text, statements: countOf(found), notes: [] })
}

function countOf(found: CaseStatements): number {
  if (found.kind === 'declare') return found.declare.constraints.length
  if (found.kind === 'temporal-profile') return found.profile.relations.length
  const { activities, frequencies, ...relations } = found.skeleton
  return Object.values(relations).reduce((sum, pairs) => sum + pairs.length, activities.length)
}

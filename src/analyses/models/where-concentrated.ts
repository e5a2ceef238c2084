import { RequestError } from '../../base/errors.ts'
import type { Cancel } from '../../base/platform.ts'
import { notApplicable, ok, type Result } from '../../base/result.ts'
import { concentrations, judged } from '../../compliance/index.ts'
import type { Ask, Engine, LogDescription } from '../../log/engine.ts'
import type { Filter } from '../../log/filter.ts'
import { askedLog } from '../asked-log.ts'
import { under } from '../words.ts'

/** A value whose cases belong to a group more often than the other cases do. Shares are 0..1. */
export interface ConcentratedValue {
  readonly attribute: string
  /** case: the value of the case; event: some event of the case has it. */
  readonly scope: 'case' | 'event'
  readonly value: string
  /** Cases with the value, those of them in the group, and their share; then the same of the cases without it. */
  readonly cases: number
  readonly inside: number
  readonly share: number
  readonly otherCases: number
  readonly otherInside: number
  readonly otherShare: number
  /** `share / otherShare`; null: no other case is in the group. */
  readonly ratio: number | null
  /** Cohen's h (1988). */
  readonly effect: number
  /** Corrected for all values that were tested (Benjamini & Hochberg 1995). */
  readonly q: number
}

/** Attributes that people are grouped by: concentrations in them would point at few. */
export interface ConcentrationChoice {
  readonly level?: number
  readonly limit?: number
  /** Activities of which it is clear that they go with the group. */
  readonly named?: readonly string[]
}

/**
 * In which attribute values the cases that a filter keeps concentrate: texts and flags of cases and events with at most 200 values that
 * are not about people, and activities. `inside` is appended to the asked filter: the `evidence` of a deviation. Refused where the person
 * gate lists no cases. O(events × such attributes).
 */
export async function whereConcentrated(
  engine: Engine,
  ask: Ask,
  inside: Filter,
  cancel: Cancel,
  { level = 0.05, limit = 20, named = [] }: ConcentrationChoice = {},
): Promise<Result<readonly ConcentratedValue[]>> {
  try {
    const description = await engine.describe({ log: ask.log }, cancel)
    const ids = await caseIds(engine, under(ask, ...inside), cancel)
    const { log } = await askedLog(engine, ask, description, new Set(), groupable(description), cancel)
    const group = judged(log.caseCount, c => ids.has(log.caseIds.text(c)), named)
    const [found] = concentrations(log, [group], { level, limit })
    return ok(
      found!.map(({ attribute, scope, value, cases, violated, otherCases, otherViolated, effect, p }) => ({
        ...{ attribute, scope, value, cases, inside: violated, share: violated / cases },
        ...{ otherCases, otherInside: otherViolated, otherShare: otherViolated / otherCases },
        ratio: otherViolated === 0 ? null : violated / cases / (otherViolated / otherCases),
        effect,
        q: p,
      })),
    )
  } catch (error) {
    if (error instanceof RequestError && error.code === 'refused') return notApplicable(error.message)
    throw error
  }
}

/** Attributes in whose values cases may concentrate. */
export const groupable = ({ attributes, resourceKey }: LogDescription) =>
  attributes.filter(
    ({ key, type, personal, distinct }) =>
      personal === 'none' &&
      key !== resourceKey &&
      (type === 'boolean' || (type === 'string' && distinct !== null && distinct <= 200)),
  )

const PAGE = 20_000

async function caseIds(engine: Engine, ask: Ask, cancel: Cancel): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await engine.cases({ ...ask, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }, cancel)
    for (const id of page.id) ids.add(id)
    cursor = page.next
  } while (cursor !== undefined)
  return ids
}

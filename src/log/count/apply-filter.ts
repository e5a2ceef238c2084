import { RequestError } from '../../base/errors.ts'
import type { Calendar } from '../calendar.ts'
import { type Clause, clauseKinds, isEventClause } from '../filter.ts'
import { caseTest } from './case-clauses.ts'
import { clockOf } from './clock.ts'
import { type Entries, selectCases } from './entries.ts'
import { applyEventClause } from './event-clauses.ts'
import { byPieces, type Pace } from './pace.ts'

/** One clause applied to the log that the ones before left (semantics 10). */
export async function applyClause(
  entries: Entries,
  clause: Clause,
  calendar: Calendar | null,
  pace: Pace,
): Promise<Entries> {
  if (!clauseKinds.includes(clause.kind))
    throw new RequestError(`There is no clause "${String(clause.kind)}". The kinds are ${clauseKinds.join(', ')}.`)
  if (isEventClause(clause)) return applyEventClause(entries, clause, pace)
  const timed = clause.kind === 'performance' || clause.kind === 'follows'
  const matches = await caseTest(entries, clause, await clockOf(entries, timed ? calendar : null, pace), pace)
  const keep = new Uint8Array(entries.cases.length)
  const wanted = clause.not !== true
  await byPieces(entries, pace, (a, b) => {
    for (let k = a; k < b; k++) if (matches(k) === wanted) keep[k] = 1
  })
  return selectCases(entries, keep)
}

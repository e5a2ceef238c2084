import { Bitset } from '../../base/bitset.ts'
import { type Cancel, never, type Platform } from '../../base/platform.ts'
import type { View } from '../engine.ts'
import type { EventLog } from '../event-log.ts'
import type { Filter } from '../filter.ts'
import { regroup } from '../regroup.ts'
import { subLog } from '../sub-log.ts'
import { applyClause } from './apply-filter.ts'
import { allEntries } from './entries.ts'
import { pace } from './pace.ts'
import { pairStarts } from './pairing.ts'
import { see } from './seen.ts'

/**
 * The cases and events that a filter keeps under a view, as a log of their own, to be written. Questions about it give
 * what the same questions give under the filter (at level `instance` starts and completes are paired anew).
 * `RequestError` where a clause names what the log has not.
 */
export async function filteredLog(
  whole: EventLog,
  view: View,
  filter: Filter,
  platform: Platform,
  cancel: Cancel = never,
): Promise<EventLog> {
  const steps = pace(platform, cancel)
  const log = view.caseNotion === null ? whole : regroup(whole, view.caseNotion).log
  const pairs = view.level === 'instance' && log.start === null ? await pairStarts(log, steps) : null
  let entries = allEntries(await see(log, view, pairs, steps))
  for (const clause of filter)
    if (clause.off !== true) entries = await applyClause(entries, clause, view.calendar, steps)
  const cases = new Bitset(log.caseCount)
  const rows = new Bitset(log.eventCount)
  const { rowFrom, rowTo, rowIds } = entries
  for (let k = 0; k < entries.cases.length; k++) {
    cases.add(entries.cases[k]!)
    for (let at = rowFrom[k]!; at < rowTo[k]!; at++) rows.add(rowIds === null ? at : rowIds[at]!)
  }
  return subLog(log, cases, rows)
}

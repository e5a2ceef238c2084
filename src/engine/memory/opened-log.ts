import { canonicalJson } from '../../base/json.ts'
import type { Cancel, Platform } from '../../base/platform.ts'
import { applyClause } from '../../log/count/apply-filter.ts'
import { allEntries, type Entries } from '../../log/count/entries.ts'
import { type Pace, pace } from '../../log/count/pace.ts'
import { type Pairs, pairStarts } from '../../log/count/pairing.ts'
import { type Seen, see } from '../../log/count/seen.ts'
import { SharedWork } from '../../log/count/shared-work.ts'
import { offsetsOf } from '../../log/count/time-zone.ts'
import type { Ask, LogDescription, View } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import type { Clause } from '../../log/filter.ts'
import type { Problem } from '../../log/problems.ts'
import { regroup } from '../../log/regroup.ts'
import { describe } from './describe.ts'
import { Lru } from './lru.ts'

/** Bytes of filtered selections a log may keep for the next question. */
const KEPT = 256 * 2 ** 20
const VIEWS = 4

/** A log of the workspace with what earlier questions made of it: views, pairs, filtered selections. */
export class OpenedLog {
  readonly id: string
  readonly log: EventLog
  readonly problems: readonly Problem[]
  /** Epoch ms; times behind it are implausible. */
  readonly openedAt: number
  /** Events as read; under another case notion some may belong to no case. */
  readonly totalEvents: number
  private readonly platform: Platform
  private regrouped: { readonly notion: string; readonly opened: OpenedLog } | null = null
  private pairs: Pairs | null | undefined
  private description: LogDescription | undefined
  private readonly views = new Lru<Seen>(VIEWS, () => 1)
  private readonly selections = new Lru<Entries>(KEPT, bytesOf)
  private readonly evaluations = new SharedWork<string, Entries>()

  constructor(
    id: string,
    log: EventLog,
    problems: readonly Problem[],
    platform: Platform,
    totalEvents = log.eventCount,
  ) {
    this.totalEvents = totalEvents
    this.id = id
    this.log = log
    this.problems = problems
    this.platform = platform
    this.openedAt = platform.now()
  }

  /**
   * The log under another case notion (`View.caseNotion`), regrouped on first use; the last one is kept. Unknown
   * attributes are RequestErrors.
   */
  under(caseNotion: string | null): OpenedLog {
    if (caseNotion === null) return this
    if (this.regrouped?.notion !== caseNotion) {
      const { log, problems } = regroup(this.log, caseNotion)
      const opened = new OpenedLog(this.id, log, [...this.problems, ...problems], this.platform, this.log.eventCount)
      this.regrouped = { notion: caseNotion, opened }
    }
    return this.regrouped.opened
  }

  /** Computed once: nothing in it changes. */
  async describe(cancel: Cancel): Promise<LogDescription> {
    this.description ??= await describe(this, cancel)
    return this.description
  }

  /** Start and complete events brought together; null where the log has a start column or no lifecycle. */
  async pairing(cancel: Cancel): Promise<Pairs | null> {
    if (this.pairs === undefined)
      this.pairs = this.log.start === null ? await pairStarts(this.log, this.pace(cancel)) : null
    return this.pairs
  }

  /** The log through view and filter. Unknown attributes, clauses and time zones are RequestErrors. */
  async entries({ view, filter }: Pick<Ask, 'view' | 'filter'>, cancel: Cancel): Promise<Entries> {
    if (view.calendar !== null) offsetsOf(view.calendar.timeZone, 0, 0)
    const calendar = view.calendar === null ? '' : canonicalJson(view.calendar)
    const clauses = filter.filter(clause => clause.off !== true)
    // Only durations of clauses depend on the calendar.
    const timed = clauses.some(clause => clause.kind === 'performance' || clause.kind === 'follows')
    return this.select(view, clauses, timed ? calendar : '', cancel)
  }

  private async seen(view: View, cancel: Cancel): Promise<Seen> {
    const key = canonicalJson([view.classifier, view.level])
    let seen = this.views.get(key)
    if (!seen) {
      const pairs = view.level === 'instance' ? await this.pairing(cancel) : null
      seen = await see(this.log, view, pairs, this.pace(cancel))
      this.views.set(key, seen)
    }
    return seen
  }

  private select(view: View, clauses: readonly Clause[], calendar: string, cancel: Cancel): Promise<Entries> {
    const key = canonicalJson([view.classifier, view.level, calendar, clauses.map(plain)])
    const known = this.selections.get(key)
    return known
      ? Promise.resolve(known)
      : this.evaluations.run(key, cancel, own => this.evaluate(key, view, clauses, calendar, own))
  }

  private async evaluate(key: string, view: View, clauses: readonly Clause[], calendar: string, cancel: Cancel) {
    const last = clauses.at(-1)
    const entries = last
      ? await applyClause(
          await this.select(view, clauses.slice(0, -1), calendar, cancel),
          last,
          view.calendar,
          this.pace(cancel),
        )
      : allEntries(await this.seen(view, cancel))
    this.selections.set(key, entries)
    return entries
  }

  pace(cancel: Cancel): Pace {
    return pace(this.platform, cancel)
  }
}

/** What of a clause changes its meaning. */
function plain(clause: Clause): Clause {
  const { label, off, ...rest } = clause
  return rest as Clause
}

/** What a selection holds beyond its view, with room for what questions remember of it. */
function bytesOf(entries: Entries): number {
  const { seen } = entries
  let bytes = entries.cases.length * 48
  if (entries.symbols !== seen.symbols) bytes += entries.symbols.length * 24
  if (entries.rowIds !== null && entries.rowIds !== entries.rows) bytes += entries.rowIds.length * 4
  return bytes
}

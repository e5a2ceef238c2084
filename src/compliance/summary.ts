import { quantileSorted } from '../base/statistics.ts'
import { formatDuration, MINUTE } from '../base/time.ts'
import { valueAt } from '../log/column.ts'
import type { EventLog } from '../log/event-log.ts'
import type { PersonGate } from '../privacy/person-gate.ts'
import type { Checked } from './check.ts'
import { type Concentration, concentrations } from './concentration.ts'
import { type Involved, involved } from './involved.ts'
import { breaks } from './monitors/monitor.ts'
import { limitOf, type Severity } from './rule.ts'
import { type CaseState, caseOf, caseStates, type RuleOutcome } from './run.ts'
import { type Measured, type Month, measureOf, monthsOf, monthsOfCases } from './summary-parts.ts'

/** An event of a violation; `number` counts the events of the case from 1. */
export interface ShownEvent {
  readonly number: number
  readonly activity: string | null
  readonly at: number | null
}
export interface ShownViolation {
  readonly case: string
  readonly kind: (typeof breaks)[number]
  /** The event that breaks the rule, or that nothing followed; null: the case as a whole. */
  readonly event: ShownEvent | null
  /** The event that makes it so. */
  readonly because: ShownEvent | null
  readonly at: number | null
  readonly overMs: number | null
  readonly allowed: boolean
}
/** A time beyond a limit for people: working time in hours, because its days are no days. */
export function overText(ms: number, { workingTime }: Pick<RuleSummary, 'workingTime'>): string {
  if (!workingTime) return formatDuration(ms)
  const minutes = Math.round(ms / MINUTE)
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min of working time`
}

/** What a check says of one rule, as JSON; instants are epoch ms, durations ms. */
export interface RuleSummary {
  readonly id: string
  readonly name: string
  readonly severity: Severity
  readonly owner: string
  readonly source: string
  readonly rule: string
  /** Why there is no answer; then the numbers are 0. */
  readonly because: string | null
  readonly unknownActivities: readonly string[]
  /** Those of them without which no case could break it, so that the rule cannot be judged; empty: it is. */
  readonly unjudgedFor: readonly string[]
  readonly cases: { readonly [state in Exclude<CaseState, 'not-applicable'>]: number } & { readonly applicable: number }
  /** Pending cases with a deadline in the time asked for, and the earliest. */
  readonly dueSoon: number
  readonly nextDue: number | null
  /** Running cases among the violated whose deadline has passed. */
  readonly overdue: number
  /** Without those on the allowlist. */
  readonly violations: number
  readonly allowedViolations: number
  readonly first: number | null
  readonly last: number | null
  /** Whether limits are counted in the working time of a calendar. */
  readonly workingTime: boolean
  /** Beyond the limit of time, over violations that have one. */
  readonly overMs: { readonly n: number; readonly total: number; readonly median: number; readonly max: number } | null
  readonly measure: Measured | null
  /** Throughput time of the cases that break it, beside the others. */
  readonly throughput: Measured | null
  readonly people: Involved | null
  /** Cases are not listed, because they point at too few people. */
  readonly withheld: boolean
  readonly months: readonly Month[]
  readonly concentrations: readonly Concentration[]
  readonly shown: readonly ShownViolation[]
  readonly omitted: number
}

export interface SummaryOptions {
  /** null: lifted by whoever owns the log. */
  readonly gate: PersonGate | null
  readonly population?: string
  /** Violations listed a rule. */
  readonly limit?: number
  /** ms from now in which deadlines are counted as soon. */
  readonly dueWithin?: number
  /** Attributes of groups of people: no concentrations in them unless the gate is lifted. */
  readonly groups?: readonly string[]
}

/** The answers of a check for people, and for reports. */
export function summarise(log: EventLog, checked: Checked, options: SummaryOptions): RuleSummary[] {
  const { gate, population = 'rules', limit = 100, dueWithin = 0, groups = ['org:group', 'org:role'] } = options
  const { outcomes, now } = checked
  const people = involved(log, outcomes, gate, population)
  const dense = concentrations(log, outcomes, { without: new Set(gate === null ? [] : groups) })
  const begun = monthsOfCases(log)
  return outcomes.map((outcome, i): RuleSummary => {
    const { rule, because, unknown, unjudgedFor, states, violations, due } = outcome
    const counts = countsOf(states)
    const counted = Array.from(violations.case, (_, v) => v).filter(v => violations.allowed[v] === 0)
    const whom = people[i]!
    const withheld = whom?.aboutPeople === true && whom.people === null
    const times = counted
      .map(v => violations.at[v]!)
      .filter(at => Number.isFinite(at))
      .sort((a, b) => a - b)
    const dues = Array.from(due).filter((at, c) => !Number.isNaN(at) && states[c] === PENDING)
    const over = counted
      .map(v => violations.over[v]!)
      .filter(ms => !Number.isNaN(ms))
      .sort((a, b) => a - b)
    const { id, name, severity, owner, source, text } = rule
    return {
      ...{
        id,
        name,
        severity,
        owner,
        source,
        rule: text,
        because,
        unknownActivities: unknown,
        unjudgedFor,
        cases: counts,
      },
      dueSoon: dues.filter(at => at <= now + dueWithin).length,
      nextDue: dues.length === 0 ? null : finite(dues.reduce((a, b) => Math.min(a, b))),
      overdue: new Set(counted.filter(v => violations.kind[v] === OVERDUE).map(v => violations.case[v]!)).size,
      violations: counted.length,
      allowedViolations: violations.case.length - counted.length,
      first: times[0] ?? null,
      last: times.at(-1) ?? null,
      workingTime: (limitOf(rule.statement.claim)?.calendar ?? null) !== null,
      overMs:
        over.length === 0
          ? null
          : {
              n: over.length,
              total: over.reduce((sum, ms) => sum + ms, 0),
              median: quantileSorted(over, 0.5),
              max: over.at(-1)!,
            },
      measure: measureOf(log, outcome, rule.measure),
      throughput: measureOf(log, outcome, 'throughput'),
      people: whom,
      withheld,
      months: withheld ? [] : monthsOf(begun, outcome, counted),
      concentrations: withheld ? [] : dense[i]!,
      shown: withheld ? [] : counted.slice(0, limit).map(v => shownViolation(log, outcome, v)),
      omitted: withheld ? counted.length : Math.max(0, counted.length - limit),
    }
  })
}

const OVERDUE = breaks.indexOf('overdue')
const PENDING = caseStates.indexOf('pending')
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

function countsOf(states: Uint8Array): RuleSummary['cases'] {
  const counts = new Array<number>(caseStates.length).fill(0)
  for (const state of states) counts[state]!++
  const of = (state: CaseState) => counts[caseStates.indexOf(state)]!
  return {
    applicable: states.length - of('not-applicable'),
    satisfied: of('satisfied'),
    undecided: of('undecided'),
    allowed: of('allowed'),
    pending: of('pending'),
    violated: of('violated'),
  }
}

export function shownViolation(log: EventLog, { violations }: RuleOutcome, v: number): ShownViolation {
  const c = violations.case[v]!
  const shown = (row: number): ShownEvent | null => {
    if (row < 0) return null
    const activity = valueAt(log.activity, row)
    // the witness of a repetition may be in another case; its number counts there
    let own = c
    if (row < log.caseOffsets[c]! || row >= log.caseOffsets[c + 1]!) own = caseOf(log, row)
    return {
      number: row - log.caseOffsets[own]! + 1,
      activity: activity === null ? null : String(activity),
      at: finite(log.complete[row]!),
    }
  }
  return {
    case: log.caseIds.text(c),
    kind: breaks[violations.kind[v]!]!,
    event: shown(violations.row[v]!),
    because: shown(violations.witness[v]!),
    at: finite(violations.at[v]!),
    overMs: finite(violations.over[v]!),
    allowed: violations.allowed[v] === 1,
  }
}

import { compareProportions, correctedForMany } from '../base/significance.ts'
import { compareText } from '../base/sort.ts'
import { type Column, positionOf } from '../log/column.ts'
import { ACTIVITY, type EventLog, LIFECYCLE } from '../log/event-log.ts'
import { type CaseState, caseStates, type RuleOutcome } from './run.ts'

/** A value whose cases break the rule more often than the other cases that it applies to. */
export interface Concentration {
  readonly attribute: string
  /** case: the value of the case; event: some event of the case has it. */
  readonly scope: 'case' | 'event'
  readonly value: string
  readonly cases: number
  readonly violated: number
  readonly otherCases: number
  readonly otherViolated: number
  /** Cohen's h (1988). */
  readonly effect: number
  /** Corrected for all values tested with the rule (Benjamini & Hochberg 1995). */
  readonly p: number
}

/** For people: `region is EU`, `an event is Review credit`. */
export const concentrationText = ({ attribute, value }: Pick<Concentration, 'attribute' | 'value'>): string =>
  attribute === ACTIVITY ? `an event is ${value}` : `${attribute} is ${value}`

/** What concentrations are asked of: the state of each case, and activities whose own values say nothing new. */
export type Judged = Pick<RuleOutcome, 'states' | 'named'>

/** Cases that have something, and those that have it not, as the outcome of a rule. */
export function judged(cases: number, has: (caseNumber: number) => boolean, named: readonly string[] = []): Judged {
  const stateOf = (state: CaseState) => caseStates.indexOf(state)
  const states = Uint8Array.from({ length: cases }, (_, c) => stateOf(has(c) ? 'violated' : 'satisfied'))
  return { states, named }
}

export interface ConcentrationOptions {
  /** Attributes that are left out beside those about people. */
  readonly without?: ReadonlySet<string>
  readonly level?: number
  readonly limit?: number
}

const MOST_VALUES = 200
const MOST_COLUMNS = 200

interface Counted {
  readonly attribute: string
  readonly scope: 'case' | 'event'
  readonly column: Column
  readonly size: number
  text(value: number): string
}

/**
 * The attribute values in which the violations of each rule concentrate: texts and flags of cases and events with at most 200 values
 * that are not about people, and activities the rule does not name. O(events × such attributes).
 */
export function concentrations(
  log: EventLog,
  outcomes: readonly Judged[],
  { without = new Set(), level = 0.05, limit = 10 }: ConcentrationOptions = {},
): Concentration[][] {
  const violated = caseStates.indexOf('violated')
  const tested = outcomes.map(outcome => {
    let cases = 0
    let broken = 0
    for (const state of outcome.states) {
      if (state > 0) cases++
      if (state === violated) broken++
    }
    return { outcome, cases, broken, found: [] as Omit<Concentration, 'p'>[], p: [] as number[] }
  })
  const open = tested.filter(({ cases, broken }) => broken > 0 && broken < cases)
  if (open.length === 0) return outcomes.map(() => [])
  for (const counted of columnsOf(log, without)) {
    const counts = open.map(() => ({ cases: new Int32Array(counted.size), broken: new Int32Array(counted.size) }))
    eachCaseValue(log, counted, (c, value) => {
      for (let r = 0; r < open.length; r++) {
        const state = open[r]!.outcome.states[c]!
        if (state === 0) continue
        counts[r]!.cases[value]!++
        if (state === violated) counts[r]!.broken[value]!++
      }
    })
    open.forEach((test, r) => {
      const named = counted.column === log.activity ? new Set(test.outcome.named) : null
      for (let value = 0; value < counted.size; value++) {
        const n = counts[r]!.cases[value]!
        const a = counts[r]!.broken[value]!
        if (n === 0 || n === test.cases || named?.has(counted.text(value))) continue
        const [b, m] = [test.broken - a, test.cases - n]
        const { effect, p } = compareProportions(b, m, a, n)
        test.found.push({
          attribute: counted.attribute,
          scope: counted.scope,
          value: counted.text(value),
          cases: n,
          violated: a,
          otherCases: m,
          otherViolated: b,
          effect,
        })
        test.p.push(p)
      }
    })
  }
  return tested.map(({ found, p }) => {
    const corrected = correctedForMany(p)
    return found
      .map((one, i) => ({ ...one, p: corrected[i]! }))
      .filter(one => one.p < level && one.effect > 0)
      .sort(
        (a, b) =>
          b.effect - a.effect || a.p - b.p || compareText(a.attribute, b.attribute) || compareText(a.value, b.value),
      )
      .slice(0, limit)
  })
}

function columnsOf(log: EventLog, without: ReadonlySet<string>): Counted[] {
  const usable = (scope: 'case' | 'event', columns: Iterable<Column>) =>
    [...columns].flatMap((column): Counted[] => {
      const { key, personal } = column
      if (
        personal !== 'none' ||
        without.has(key) ||
        (scope === 'event' && (key === LIFECYCLE || key === log.resourceKey))
      )
        return []
      if (column.type === 'boolean')
        return [{ attribute: key, scope, column, size: 2, text: flag => String(flag === 1) }]
      if ((column.type !== 'string' && column.type !== 'id') || column.dictionary.size > MOST_VALUES) return []
      return [
        { attribute: key, scope, column, size: column.dictionary.size, text: code => column.dictionary.text(code) },
      ]
    })
  return [
    ...usable('event', [log.activity]).map(counted => ({ ...counted, attribute: ACTIVITY })),
    ...usable('case', log.caseAttributes.values()),
    ...usable('event', log.eventAttributes.values()),
  ].slice(0, MOST_COLUMNS)
}

function eachCaseValue(
  log: EventLog,
  { column, scope, size }: Counted,
  tell: (c: number, value: number) => void,
): void {
  const seen = new Int32Array(size).fill(-1)
  const codes = column.type === 'boolean' ? column.flags : (column as { codes: Int32Array }).codes
  for (let c = 0; c < log.caseCount; c++) {
    const from = scope === 'case' ? c : log.caseOffsets[c]!
    const to = scope === 'case' ? c + 1 : log.caseOffsets[c + 1]!
    for (let row = from; row < to; row++) {
      const at = column.rows === null ? row : positionOf(column, row)
      const value = at < 0 ? -1 : codes[at]!
      if (value < 0 || seen[value] === c) continue
      seen[value] = c
      tell(c, value)
    }
  }
}

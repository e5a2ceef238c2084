import { DAY } from '../base/time.ts'
import type { EventLog } from '../log/event-log.ts'
import { caseStates, type RuleOutcome } from './run.ts'
import { registerOf } from './values.ts'

export interface Measured {
  readonly attribute: string
  readonly unit: 'ms' | 'number' | `money:${string}`
  /** Over violating cases that have a value. */
  readonly total: number
  readonly mean: number | null
  /** Over the other cases that the rule applies to. */
  readonly otherMean: number | null
}
export interface Month {
  /** `2024-05`, in UTC. */
  readonly month: string
  /** Violations that happened in it. */
  readonly violations: number
  /** Cases that began in it and that the rule applies to, and those of them that break it. */
  readonly cases: number
  readonly violated: number
}

const VIOLATED = caseStates.indexOf('violated')

/** Months since the year 0 in which each case began, in UTC; -1 where it has no time. */
export function monthsOfCases(log: EventLog): Int32Array {
  const days = new Map<number, number>()
  return Int32Array.from({ length: log.caseCount }, (_, c) => {
    const start = startOf(log, c)
    if (!isInstant(start)) return -1
    const day = Math.floor(start / DAY)
    let month = days.get(day)
    if (month === undefined) days.set(day, (month = monthOf(start)))
    return month
  })
}

const monthOf = (instant: number) => new Date(instant).getUTCFullYear() * 12 + new Date(instant).getUTCMonth()

export function monthsOf(begun: Int32Array, { states, violations }: RuleOutcome, counted: readonly number[]): Month[] {
  const months = new Map<number, { violations: number; cases: number; violated: number }>()
  const at = (key: number) => {
    let month = months.get(key)
    if (month === undefined) months.set(key, (month = { violations: 0, cases: 0, violated: 0 }))
    return month
  }
  for (const v of counted) if (isInstant(violations.at[v]!)) at(monthOf(violations.at[v]!)).violations++
  for (let c = 0; c < states.length; c++) {
    if (states[c] === 0 || begun[c]! < 0) continue
    const month = at(begun[c]!)
    month.cases++
    if (states[c] === VIOLATED) month.violated++
  }
  return [...months]
    .sort(([a], [b]) => a - b)
    .map(([key, numbers]) => ({
      month: `${String(Math.floor(key / 12)).padStart(4, '0')}-${String((key % 12) + 1).padStart(2, '0')}`,
      ...numbers,
    }))
}

const isInstant = (value: number) => Math.abs(value) <= 8.64e15

function startOf(log: EventLog, c: number): number {
  for (let row = log.caseOffsets[c]!; row < log.caseOffsets[c + 1]!; row++)
    if (!Number.isNaN(log.complete[row]!)) return log.complete[row]!
  return Number.NaN
}

/** `measure`: an attribute, or `throughput`; null: none. */
export function measureOf(log: EventLog, { states }: RuleOutcome, measure: string | null): Measured | null {
  if (measure === null || states.length === 0) return null
  const value = measure === 'throughput' ? null : registerOf(log, null, { attribute: measure, of: null })
  if (value !== null && (!value.ok || value.value.kind !== 'number')) return null
  const sums = { mine: 0, mineN: 0, others: 0, othersN: 0 }
  for (let c = 0; c < states.length; c++) {
    if (states[c] === 0) continue
    const to = log.caseOffsets[c + 1]!
    value?.value.register.enter(c, log.caseOffsets[c]!)
    const amount = value === null ? spanOf(log, c) : (value.value.register.at(to - 1) as number | null)
    if (amount === null) continue
    if (states[c] === VIOLATED) {
      sums.mine += amount
      sums.mineN++
    } else {
      sums.others += amount
      sums.othersN++
    }
  }
  const meaning = (log.caseAttributes.get(measure) ?? log.eventAttributes.get(measure))?.meaning
  return {
    attribute: measure,
    unit:
      value === null
        ? 'ms'
        : meaning?.kind === 'money' && meaning.unit !== undefined
          ? `money:${meaning.unit}`
          : 'number',
    total: sums.mine,
    mean: sums.mineN === 0 ? null : sums.mine / sums.mineN,
    otherMean: sums.othersN === 0 ? null : sums.others / sums.othersN,
  }
}

function spanOf(log: EventLog, c: number): number | null {
  const first = startOf(log, c)
  for (let row = log.caseOffsets[c + 1]! - 1; row >= log.caseOffsets[c]!; row--)
    if (!Number.isNaN(log.complete[row]!)) return log.complete[row]! - first
  return null
}

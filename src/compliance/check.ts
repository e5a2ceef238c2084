import { RequestError } from '../base/errors.ts'
import { positionOf } from '../log/column.ts'
import { byPieces, casesOf, noPace, type Pace } from '../log/count/pace.ts'
import { type EventLog, LIFECYCLE } from '../log/event-log.ts'
import { authorityOf } from './authority.ts'
import { clocksOf } from './clocks.ts'
import type { AllowEntry, AuthorityTables, Pattern, RuleFile } from './rule.ts'
import { type RuleOutcome, Run } from './run.ts'
import { type Check, conditionOf, type Entries } from './values.ts'

export interface Checked {
  /** Until when running cases are known, epoch ms. */
  readonly now: number
  readonly runningCases: number
  readonly outcomes: readonly RuleOutcome[]
  /** Activities that should end a case and that the log does not know. */
  readonly unknownEnds: readonly string[]
  /** Entries of the allowlist that no violation needs. */
  readonly idle: readonly AllowEntry[]
}

export interface CheckOptions {
  /** Epoch ms; the latest time of the log where absent. */
  readonly now?: number
  /** `instance`: only events that complete (or have no lifecycle) count. */
  readonly level?: 'event' | 'instance'
  /** null: none given, so that rules on authority cannot be answered. */
  readonly tables?: AuthorityTables | null
  readonly allow?: readonly AllowEntry[]
  readonly pace?: Pace
}

/** All rules over all cases in one pass. O(events × rules that speak of their activity), plus cases × rules. */
export async function checkRules(log: EventLog, file: RuleFile, options: CheckOptions = {}): Promise<Checked> {
  const { level = 'event', tables = null, allow = [], pace = noPace } = options
  const entries = level === 'event' ? null : completing(log)
  const span = spanOf(log.complete)
  const now = options.now ?? span.to
  const clock = clocksOf(file.calendars, Math.min(span.from, now), Math.max(span.to, now))
  const scene = { log, entries, times: log.complete, now, authority: tables && authorityOf(tables), clock }
  const runs = file.rules.map(rule => new Run(rule, scene, allow))
  const ends = endsOf(file.ends, log, entries)
  const dispatch = dispatchOf(runs, log.activity.dictionary.size)
  const every = runs.filter(run => run.compiled?.monitor.every === true)
  const codes = log.activity.codes
  let runningCases = 0
  await byPieces(casesOf(log), pace, (a, b) => {
    for (let c = a; c < b; c++) {
      const from = log.caseOffsets[c]!
      const to = log.caseOffsets[c + 1]!
      for (const run of runs) run.enter(c, from)
      ends.enter(c, from)
      let last = from - 1
      for (let row = from; row < to; row++) {
        if (entries !== null && entries[row] === 0) continue
        last = row
        ends.entry(row)
        const code = codes[row]!
        const targets = code < 0 ? undefined : dispatch[code]
        for (const run of every) run.bits = 0
        if (targets !== undefined)
          for (const target of targets) {
            let { bits } = target
            for (const one of target.checked) if (one.where.holds(row)) bits |= one.bit
            if (target.run.every) target.run.bits = bits
            else if (bits !== 0) target.run.monitor.entry(row, bits)
          }
        for (const run of every) run.monitor.entry(row, run.bits)
      }
      const closed = ends.closed()
      if (!closed) runningCases++
      for (const run of runs) run.leave(c, last, closed)
    }
  })
  const outcomes = runs.map(run => run.finish())
  const idle = allow.filter(entry => !runs.some(run => run.used.has(entry)))
  const unknownEnds = (file.ends?.activities ?? []).filter(name => log.activity.dictionary.codeOf(name) < 0)
  return { now, runningCases, outcomes, unknownEnds, idle }
}

interface Target {
  readonly run: Run
  readonly bits: number
  readonly checked: readonly { readonly bit: number; readonly where: Check }[]
}

/** For each activity the rules that speak of it, and as what. */
function dispatchOf(runs: readonly Run[], activities: number): (Target[] | undefined)[] {
  const dispatch: (Target[] | undefined)[] = new Array(activities).fill(undefined)
  for (const run of runs) {
    const of = new Map<number, { run: Run; bits: number; checked: { bit: number; where: Check }[] }>()
    run.compiled?.patterns.forEach(({ pattern, where }, p) => {
      for (const name of pattern.activities) {
        const code = run.codeOf(name)
        if (code < 0) continue
        const target = of.get(code) ?? { run, bits: 0, checked: [] }
        if (where === null) target.bits |= 1 << p
        else target.checked.push({ bit: 1 << p, where })
        of.set(code, target)
      }
    })
    for (const [code, target] of of) (dispatch[code] ??= []).push(target)
  }
  return dispatch
}

function endsOf(pattern: Pattern | null, log: EventLog, entries: Entries) {
  if (pattern === null) return { enter() {}, entry() {}, closed: () => true }
  const codes = new Set(pattern.activities.map(name => log.activity.dictionary.codeOf(name)))
  const where = pattern.where === null ? null : conditionOf(log, entries, pattern.where)
  if (where !== null && !where.ok) throw new RequestError(`What ends a case cannot be told: ${where.because}.`)
  const check = where === null ? null : where.value
  let ended = false
  return {
    enter(c: number, from: number) {
      ended = false
      for (const register of check?.registers ?? []) register.enter(c, from)
    },
    entry(row: number) {
      if (!ended && log.activity.codes[row]! >= 0 && codes.has(log.activity.codes[row]!))
        ended = check === null || check.holds(row)
    },
    closed: () => ended,
  }
}

/** Rows that complete, or do not say: what activity instances are counted by. */
function completing(log: EventLog): Entries {
  const lifecycle = log.eventAttributes.get(LIFECYCLE)
  if (lifecycle === undefined || (lifecycle.type !== 'string' && lifecycle.type !== 'id')) return null
  const completes = Array.from(
    { length: lifecycle.dictionary.size },
    (_, code) => lifecycle.dictionary.text(code).toLowerCase() === 'complete',
  )
  return Uint8Array.from({ length: log.eventCount }, (_, row) => {
    const at = positionOf(lifecycle, row)
    const code = at < 0 ? -1 : lifecycle.codes[at]!
    return code < 0 || completes[code] === true ? 1 : 0
  })
}

function spanOf(times: Float64Array): { from: number; to: number } {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!
    if (time < from) from = time
    if (time > to) to = time
  }
  return from <= to ? { from, to } : { from: 0, to: 0 }
}

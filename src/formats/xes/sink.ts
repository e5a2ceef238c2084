import { DictionaryBuilder } from '../../base/dictionary.ts'
import { FormatError } from '../../base/errors.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import type { AttributeNode } from '../../log/column.ts'
import { ACTIVITY, CASE_ID, START_TIMESTAMP, TIMESTAMP } from '../../log/event-log.ts'
import { type ColumnBuilder, EventLogBuilder } from '../../log/event-log-builder.ts'
import type { Limits } from '../format.ts'
import { DATE } from './kinds.ts'
import type { Reporter } from './problem-kinds.ts'
import type { Values } from './values.ts'

/** What an attribute of an event or trace is to the log. */
export type Role = 'column' | 'activity' | 'complete' | 'start' | 'case-id'

/** Where the values of one key of events or traces go. */
export interface Target {
  readonly key: string
  readonly role: Role
  /** null for times and case ids. */
  readonly column: ColumnBuilder | null
  /** The row that was written last, to notice a key that comes twice. */
  lastRow: number
}

/** The case that holds events outside any trace. */
export const STRAY_CASE = 'events outside any trace'

/** Puts traces, events and their attributes into an `EventLogBuilder`. */
export class Sink {
  readonly builder = new EventLogBuilder()
  /** Row of the open event, and number of the open case. */
  row = -1
  currentCase = -1
  private readonly values: Values
  private readonly reporter: Reporter
  private readonly limits: Limits
  private cases = 0
  private strayCase = -1
  private insideTrace = false
  private caseName = new Uint8Array(64)
  /** Length of the open trace's name, -1 where it has none so far. */
  private caseNameLength = -1
  private readonly eventKeys = new DictionaryBuilder()
  private readonly caseKeys = new DictionaryBuilder()
  private readonly eventTargets: Target[] = []
  private readonly caseTargets: Target[] = []
  private readonly nextNumber = new Map<string, number>()
  private activityRows = 0

  constructor(values: Values, reporter: Reporter, limits: Limits) {
    this.values = values
    this.reporter = reporter
    this.limits = limits
  }

  openTrace(): void {
    this.currentCase = this.cases++
    this.caseNameLength = -1
    this.insideTrace = true
  }

  closeTrace(): void {
    this.insideTrace = false
    const { cases } = this.builder
    const expected = this.currentCase
    if (this.caseNameLength < 0) {
      this.reporter.report('missing-case-id')
      this.nameCase(`case ${expected + 1}`)
    } else if (cases.add(this.caseName, 0, this.caseNameLength) !== expected) {
      const name = decodeUtf8(this.caseName, 0, this.caseNameLength)
      this.reporter.report('duplicate-case-id', CASE_ID, name)
      this.nameCase(name)
    }
  }

  /** Give the newest case the id `name`, or `name #2`, `name #3` ... where that is taken. */
  private nameCase(name: string): void {
    const { cases } = this.builder
    const before = cases.size
    let number = this.nextNumber.get(name) ?? 1
    do {
      cases.addText(number === 1 ? name : `${name} #${number}`)
      number++
    } while (cases.size === before)
    this.nextNumber.set(name, number)
  }

  openEvent(): void {
    if (!this.insideTrace) this.openStray()
    this.row = this.builder.nextEvent(this.currentCase)
  }

  private openStray(): void {
    this.reporter.report('event-without-trace')
    if (this.strayCase < 0) {
      this.strayCase = this.cases++
      this.nameCase(STRAY_CASE)
    }
    this.currentCase = this.strayCase
  }

  /** Target of an event's key. */
  eventTarget(source: Uint8Array, from: number, to: number): Target {
    const code = this.eventKeys.add(source, from, to)
    const known = this.eventTargets[code]
    if (known) return known
    const key = this.newKey(this.eventKeys, code)
    const role: Role =
      key === ACTIVITY ? 'activity' : key === TIMESTAMP ? 'complete' : key === START_TIMESTAMP ? 'start' : 'column'
    const column =
      role === 'activity' ? this.builder.activity : role === 'column' ? this.builder.eventColumn(key) : null
    return (this.eventTargets[code] = { key, role, column, lastRow: -1 })
  }

  /** Target of a trace's key. */
  caseTarget(source: Uint8Array, from: number, to: number): Target {
    const code = this.caseKeys.add(source, from, to)
    const known = this.caseTargets[code]
    if (known) return known
    const key = this.newKey(this.caseKeys, code)
    const named = key === CASE_ID
    const column = named ? null : this.builder.caseColumn(key)
    return (this.caseTargets[code] = { key, role: named ? 'case-id' : 'column', column, lastRow: -1 })
  }

  private newKey(keys: DictionaryBuilder, code: number): string {
    if (code >= this.limits.keys)
      throw new FormatError(`Events or traces have more than ${this.limits.keys} different attribute keys.`, {
        fix: 'Keys that hold values (an order number, a date) make such a log: export values as values.',
      })
    return keys.text(code)
  }

  /** Put an attribute of the open event (`row`) or trace (`currentCase`) where it belongs. */
  set(target: Target, row: number, kind: number, source: Uint8Array, from: number, to: number): void {
    this.touch(target, row)
    switch (target.role) {
      case 'column':
        this.values.set(target.column!, row, kind, source, from, to)
        return
      case 'activity':
        target.column!.setBytes(row, source, from, to)
        return
      case 'case-id':
        this.setCaseId(source, from, to)
        return
      default:
        this.setTime(target, row, kind, source, from, to)
    }
  }

  /** Notice that `target` gets a value for `row`, and whether it has one already. */
  touch(target: Target, row: number): void {
    if (target.lastRow === row) this.reporter.report('duplicate-key', target.key)
    else if (target.role === 'activity') this.activityRows++
    target.lastRow = row
  }

  setCaseId(source: Uint8Array, from: number, to: number): void {
    if (to - from > this.caseName.length) this.caseName = new Uint8Array((to - from) * 2)
    for (let i = from, at = 0; i < to; i++) this.caseName[at++] = source[i]!
    this.caseNameLength = to - from
  }

  private setTime(target: Target, row: number, kind: number, source: Uint8Array, from: number, to: number): void {
    const ms = this.values.date(target.key, source, from, to)
    if (Number.isNaN(ms)) return
    if (kind !== DATE) this.reporter.reportBytes('date-as-text', target.key, source, from, to)
    if (target.role === 'complete') this.builder.setComplete(row, ms, this.values.dates.nanoseconds)
    else this.builder.setStart(row, ms)
  }

  nest(inEvent: boolean, node: AttributeNode): void {
    if (inEvent) this.builder.nestEvent(this.row, node)
    else this.builder.nestCase(this.currentCase, node)
  }

  get traces(): number {
    return this.cases - (this.strayCase < 0 ? 0 : 1)
  }

  /** Whether an event or a declared global has the key; for classifiers. */
  hasEventKey(key: string): boolean {
    return this.eventKeys.codeOf(key) >= 0
  }

  finish(): void {
    const without = this.builder.eventCount - this.activityRows
    if (without > 0) this.reporter.reportFile('missing-activity', without)
    // keys none of whose values could be read
    for (const columns of [this.builder.eventColumns, this.builder.caseColumns])
      for (const [key, { type }] of columns) if (type === null) columns.delete(key)
  }
}

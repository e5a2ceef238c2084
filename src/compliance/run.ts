import { growingBytes, growingFloats, growingInts } from '../base/growing.ts'
import type { EventLog } from '../log/event-log.ts'
import { type Compiled, compile } from './compile.ts'
import type { OncePer } from './monitors/data.ts'
import { breaks, type Scene, type Sink } from './monitors/monitor.ts'
import type { AllowEntry, Rule } from './rule.ts'
import { missingToJudge } from './unjudged.ts'

/** What a rule says of a case, the later the weightier. */
export const caseStates = ['not-applicable', 'satisfied', 'undecided', 'allowed', 'pending', 'violated'] as const
export type CaseState = (typeof caseStates)[number]
const PENDING = caseStates.indexOf('pending')

/** In columns, by case, then as they were found. */
export interface Violations {
  readonly case: Int32Array
  /** The event that breaks the rule, or that nothing followed; −1: the case as a whole. */
  readonly row: Int32Array
  /** The event that makes it so; −1: none. */
  readonly witness: Int32Array
  /** Of `breaks`. */
  readonly kind: Uint8Array
  /** Epoch ms: of the event, the last event of the case (missing), the deadline (overdue); NaN where unknown. */
  readonly at: Float64Array
  /** ms beyond (or, for a minimum, short of) the limit under its calendar; NaN where the rule has none. */
  readonly over: Float64Array
  /** 1: on the allowlist. */
  readonly allowed: Uint8Array
}

export interface RuleOutcome {
  readonly rule: Rule
  /** Why the rule cannot be answered on this log; then nothing else is filled. */
  readonly because: string | null
  /** Activities that the rule speaks of, and those of them that the log does not know. */
  readonly named: readonly string[]
  readonly unknown: readonly string[]
  /** Those without which no case could break the rule; empty where it is judged. */
  readonly unjudgedFor: readonly string[]
  /** Of `caseStates`, by case. */
  readonly states: Uint8Array
  readonly violations: Violations
  /** Earliest deadline of what each pending case owes, epoch ms; NaN: none. */
  readonly due: Float64Array
}

/** One rule on its way over the cases. */
export class Run implements Sink {
  readonly rule: Rule
  readonly compiled: Compiled | null
  readonly because: string | null
  readonly used = new Set<AllowEntry>()
  bits = 0
  private readonly scene: Omit<Scene, 'sink'>
  private readonly allow: ReadonlyMap<string, readonly AllowEntry[]>
  private readonly states: Uint8Array
  private readonly due: Float64Array
  private readonly columns = {
    case: growingInts(),
    row: growingInts(),
    witness: growingInts(),
    kind: growingBytes(),
    at: growingFloats(),
    over: growingFloats(),
    allowed: growingBytes(),
  }
  private current = -1
  private last = -1

  constructor(rule: Rule, scene: Omit<Scene, 'sink'>, allow: readonly AllowEntry[]) {
    this.rule = rule
    this.scene = scene
    const compiled = compile(rule.statement, { ...scene, sink: this })
    this.compiled = compiled.ok ? compiled.value : null
    this.because = compiled.ok ? null : compiled.because
    this.allow = byCase(rule.id, allow)
    const size = this.compiled === null ? 0 : scene.log.caseCount
    this.states = new Uint8Array(size)
    this.due = new Float64Array(size).fill(Number.NaN)
  }

  get monitor() {
    return this.compiled!.monitor
  }
  get every(): boolean {
    return this.compiled?.monitor.every === true
  }
  codeOf(name: string): number {
    return this.scene.log.activity.dictionary.codeOf(name)
  }

  enter(c: number, from: number): void {
    if (this.compiled === null) return
    this.current = c
    for (const register of this.compiled.monitor.registers) register.enter(c, from)
    for (const { where } of this.compiled.patterns)
      if (where !== null) for (const register of where.registers) register.enter(c, from)
    this.compiled.monitor.enter(c)
  }
  leave(c: number, last: number, closed: boolean): void {
    if (this.compiled === null) return
    this.last = last
    this.compiled.monitor.leave(c, last, closed)
  }

  applies(): void {
    this.raise('satisfied')
  }
  undecided(): void {
    this.raise('undecided')
  }
  owes(due: number): void {
    this.raise('pending')
    const known = this.due[this.current]!
    if (!Number.isNaN(due) && !(known <= due)) this.due[this.current] = due
  }
  violation(kind: (typeof breaks)[number], row: number, witness: number, at: number, over: number): void {
    const { columns, current } = this
    const when = kind === 'missing' ? this.lastTime() : at
    const allowed = this.isAllowed(current, when)
    columns.case.push(current)
    columns.row.push(row)
    columns.witness.push(witness)
    columns.kind.push(breaks.indexOf(kind))
    columns.at.push(when)
    columns.over.push(over)
    columns.allowed.push(allowed ? 1 : 0)
    this.raise(allowed ? 'allowed' : 'violated')
  }

  finish(): RuleOutcome {
    const { rule, because, states, due, columns } = this
    const named = [...new Set((this.compiled?.patterns ?? []).flatMap(({ pattern }) => pattern.activities))]
    if (rule.statement.claim.claim === 'once-per' && this.compiled !== null)
      this.tellRepeated(this.compiled.monitor as OncePer)
    const at = columns.at.finish()
    const cases = columns.case.finish()
    const order = Int32Array.from(cases, (_, i) => i).sort((a, b) => cases[a]! - cases[b]! || a - b)
    return {
      ...{ rule, because, states, due, named, unknown: named.filter(name => this.codeOf(name) < 0) },
      unjudgedFor: cases.length === 0 && !states.includes(PENDING) ? this.missing() : [],
      violations: {
        case: columns.case.finish(order),
        row: columns.row.finish(order),
        witness: columns.witness.finish(order),
        kind: columns.kind.finish(order),
        at: at.length === 0 ? at : columns.at.finish(order),
        over: columns.over.finish(order),
        allowed: columns.allowed.finish(order),
      },
    }
  }

  private missing(): readonly string[] {
    const patterns = (this.compiled?.patterns ?? []).map(({ pattern }) => pattern)
    return missingToJudge(this.rule.statement.claim, patterns, name => this.codeOf(name) >= 0)
  }
  private tellRepeated(monitor: OncePer): void {
    monitor.repeated((row, witness) => {
      this.current = caseOf(this.scene.log, row)
      this.violation('event', row, witness, this.scene.times[row]!, Number.NaN)
    })
  }
  private raise(state: CaseState): void {
    const number = caseStates.indexOf(state)
    if (number > this.states[this.current]!) this.states[this.current] = number
  }
  private lastTime(): number {
    const { log, times } = this.scene
    for (let row = this.last; row >= log.caseOffsets[this.current]!; row--)
      if (!Number.isNaN(times[row]!)) return times[row]!
    return Number.NaN
  }
  private isAllowed(c: number, at: number): boolean {
    if (this.allow.size === 0) return false
    const entries = this.allow.get(this.scene.log.caseIds.text(c)) ?? []
    const entry = entries.find(({ until }) => (Number.isNaN(at) ? this.scene.now : at) < until)
    if (entry !== undefined) this.used.add(entry)
    return entry !== undefined
  }
}

/** The case of a row. */
export function caseOf({ caseOffsets }: EventLog, row: number): number {
  let [low, high] = [0, caseOffsets.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (caseOffsets[middle]! <= row) low = middle
    else high = middle
  }
  return low
}

function byCase(rule: string, allow: readonly AllowEntry[]): Map<string, AllowEntry[]> {
  const found = new Map<string, AllowEntry[]>()
  for (const entry of allow)
    if (entry.rule === rule) for (const id of entry.cases) found.set(id, [...(found.get(id) ?? []), entry])
  return found
}

import type { EventLog } from '../../log/event-log.ts'
import type { Authority } from '../authority.ts'
import type { Check, Entries, Register } from '../values.ts'

/** How a rule is broken: by an event, by what had not come when the case ended, by what is late in a case that runs. */
export const breaks = ['event', 'missing', 'overdue'] as const
export type Break = (typeof breaks)[number]

/** What a monitor tells of the case it is in. */
export interface Sink {
  /** The rule had something to say of the case. */
  applies(): void
  /** `row`: the event that breaks the rule, or was not followed; `witness`: the event that makes it so; -1: none. `over`: ms beyond the limit, NaN where none. */
  violation(kind: Break, row: number, witness: number, at: number, over: number): void
  /** Something is still owed; `due` in epoch ms, NaN where there is no deadline. */
  owes(due: number): void
  /** A value or time that decides is missing. */
  undecided(): void
}

/** Runs over the entries of one case after the other: an automaton with clocks (times of rows) and registers (rows, values). */
export interface Monitor {
  readonly registers: readonly Register[]
  enter(c: number): void
  /** `bits`: the patterns of the claim that hold of the row. Called for every entry where `every`, else where some bit is set. */
  entry(row: number, bits: number): void
  /** `last`: the last entry (one before the first where there is none); `closed`: the case has ended. */
  leave(c: number, last: number, closed: boolean): void
  readonly every?: boolean
}

/** Working ms between instants, NaN where one is missing; and when they will have passed. */
export interface Clock {
  between(from: number, to: number): number
  /** The earliest instant at which `ms` have passed since `from`. */
  after(from: number, ms: number): number
}

/** What monitors are made of. */
export interface Scene {
  readonly log: EventLog
  readonly entries: Entries
  readonly times: Float64Array
  /** Epoch ms: until when running cases are known. */
  readonly now: number
  readonly authority: Authority | null
  clock(calendar: string | null): Clock
  readonly sink: Sink
}

export const always: Check = { registers: [], holds: () => true }

import type { MaskedValues } from '../../log/masked.ts'
import { type NoiseKind, noiseKinds } from '../../log/step-log.ts'
import { type UiAction, type UiLog, uiActions } from '../../log/ui-log.ts'
import { bareElements, type ElementUse, elementUses, usesOf } from './roles.ts'
import { targetsOf } from './targets.ts'
import { threadsOf } from './threads.ts'

/** Codes of actions, by name: `is.paste === cleaning.action[row]`. */
export const is = Object.fromEntries(uiActions.map((action, code) => [action, code])) as {
  readonly [A in UiAction]: number
}
export const use = Object.fromEntries(elementUses.map((name, code) => [name, code])) as {
  readonly [U in ElementUse]: number
}
const noiseCode = Object.fromEntries(noiseKinds.map((kind, code) => [kind, code])) as { [K in NoiseKind]: number }

/** The actions that put a value into an element. */
export const isWrite = (action: number): boolean =>
  action === is.enter || action === is.paste || action === is.select || action === is.check || action === is.uncheck

/**
 * A UI log while rules rewrite it: which events still stand, as what, and why the others do not. Every event either
 * stands, is noise, or was taken up by a later event (`takenBy`), whose step it belongs to. The log itself never changes.
 */
export class Cleaning {
  readonly ui: UiLog
  /** What the standing event has become: action, element, and the row whose position it has. */
  readonly action: Uint8Array
  readonly element: Int32Array
  readonly place: Int32Array
  readonly value: Int32Array
  readonly noise: Uint8Array
  readonly takenBy: Int32Array
  /** Place that the event acts upon (element and position): equal numbers are the same, -1 is unknown. */
  readonly target: Int32Array
  /** By row: code of the application, -1 where unknown. */
  readonly application: Int32Array
  /** By value: equal codes are equal values, -1 is comparable to nothing. */
  readonly same: Int32Array
  /** By element: index into `elementUses`. */
  readonly uses: Uint8Array
  readonly bare: Uint8Array
  /** Events of one person between two cuts, as a doubly linked list; -1 ends it. */
  readonly next: Int32Array
  readonly previous: Int32Array
  readonly threads: readonly Thread[]
  /** By row: index of its thread. */
  readonly thread: Int32Array

  constructor(ui: UiLog) {
    const n = ui.eventCount
    this.ui = ui
    this.action = ui.action.slice()
    this.element = ui.element.slice()
    this.value = ui.value.slice()
    this.place = Int32Array.from({ length: n }, (_, row) => row)
    this.noise = new Uint8Array(n)
    this.takenBy = new Int32Array(n).fill(-1)
    this.uses = usesOf(ui.elements)
    this.bare = bareElements(ui.elements)
    this.target = targetsOf(ui)
    this.same = sameValues(ui.values)
    this.application = new Int32Array(n)
    for (let row = 0; row < n; row++)
      this.application[row] = ui.element[row]! < 0 ? -1 : ui.elements.application.codes[ui.element[row]!]!
    const { threads, thread, next, previous } = threadsOf(ui)
    this.threads = threads
    this.thread = thread
    this.next = next
    this.previous = previous
  }

  elementUse(row: number): number {
    const element = this.element[row]!
    return element < 0 ? use.surface : this.uses[element]!
  }

  stands(row: number): boolean {
    return this.noise[row] === noiseCode.none && this.takenBy[row] === -1
  }

  /** Equal values; two of which nothing can be said are not. */
  equalValues(a: number, b: number): boolean {
    return a >= 0 && b >= 0 && this.same[a]! >= 0 && this.same[a] === this.same[b]
  }

  known(value: number): boolean {
    return value >= 0 && this.same[value]! >= 0
  }

  /** The event is no progress of the work; whatever it had taken up goes with it. */
  drop(row: number, kind: Exclude<NoiseKind, 'none'>): void {
    this.noise[row] = noiseCode[kind]
    this.unlink(row)
  }

  /** The event becomes part of a later one. */
  take(row: number, by: number): void {
    this.takenBy[row] = by
    this.unlink(row)
  }

  /** The event acts upon what another one acts upon. */
  actUpon(row: number, other: number): void {
    this.element[row] = this.element[other]!
    this.place[row] = this.place[other]!
    this.target[row] = this.target[other]!
    this.application[row] = this.application[other]!
  }

  /** The standing event that the row became part of; itself where it stands or is noise of its own. */
  standsIn(row: number): number {
    let at = row
    while (this.takenBy[at] !== -1) at = this.takenBy[at]!
    // paths are cut short, so that long chains stay linear
    for (let r = row; this.takenBy[r] !== -1; ) {
      const by = this.takenBy[r]!
      this.takenBy[r] = at
      r = by
    }
    return at
  }

  private unlink(row: number): void {
    const { next, previous } = this
    const thread = this.threads[this.thread[row]!]!
    const after = next[row]!
    const before = previous[row]!
    if (before >= 0) next[before] = after
    else thread.first = after
    if (after >= 0) previous[after] = before
    else thread.last = before
  }
}

/** One person's events between two cuts: its first and last standing event, -1 where none is left. */
export interface Thread {
  first: number
  last: number
  /** A cut follows: what happened in it is unknown. */
  readonly cutAfter: boolean
}

/** Values are equal by their hash, by their text where it was kept, and by nothing else: shapes alone prove nothing. */
function sameValues(values: MaskedValues): Int32Array {
  const same = new Int32Array(values.size).fill(-1)
  const { hash, clear } = values
  for (let v = 0; v < values.size; v++)
    if (hash.codes[v]! >= 0) same[v] = hash.codes[v]!
    else if (clear.codes[v]! >= 0) same[v] = hash.dictionary.size + clear.codes[v]!
  return same
}

/** Visits every standing event, thread by thread in order. The visit may end the event itself and earlier ones. */
export function visit(cleaning: Cleaning, event: (row: number, before: number) => void, begin?: () => void): void {
  for (const thread of cleaning.threads) {
    begin?.()
    for (let row = thread.first; row >= 0; ) {
      const following = cleaning.next[row]!
      event(row, cleaning.previous[row]!)
      row = following
    }
  }
}

/** Milliseconds from one event to a later one; NaN where the log's times are missing or no order. */
export function gap({ ui }: Cleaning, from: number, to: number): number {
  if (ui.order.by === 'input' && ui.order.moved > 0) return Number.NaN
  return ui.time[to]! - ui.time[from]!
}

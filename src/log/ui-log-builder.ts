import { growingBytes, growingFloats, growingInts } from '../base/growing.ts'
import type { Masked } from './masked.ts'
import { orderEvents } from './ui-event-order.ts'
import {
  type Demonstration,
  type UiAction,
  type UiEffect,
  type UiElement,
  type UiLog,
  type UiOrder,
  uiActions,
  uiEffects,
} from './ui-log.ts'
import { ElementsBuilder, KeySetsBuilder, MaskedBuilder, TextsBuilder } from './ui-log-columns.ts'

/** One event for the builder; what is absent is missing. */
export interface UiEvent {
  /** Epoch ms. */
  readonly time?: number | undefined
  readonly ordinal: number
  readonly user?: string | null | undefined
  readonly action: UiAction
  readonly sourceAction?: string | null | undefined
  /** An element, or the number that `addElement` gave for it. */
  readonly element?: Partial<UiElement> | number | null | undefined
  /** Hashes of identifiers that stood in its titles and addresses, or the number that `addKeys` gave for them. */
  readonly placeKeys?: readonly string[] | number | undefined
  readonly row?: number | undefined
  readonly column?: number | undefined
  readonly rows?: number | undefined
  readonly columns?: number | undefined
  /** A value, or the number that `addValue` gave for it. */
  readonly value?: Masked | number | null | undefined
  readonly fieldValue?: Masked | number | null | undefined
  readonly x?: number | undefined
  readonly y?: number | undefined
  readonly effect?: UiEffect | undefined
  /** A pause or an out-of-scope stretch was cut out before this event. */
  readonly cut?: boolean | undefined
  /** The event belongs to a demonstration of this task; a run of equal `task` and `run` is one demonstration. */
  readonly task?: string | null | undefined
  readonly run?: string | null | undefined
}

export interface UiLogOptions {
  readonly name: string
  /** `auto`: by time where times are an order (`MOST_DISORDER`), else as read. Told: rows as added, described so. */
  readonly order?: 'auto' | 'input' | UiOrder
  readonly capture?: readonly string[]
}

const actionCodes: ReadonlyMap<string, number> = new Map(uiActions.map((action, code) => [action, code]))

/**
 * Builds a `UiLog` from recordings, each a list of events in input order. Elements and values are kept once. Events
 * lie in growing columns: no object of them is kept.
 */
export class UiLogBuilder {
  private readonly recordings: { readonly id: string; readonly source: string; events: number }[] = []
  private current = -1
  private interleaved = false
  private readonly ids = new Map<string, number>()
  private readonly time = growingFloats()
  private readonly ordinal = growingInts()
  private readonly recording = growingInts()
  private readonly action = growingBytes()
  private readonly users = new TextsBuilder()
  private readonly sourceActions = new TextsBuilder()
  private readonly element = growingInts()
  private readonly placeKeys = growingInts()
  private readonly row = growingInts()
  private readonly column = growingInts()
  private readonly rows = growingInts()
  private readonly columns = growingInts()
  private readonly value = growingInts()
  private readonly fieldValue = growingInts()
  private readonly x = growingFloats()
  private readonly y = growingFloats()
  private readonly cut = growingBytes()
  private readonly tasks = new TextsBuilder()
  private readonly runs = new TextsBuilder()
  private readonly elements = new ElementsBuilder()
  private readonly values = new MaskedBuilder()
  private readonly keySets = new KeySetsBuilder()
  private pointers = false
  private readonly effect = growingBytes()
  private effects = false

  get eventCount(): number {
    return this.time.length
  }

  /** Events that follow belong to this recording, whose number this gives. An id that was there before gets a number behind it. */
  beginRecording(id: string, source: string): number {
    let distinct = id
    // begun where the last one of this name ended
    for (let n = this.ids.get(id) ?? 1; this.ids.has(distinct); distinct = `${id} (${n})`) this.ids.set(id, ++n)
    this.ids.set(distinct, 1)
    this.current = this.recordings.push({ id: distinct, source, events: 0 }) - 1
    return this.current
  }

  /** Events that follow belong to a recording that was begun before: a file may hold several, row by row. */
  resumeRecording(number: number): void {
    this.current = number
  }

  add(event: UiEvent): void {
    if (this.recordings.length === 0) this.beginRecording('recording 1', 'unknown')
    this.time.push(event.time ?? Number.NaN)
    this.ordinal.push(event.ordinal)
    if (this.current < this.recordings.length - 1) this.interleaved = true
    this.recordings[this.current]!.events++
    this.recording.push(this.current)
    this.action.push(actionCodes.get(event.action)!)
    this.users.push(event.user ?? null)
    this.sourceActions.push(event.sourceAction ?? null)
    this.element.push(this.elementOf(event.element))
    const { placeKeys = -1 } = event
    this.placeKeys.push(typeof placeKeys === 'number' ? placeKeys : this.keySets.add(placeKeys))
    this.row.push(event.row ?? 0)
    this.column.push(event.column ?? 0)
    this.rows.push(event.rows ?? (event.row ? 1 : 0))
    this.columns.push(event.columns ?? (event.column ? 1 : 0))
    this.value.push(this.maskedOf(event.value))
    this.fieldValue.push(this.maskedOf(event.fieldValue))
    this.pointers ||= event.x !== undefined || event.y !== undefined
    // + 0: the zero below zero is no place of its own, and JSON does not know it
    this.x.push((event.x ?? Number.NaN) + 0)
    this.y.push((event.y ?? Number.NaN) + 0)
    const effect = uiEffects.indexOf(event.effect ?? 'unknown')
    this.effects ||= effect > 0
    this.effect.push(effect)
    this.cut.push(event.cut ? 1 : 0)
    this.tasks.push(event.task ?? null)
    this.runs.push(event.task ? (event.run ?? '') : null)
  }

  /** Number of an element; equal ones have the same. Events may name it. */
  addElement(element: Partial<UiElement>): number {
    return this.elements.add(element)
  }
  addValue(value: Masked): number {
    return this.values.add(value)
  }
  /** Number of a set of keys; -1 for none. */
  addKeys(keys: readonly string[]): number {
    return this.keySets.add(keys)
  }

  private elementOf(element: UiEvent['element']): number {
    if (typeof element === 'number') return element
    return element ? this.elements.add(element) : -1
  }

  private maskedOf(value: UiEvent['value']): number {
    if (typeof value === 'number') return value
    return value ? this.values.add(value) : -1
  }

  finish({ name, order: wanted = 'auto', capture = [] }: UiLogOptions): UiLog {
    const together = this.interleaved ? byRecording(this.recording.finish(), this.recordings.length) : null
    const recording = this.recording.finish(together)
    const { order, rows: ordered } =
      typeof wanted === 'object'
        ? { order: wanted, rows: null }
        : orderEvents(
            this.time.finish(together),
            recording,
            this.elements.streams(this.element.finish(together)),
            wanted,
          )
    const rows = together === null || ordered === null ? (ordered ?? together) : ordered.map(row => together[row]!)
    let next = 0
    return {
      name,
      eventCount: this.eventCount,
      time: rounded(this.time.finish(rows)),
      ordinal: this.ordinal.finish(rows),
      user: this.users.finish(rows),
      recording: this.recording.finish(rows),
      action: this.action.finish(rows),
      sourceAction: this.sourceActions.finish(rows),
      element: this.element.finish(rows),
      elements: this.elements.finish(),
      placeKeys: this.placeKeys.finish(rows),
      keySets: this.keySets.finish(),
      position: {
        row: this.row.finish(rows),
        column: this.column.finish(rows),
        rows: this.rows.finish(rows),
        columns: this.columns.finish(rows),
      },
      value: this.value.finish(rows),
      fieldValue: this.fieldValue.finish(rows),
      values: this.values.finish(),
      x: this.pointers ? this.x.finish(rows) : null,
      y: this.pointers ? this.y.finish(rows) : null,
      effect: this.effects ? this.effect.finish(rows) : null,
      recordings: this.recordings.map(({ id, source, events }) => {
        const first = next
        next += events
        return { id, source, first, last: next - 1 }
      }),
      demonstrations: this.demonstrations(rows, recording),
      cuts: cutRows(this.cut.finish(rows)),
      order,
      capture,
    }
  }

  /** Sorting keeps recordings where they are, so `recording` is the same before and after it. */
  private demonstrations(rows: Int32Array | null, recording: Int32Array): Demonstration[] {
    const found: { -readonly [K in keyof Demonstration]: Demonstration[K] }[] = []
    let open = -1
    for (let r = 0; r < this.eventCount; r++) {
      const at = rows === null ? r : rows[r]!
      const task = this.tasks.codeAt(at)
      if (task < 0) open = -1
      else {
        const goes =
          open >= 0 &&
          this.tasks.codeAt(open) === task &&
          this.runs.codeAt(open) === this.runs.codeAt(at) &&
          recording[r] === recording[r - 1]
        if (goes) found.at(-1)!.last = r
        else found.push({ task: this.tasks.dictionary.text(task), first: r, last: r })
        open = at
      }
    }
    return found
  }
}

/** Rows by recording, each recording's in the order in which they were added. */
function byRecording(recording: Int32Array, count: number): Int32Array {
  const at = new Int32Array(count + 1)
  for (const number of recording) at[number + 1]!++
  for (let r = 0; r < count; r++) at[r + 1]! += at[r]!
  const rows = new Int32Array(recording.length)
  for (let row = 0; row < recording.length; row++) rows[at[recording[row]!]!++] = row
  return rows
}

function cutRows(flags: Uint8Array): Int32Array {
  const rows: number[] = []
  for (let r = 0; r < flags.length; r++) if (flags[r] === 1) rows.push(r)
  return Int32Array.from(rows)
}

/** Times are compared as they came and kept to 100 ms: finer ones tell how a person types. */
const rounded = (time: Float64Array): Float64Array => time.map(ms => Math.round(ms / 100) * 100 + 0)

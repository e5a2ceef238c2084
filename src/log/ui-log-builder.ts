import { DictionaryBuilder } from '../base/dictionary.ts'
import { lengthBands, type Masked, type MaskedValues, type Texts, valueClasses } from './masked.ts'
import {
  type Demonstration,
  elementTexts,
  type Recording,
  selectorKinds,
  type UiAction,
  type UiElement,
  type UiElements,
  type UiLog,
  type UiOrder,
  uiActions,
} from './ui-log.ts'

/** Times may run back by this much within a recording (two loggers writing one file) and still be an order, in ms. */
export const MOST_DISORDER = 120_000

/** One event for the builder; what is absent is missing. */
export interface UiEvent {
  /** Epoch ms. */
  readonly time?: number
  readonly ordinal: number
  readonly user?: string | null
  readonly action: UiAction
  readonly sourceAction?: string | null
  readonly element?: Partial<UiElement> | null
  readonly row?: number
  readonly column?: number
  readonly rows?: number
  readonly columns?: number
  readonly value?: Masked | null
  readonly fieldValue?: Masked | null
  readonly x?: number
  readonly y?: number
  /** A pause or an out-of-scope stretch was cut out before this event. */
  readonly cut?: boolean
  /** The event belongs to a demonstration of this task; a run of equal `task` and `run` is one demonstration. */
  readonly task?: string | null
  readonly run?: string | null
}

export interface UiLogOptions {
  readonly name: string
  /** `auto`: by time where times are an order (`MOST_DISORDER`), else as read. */
  readonly order?: 'auto' | 'input'
  readonly capture?: readonly string[]
}

/** Builds a `UiLog` from recordings, each a list of events in input order. Elements and values are kept once. */
export class UiLogBuilder {
  private readonly rows: { event: UiEvent; recording: number; element: number; value: number; fieldValue: number }[] =
    []
  private readonly recordings: { id: string; source: string }[] = []
  private readonly users = new TextsBuilder()
  private readonly sourceActions = new TextsBuilder()
  private readonly elements = new ElementsBuilder()
  private readonly values = new ValuesBuilder()

  beginRecording(id: string, source: string): void {
    this.recordings.push({ id, source })
  }

  add(event: UiEvent): void {
    if (this.recordings.length === 0) this.beginRecording('recording 1', 'unknown')
    this.rows.push({
      event,
      recording: this.recordings.length - 1,
      element: event.element ? this.elements.add(event.element) : -1,
      value: event.value ? this.values.add(event.value) : -1,
      fieldValue: event.fieldValue ? this.values.add(event.fieldValue) : -1,
    })
  }

  finish({ name, order: wanted = 'auto', capture = [] }: UiLogOptions): UiLog {
    const { rows } = this
    const n = rows.length
    const order = wanted === 'input' ? inputOrder(rows) : orderRows(rows)
    const ints = (value: (row: (typeof rows)[number]) => number) => Int32Array.from(rows, value)
    const pointer = (key: 'x' | 'y') =>
      rows.some(({ event }) => event[key] !== undefined)
        ? Float64Array.from(rows, ({ event }) => event[key] ?? Number.NaN)
        : null
    const cuts: number[] = []
    for (let r = 0; r < n; r++) {
      this.users.push(rows[r]!.event.user ?? null)
      this.sourceActions.push(rows[r]!.event.sourceAction ?? null)
      if (rows[r]!.event.cut) cuts.push(r)
    }
    return {
      name,
      eventCount: n,
      time: Float64Array.from(rows, ({ event }) => roundTime(event.time)),
      ordinal: ints(({ event }) => event.ordinal),
      user: this.users.finish(),
      recording: ints(row => row.recording),
      action: Uint8Array.from(rows, ({ event }) => uiActions.indexOf(event.action)),
      sourceAction: this.sourceActions.finish(),
      element: ints(row => row.element),
      elements: this.elements.finish(),
      position: {
        row: ints(({ event }) => event.row ?? 0),
        column: ints(({ event }) => event.column ?? 0),
        rows: ints(({ event }) => event.rows ?? (event.row ? 1 : 0)),
        columns: ints(({ event }) => event.columns ?? (event.column ? 1 : 0)),
      },
      value: ints(row => row.value),
      fieldValue: ints(row => row.fieldValue),
      values: this.values.finish(),
      x: pointer('x'),
      y: pointer('y'),
      recordings: recordingsOf(this.recordings, rows),
      demonstrations: demonstrationsOf(rows),
      cuts: Int32Array.from(cuts),
      order,
      capture,
    }
  }
}

type Row = { event: UiEvent; recording: number }
const roundTime = (time: number | undefined) => (time === undefined ? Number.NaN : Math.round(time / 100) * 100)

/** Sorts by recording and time where times are an order; an event without a time keeps its place behind the one before. */
function orderRows(rows: Row[]): UiOrder {
  const told = inputOrder(rows)
  const latest: number[] = []
  let furthest = 0
  for (const { event, recording } of rows) {
    if (event.time === undefined) continue
    furthest = Math.max(furthest, (latest[recording] ?? event.time) - event.time)
    latest[recording] = Math.max(latest[recording] ?? event.time, event.time)
  }
  if (told.withoutTime === rows.length || furthest > MOST_DISORDER) return told
  let before = Number.NEGATIVE_INFINITY
  let current = -1
  const keys = new Map<Row, number>()
  rows.forEach(row => {
    if (row.recording !== current) before = Number.NEGATIVE_INFINITY
    current = row.recording
    const key = row.event.time ?? before
    keys.set(row, key)
    before = key
  })
  const at = new Map(rows.map((row, i) => [row, i]))
  rows.sort((a, b) => a.recording - b.recording || compare(keys.get(a)!, keys.get(b)!) || at.get(a)! - at.get(b)!)
  return { ...told, by: 'time' }
}

const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)

function inputOrder(rows: readonly Row[]): UiOrder {
  let moved = 0
  let ties = 0
  let withoutTime = 0
  const latest: number[] = []
  for (const { event, recording } of rows) {
    if (event.time === undefined) {
      withoutTime++
      continue
    }
    const before = latest[recording]
    if (before !== undefined && event.time < before) moved++
    if (before !== undefined && event.time === before) ties++
    latest[recording] = Math.max(before ?? event.time, event.time)
  }
  return { by: 'input', moved, ties, withoutTime }
}

function recordingsOf(recordings: readonly { id: string; source: string }[], rows: readonly Row[]): Recording[] {
  const spans = recordings.map(recording => ({ ...recording, first: 0, last: -1 }))
  rows.forEach(({ recording }, r) => {
    const span = spans[recording]!
    if (span.last < 0) span.first = r
    span.last = r
  })
  return spans
}

function demonstrationsOf(rows: readonly Row[]): Demonstration[] {
  const found: { -readonly [K in keyof Demonstration]: Demonstration[K] }[] = []
  let open: { task: string; run: string; recording: number } | null = null
  rows.forEach(({ event, recording }, r) => {
    const { task = null, run = null } = event
    if (task === null) {
      open = null
      return
    }
    if (open && open.task === task && open.run === (run ?? '') && open.recording === recording) found.at(-1)!.last = r
    else found.push({ task, first: r, last: r })
    open = { task, run: run ?? '', recording }
  })
  return found
}

/** Codes and dictionary of a column of texts. */
export class TextsBuilder {
  readonly dictionary = new DictionaryBuilder()
  private codes = new Int32Array(64)
  size = 0

  push(text: string | null): void {
    if (this.size === this.codes.length) {
      const grown = new Int32Array(this.size * 2)
      grown.set(this.codes)
      this.codes = grown
    }
    this.codes[this.size++] = text === null ? -1 : this.dictionary.addText(text)
  }

  finish(): Texts {
    return { codes: this.codes.slice(0, this.size), dictionary: this.dictionary.finish() }
  }
}

class ElementsBuilder {
  private readonly known = new Map<string, number>()
  private readonly columns = Object.fromEntries(elementTexts.map(key => [key, new TextsBuilder()])) as {
    [K in (typeof elementTexts)[number]]: TextsBuilder
  }
  private readonly offsets: number[] = [0]
  private readonly kinds: number[] = []
  private readonly selectorTexts = new TextsBuilder()

  add(element: Partial<UiElement>): number {
    const selectors = element.selectors ?? []
    const key = JSON.stringify([elementTexts.map(text => element[text] ?? null), selectors])
    const known = this.known.get(key)
    if (known !== undefined) return known
    const code = this.known.size
    this.known.set(key, code)
    for (const text of elementTexts) this.columns[text].push(element[text] ?? null)
    for (const { kind, text } of selectors) {
      this.kinds.push(selectorKinds.indexOf(kind))
      this.selectorTexts.push(text)
    }
    this.offsets.push(this.kinds.length)
    return code
  }

  finish(): UiElements {
    const columns = Object.fromEntries(elementTexts.map(key => [key, this.columns[key].finish()]))
    return {
      ...(columns as { [K in (typeof elementTexts)[number]]: Texts }),
      size: this.known.size,
      selectorOffsets: Int32Array.from(this.offsets),
      selectorKinds: Uint8Array.from(this.kinds),
      selectorTexts: this.selectorTexts.finish(),
    }
  }
}

class ValuesBuilder {
  private readonly known = new Map<string, number>()
  private readonly shape = new TextsBuilder()
  private readonly hash = new TextsBuilder()
  private readonly clear = new TextsBuilder()
  private readonly classes: number[] = []
  private readonly lengths: number[] = []
  private readonly keyOffsets: number[] = [0]
  private readonly keyCodes: number[] = []
  private readonly keyTexts = new DictionaryBuilder()

  add(value: Masked): number {
    const key = JSON.stringify([value.shape, value.class, value.length, value.hash, value.keys, value.clear])
    const known = this.known.get(key)
    if (known !== undefined) return known
    const code = this.known.size
    this.known.set(key, code)
    this.shape.push(value.shape)
    this.hash.push(value.hash)
    this.clear.push(value.clear)
    this.classes.push(valueClasses.indexOf(value.class))
    this.lengths.push(Math.min(value.length, lengthBands.length - 1))
    for (const hash of value.keys) this.keyCodes.push(this.keyTexts.addText(hash))
    this.keyOffsets.push(this.keyCodes.length)
    return code
  }

  finish(): MaskedValues {
    return {
      size: this.known.size,
      shape: this.shape.finish(),
      class: Uint8Array.from(this.classes),
      length: Uint8Array.from(this.lengths),
      hash: this.hash.finish(),
      keyOffsets: Int32Array.from(this.keyOffsets),
      keyCodes: Int32Array.from(this.keyCodes),
      keyTexts: this.keyTexts.finish(),
      clear: this.clear.finish(),
    }
  }
}

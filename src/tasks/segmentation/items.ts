import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'

/** Something that may tell that a run ended between an item and the one before it in its stream. */
export const CUE_SWITCH = 1
export const CUE_CUT = 2
export const CUE_IDLE = 4
export const cueBits: readonly number[] = [CUE_SWITCH, CUE_CUT, CUE_IDLE]

/**
 * What is segmented: UI events, or the steps made of them, stream by stream. A stream is one person in one recording; what
 * nobody is named for belongs to the stream of the event before it. Item i stands for the UI events
 * rows[rowOffsets[i]..rowOffsets[i + 1]). Times are not in here, but for `CUE_IDLE` where they are asked for.
 */
export interface Items {
  readonly ui: UiLog
  readonly size: number
  readonly rowOffsets: Int32Array
  readonly rows: Int32Array
  /** Index into `uiActions`. */
  readonly action: Uint8Array
  /** The source's own word for the action (code of `ui.sourceAction`), -1 where items are steps. */
  readonly sourceAction: Int32Array
  /** The step that the item is, -1 where items are events. */
  readonly step: Int32Array
  readonly steps: StepLog | null
  /** Index into `ui.elements`, -1 = none. */
  readonly element: Int32Array
  /** The row whose position the item has. */
  readonly place: Int32Array
  /** Code of the hash of the value it carries (`ui.values.hash`), -1 = none. */
  readonly value: Int32Array
  /** 1 where the item is the first of its stream. */
  readonly starts: Uint8Array
  /** Bits of `CUE_…`. */
  readonly cues: Uint8Array
}

export interface ItemOptions {
  /** Gaps longer than this (ms) may tell the end of a run; only where times are real. Absent: times play no part. */
  readonly idle?: number
}

export const isStepLog = (log: UiLog | StepLog): log is StepLog => 'stepCount' in log

/** Every UI event is an item. */
export function eventItems(ui: UiLog, options: ItemOptions = {}): Items {
  const n = ui.eventCount
  const stream = streamsOf(ui)
  const order = orderByStream(stream)
  const pick = (column: ArrayLike<number>) => Int32Array.from(order, row => column[row]!)
  return finish(ui, options, stream, order, {
    rowOffsets: Int32Array.from({ length: n + 1 }, (_, i) => i),
    rows: order,
    action: Uint8Array.from(order, row => ui.action[row]!),
    sourceAction: pick(ui.sourceAction.codes),
    step: new Int32Array(n).fill(-1),
    steps: null,
    element: pick(ui.element),
    place: order,
    value: Int32Array.from(order, row => hashOf(ui, ui.value[row]!)),
  })
}

/** Every step is an item; UI events that are noise are none. */
export function stepItems(steps: StepLog, options: ItemOptions = {}): Items {
  const { ui } = steps
  const last = Int32Array.from({ length: steps.stepCount }, (_, s) => steps.rows[steps.rowOffsets[s + 1]! - 1]!)
  const byRow = streamsOf(ui)
  const stream = Int32Array.from(last, row => byRow[row]!)
  const order = orderByStream(stream)
  const rowOffsets = new Int32Array(order.length + 1)
  const rows = new Int32Array(steps.rows.length)
  order.forEach((s, i) => {
    const [from, to] = [steps.rowOffsets[s]!, steps.rowOffsets[s + 1]!]
    rows.set(steps.rows.subarray(from, to), rowOffsets[i]!)
    rowOffsets[i + 1] = rowOffsets[i]! + to - from
  })
  const placed = Int32Array.from(order, s => {
    for (let at = steps.rowOffsets[s + 1]! - 1; at >= steps.rowOffsets[s]!; at--)
      if (ui.position.row[steps.rows[at]!]! > 0) return steps.rows[at]!
    return last[s]!
  })
  return finish(
    ui,
    options,
    byRow,
    Int32Array.from(order, s => last[s]!),
    {
      rowOffsets,
      rows,
      action: Uint8Array.from(order, s => steps.action[s]!),
      sourceAction: new Int32Array(order.length).fill(-1),
      step: order,
      steps,
      element: Int32Array.from(order, s => steps.element[s]!),
      place: placed,
      value: Int32Array.from(order, s => hashOf(ui, steps.value[s]!)),
    },
  )
}

type Columns = Omit<Items, 'ui' | 'size' | 'starts' | 'cues'>

/** `lastRow[i]` is the UI event that item i ends with. */
function finish(ui: UiLog, { idle }: ItemOptions, stream: Int32Array, lastRow: Int32Array, columns: Columns): Items {
  const size = lastRow.length
  const starts = new Uint8Array(size)
  const cues = new Uint8Array(size)
  const cutsUpTo = new Int32Array(ui.eventCount + 1)
  for (const cut of ui.cuts) cutsUpTo[cut + 1]!++
  for (let r = 0; r < ui.eventCount; r++) cutsUpTo[r + 1]! += cutsUpTo[r]!
  for (let i = 0; i < size; i++) {
    const row = lastRow[i]!
    const before = i > 0 ? lastRow[i - 1]! : -1
    if (before < 0 || stream[before] !== stream[row]) {
      starts[i] = 1
      continue
    }
    for (let r = before + 1; r < row; r++)
      if (stream[r] !== stream[row]) {
        cues[i]! |= CUE_SWITCH
        break
      }
    if (cutsUpTo[row + 1]! > cutsUpTo[before + 1]!) cues[i]! |= CUE_CUT
    if (idle !== undefined && ui.time[row]! - ui.time[before]! > idle) cues[i]! |= CUE_IDLE
  }
  return { ui, size, ...columns, starts, cues }
}

/** Number of the stream by row: recording by recording, persons in order of appearance. */
function streamsOf(ui: UiLog): Int32Array {
  const stream = new Int32Array(ui.eventCount)
  const users = ui.user.codes
  for (const { first, last } of ui.recordings) {
    let user = -1
    for (let row = first; row <= last && user < 0; row++) user = users[row]!
    for (let row = first; row <= last; row++) {
      if (users[row]! >= 0) user = users[row]!
      stream[row] = user
    }
  }
  const known = new Map<number, number>()
  for (let row = 0; row < stream.length; row++) {
    const key = ui.recording[row]! * (ui.user.dictionary.size + 1) + stream[row]! + 1
    let number = known.get(key)
    if (number === undefined) known.set(key, (number = known.size))
    stream[row] = number
  }
  return stream
}

/** Indexes by stream, in their order within it: a counting sort, hence stable. */
function orderByStream(stream: Int32Array): Int32Array {
  let streams = 0
  for (const s of stream) streams = Math.max(streams, s + 1)
  const at = new Int32Array(streams + 1)
  for (const s of stream) at[s + 1]!++
  for (let s = 0; s < streams; s++) at[s + 1]! += at[s]!
  const order = new Int32Array(stream.length)
  for (let i = 0; i < stream.length; i++) order[at[stream[i]!]!++] = i
  return order
}

const hashOf = (ui: UiLog, value: number) => (value < 0 ? -1 : ui.values.hash.codes[value]!)

/** Some stretches of the items, [from, to) each, as items of their own; each begins a stream. */
export function someItems(items: Items, stretches: readonly (readonly [number, number])[]): Items {
  const at = Int32Array.from(stretches.flatMap(([from, to]) => Array.from({ length: to - from }, (_, k) => from + k)))
  const pick = (column: Int32Array) => Int32Array.from(at, i => column[i]!)
  const bytes = (column: Uint8Array) => Uint8Array.from(at, i => column[i]!)
  const rowOffsets = new Int32Array(at.length + 1)
  at.forEach((i, k) => {
    rowOffsets[k + 1] = rowOffsets[k]! + items.rowOffsets[i + 1]! - items.rowOffsets[i]!
  })
  const rows = new Int32Array(rowOffsets[at.length]!)
  at.forEach((i, k) => {
    rows.set(items.rows.subarray(items.rowOffsets[i]!, items.rowOffsets[i + 1]!), rowOffsets[k]!)
  })
  const starts = bytes(items.starts)
  let first = 0
  for (const [from, to] of stretches) {
    starts[first] = 1
    first += to - from
  }
  return {
    ui: items.ui,
    size: at.length,
    rowOffsets,
    rows,
    action: bytes(items.action),
    sourceAction: pick(items.sourceAction),
    step: pick(items.step),
    steps: items.steps,
    element: pick(items.element),
    place: pick(items.place),
    value: pick(items.value),
    starts,
    cues: bytes(items.cues),
  }
}

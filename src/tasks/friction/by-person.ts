import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { type Threads, threadsOf } from '../cleaning/threads.ts'
import { personOfRows } from '../person-of-rows.ts'

/** A log of steps in which each recording is one person's, and the row of the log for every row of it. */
export interface ByPerson {
  readonly log: StepLog
  readonly rowOf: (row: number) => number
}

/**
 * The same events and steps with the events of each person of a recording together: what one person does between two events
 * of another is no switch of either. The log itself where no recording has events of several people between each other.
 */
export function byPerson(log: StepLog): ByPerson {
  const { ui } = log
  const threads = threadsOf(ui)
  const streams = streamsOf(ui)
  const isOneEach = streams.every(
    (stream, row) => row === 0 || stream === streams[row - 1] || ui.recording[row] !== ui.recording[row - 1],
  )
  if (isOneEach) return { log, rowOf: row => row }
  const rows = Int32Array.from({ length: ui.eventCount }, (_, row) => row).sort(
    (a, b) => streams[a]! - streams[b]! || a - b,
  )
  return { log: stepsInOrder(log, eventsInOrder(ui, rows, streams, threads), rows), rowOf: row => rows[row]! }
}

/** A number for each person of each recording, in order of appearance. */
function streamsOf(ui: UiLog): Int32Array {
  const numbers = new Map<string, number>()
  return personOfRows(ui).map((person, row) => {
    const key = `${ui.recording[row]} ${person}`
    let number = numbers.get(key)
    if (number === undefined) numbers.set(key, (number = numbers.size))
    return number
  })
}

function eventsInOrder(ui: UiLog, rows: Int32Array, streams: Int32Array, { thread }: Threads): UiLog {
  const ints = (column: Int32Array) => Int32Array.from(rows, row => column[row]!)
  const floats = (column: Float64Array) => Float64Array.from(rows, row => column[row]!)
  // a new thread of the same person begins behind a cut
  const cuts: number[] = []
  for (let r = 1; r < rows.length; r++)
    if (streams[rows[r]!] === streams[rows[r - 1]!] && thread[rows[r]!] !== thread[rows[r - 1]!]) cuts.push(r)
  return {
    ...ui,
    time: floats(ui.time),
    ordinal: ints(ui.ordinal),
    user: { codes: ints(ui.user.codes), dictionary: ui.user.dictionary },
    recording: ints(streams),
    action: Uint8Array.from(rows, row => ui.action[row]!),
    element: ints(ui.element),
    value: ints(ui.value),
    fieldValue: ints(ui.fieldValue),
    x: ui.x && floats(ui.x),
    y: ui.y && floats(ui.y),
    effect: ui.effect && Uint8Array.from(rows, row => ui.effect![row]!),
    cuts: Int32Array.from(cuts),
  }
}

function stepsInOrder(log: StepLog, ui: UiLog, rows: Int32Array): StepLog {
  const placeOf = new Int32Array(rows.length)
  rows.forEach((row, place) => {
    placeOf[row] = place
  })
  const last = (step: number) => placeOf[log.rows[log.rowOffsets[step + 1]! - 1]!]!
  const steps = Int32Array.from({ length: log.stepCount }, (_, s) => s).sort((a, b) => last(a) - last(b))
  const offsets = new Int32Array(log.stepCount + 1)
  const own: number[] = []
  steps.forEach((step, s) => {
    for (let i = log.rowOffsets[step]!; i < log.rowOffsets[step + 1]!; i++) own.push(placeOf[log.rows[i]!]!)
    offsets[s + 1] = own.length
  })
  const at = new Int32Array(log.stepCount)
  steps.forEach((step, s) => {
    at[step] = s
  })
  return {
    ui,
    stepCount: log.stepCount,
    rowOffsets: offsets,
    rows: Int32Array.from(own),
    action: Uint8Array.from(steps, step => log.action[step]!),
    element: Int32Array.from(steps, step => log.element[step]!),
    value: Int32Array.from(steps, step => log.value[step]!),
    label: { codes: Int32Array.from(steps, step => log.label.codes[step]!), dictionary: log.label.dictionary },
    source: Int32Array.from(steps, step => (log.source[step]! < 0 ? -1 : at[log.source[step]!]!)),
    flow: Uint8Array.from(steps, step => log.flow[step]!),
    noise: Uint8Array.from(rows, row => log.noise[row]!),
  }
}

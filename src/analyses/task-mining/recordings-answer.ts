import { compareText } from '../../base/sort.ts'
import { type Masked, maskedAt, valueClasses } from '../../log/masked.ts'
import type { Problem } from '../../log/problems.ts'
import { noiseKinds } from '../../log/step-log.ts'
import { actionAt, textAt, type UiLog } from '../../log/ui-log.ts'
import { handsOnOf, isTimed, threadsOf } from '../../tasks/index.ts'
import { type MinedTasks, type PeopleRule, peopleShown } from './mined-tasks.ts'
import { visibleRows } from './shown-instances.ts'

/** What came in: recordings, applications, classes of values, and what was odd. */
export interface RecordingsAnswer {
  readonly name: string
  readonly events: number
  readonly steps: number
  /** null: fewer than the minimum group size. */
  readonly people: number | null
  readonly order: UiLog['order']
  readonly capture: readonly string[]
  readonly recordings: readonly RecordingRow[]
  readonly applications: readonly {
    readonly application: string
    readonly events: number
    readonly handsOnMs: number | null
  }[]
  /** How often work went from one application to another within a recording, most first; ties by name. */
  readonly switches: readonly { readonly from: string; readonly to: string; readonly times: number }[]
  /** Events carrying a value, by class of the value, most first. */
  readonly values: readonly { readonly class: string; readonly events: number }[]
  readonly noise: readonly { readonly kind: string; readonly events: number }[]
  readonly demonstrations: readonly { readonly task: string; readonly instances: number }[]
  readonly problems: readonly Problem[]
}
export interface RecordingRow {
  readonly id: string
  readonly source: string
  readonly events: number
  /** null where there are no times, or where they would tell of one person (`PeopleRule.shared`). */
  readonly handsOnMs: number | null
  readonly demonstrations: number
}

type Threads = ReturnType<typeof threadsOf>

export function recordingsAnswer(mined: MinedTasks, rule: PeopleRule): RecordingsAnswer {
  const { ui, steps, problems } = mined
  const seen = visibleRows(mined, rule)
  const threads = threadsOf(ui)
  const demonstrations = new Map<number, number>()
  for (const { first } of ui.demonstrations)
    demonstrations.set(ui.recording[first]!, (demonstrations.get(ui.recording[first]!) ?? 0) + 1)
  const all = (first: number, last: number) => seen === null || seen.subarray(first, last + 1).every(one => one === 1)
  return {
    name: ui.name,
    events: ui.eventCount,
    steps: steps.stepCount,
    people: peopleShown(new Set(ui.user.codes.filter(code => code >= 0)).size, rule),
    order: ui.order,
    capture: ui.capture,
    recordings: ui.recordings.map(({ id, source, first, last }, i) => ({
      id,
      source,
      events: last - first + 1,
      handsOnMs: all(first, last) ? known(handsOnOf(ui, range(first, last))) : null,
      demonstrations: demonstrations.get(i) ?? 0,
    })),
    applications: applicationsOf(ui, threads),
    switches: switchesOf(ui, threads),
    values: counted(rows(ui), row => (ui.value[row]! < 0 ? null : valueClasses[ui.values.class[ui.value[row]!]!]!)).map(
      ({ key, count }) => ({ class: key, events: count }),
    ),
    noise: counted(rows(ui), row => (steps.noise[row] === 0 ? null : noiseKinds[steps.noise[row]!]!)).map(
      ({ key, count }) => ({ kind: key, events: count }),
    ),
    demonstrations: counted(ui.demonstrations, ({ task }) => task).map(({ key, count }) => ({
      task: key,
      instances: count,
    })),
    problems,
  }
}

/** One UI event as it may be shown: masked, without the person, its time since the recording began. */
export interface UiEventRow {
  /** 0-based data row of the input. */
  readonly row: number
  readonly recording: string
  /** ms since the first event of the recording; null where times are missing or no order. */
  readonly sinceMs: number | null
  readonly action: string
  readonly application: string | null
  readonly place: string | null
  readonly element: string | null
  readonly role: string | null
  readonly value: { readonly class: string; readonly shape: string; readonly clear: string | null } | null
  readonly noise: string | null
  readonly step: string | null
}
export interface UiEventsAnswer {
  readonly total: number
  readonly from: number
  readonly rows: readonly UiEventRow[]
  /** Events of this page that are not shown, because they would be those of one person (`PeopleRule.shared`). */
  readonly withheld: number
}

export function uiEventsAnswer(
  mined: MinedTasks,
  from: number,
  limit: number,
  rule: PeopleRule = { minimum: null },
): UiEventsAnswer {
  const { ui, steps, names } = mined
  const seen = visibleRows(mined, rule)
  const labels = new Map<number, string>()
  for (let s = 0; s < steps.stepCount; s++) {
    const last = steps.rows[steps.rowOffsets[s + 1]! - 1]!
    if (last >= from && last < from + limit) labels.set(last, textAt(steps.label, s) ?? '')
  }
  const timed = isTimed(ui)
  const begun = ui.recordings.map(({ first, last }) => firstTime(ui, first, last))
  const end = Math.min(ui.eventCount, from + limit)
  const shown: UiEventRow[] = []
  for (let row = from; row < end; row++) {
    if (seen?.[row] === 0) continue
    const element = ui.element[row]!
    const text = (key: 'application' | 'role') => (element < 0 ? null : textAt(ui.elements[key], element))
    const recording = ui.recording[row]!
    shown.push({
      row: ui.ordinal[row]!,
      recording: ui.recordings[recording]!.id,
      sinceMs: timed ? known(ui.time[row]! - begun[recording]!) : null,
      action: actionAt(ui, row),
      application: text('application'),
      place: names.place(ui.elements, element),
      element: names.element(ui.elements, element),
      role: text('role'),
      value: shownValue(maskedAt(ui.values, ui.value[row]!)),
      noise: steps.noise[row] === 0 ? null : noiseKinds[steps.noise[row]!]!,
      step: labels.get(row) ?? null,
    })
  }
  return { total: ui.eventCount, from, rows: shown, withheld: Math.max(0, end - from) - shown.length }
}

const shownValue = (value: Masked | null) =>
  value === null ? null : { class: value.class, shape: value.shape, clear: value.clear }

function firstTime(ui: UiLog, first: number, last: number): number {
  for (let row = first; row <= last; row++) if (!Number.isNaN(ui.time[row]!)) return ui.time[row]!
  return Number.NaN
}

/** Hands-on time in each application: the gap from what the same person did before counts where the event happens. */
function applicationsOf(ui: UiLog, { previous }: Threads): RecordingsAnswer['applications'] {
  const found = new Map<string, { events: number; handsOn: number; timed: boolean }>()
  for (let row = 0; row < ui.eventCount; row++) {
    const element = ui.element[row]!
    const application = (element < 0 ? null : textAt(ui.elements.application, element)) ?? 'unknown'
    const entry = found.get(application) ?? { events: 0, handsOn: 0, timed: false }
    found.set(application, entry)
    entry.events++
    if (previous[row]! < 0) continue
    const time = handsOnOf(ui, [previous[row]!, row])
    if (Number.isNaN(time)) continue
    entry.timed = true
    entry.handsOn += time
  }
  return [...found]
    .map(([application, { events, handsOn, timed }]) => ({ application, events, handsOnMs: timed ? handsOn : null }))
    .sort((a, b) => b.events - a.events || compareText(a.application, b.application))
}

/** Changes of application between one event of a person and the next; events without one, and cuts, are no change. */
function switchesOf(ui: UiLog, { threads, thread }: Threads): RecordingsAnswer['switches'] {
  const befores: (string | null)[] = Array(threads.length).fill(null)
  const found = new Map<string, { from: string; to: string; times: number }>()
  for (let row = 0; row < ui.eventCount; row++) {
    const element = ui.element[row]!
    const application = element < 0 ? null : textAt(ui.elements.application, element)
    if (application === null) continue
    const before = befores[thread[row]!]!
    if (before !== null && before !== application) {
      const key = JSON.stringify([before, application])
      const known = found.get(key) ?? { from: before, to: application, times: 0 }
      known.times++
      found.set(key, known)
    }
    befores[thread[row]!] = application
  }
  return [...found.values()].sort((a, b) => b.times - a.times || compareText(a.from, b.from) || compareText(a.to, b.to))
}

function* rows({ eventCount }: UiLog) {
  for (let row = 0; row < eventCount; row++) yield row
}

/** How often each key, most first, ties by key; null is not counted. */
function counted<T>(items: Iterable<T>, keyOf: (item: T) => string | null): { key: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const item of items) {
    const key = keyOf(item)
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => b.count - a.count || compareText(a.key, b.key))
}

const known = (value: number) => (Number.isNaN(value) ? null : value)
const range = (first: number, last: number) => Int32Array.from({ length: last - first + 1 }, (_, i) => first + i)

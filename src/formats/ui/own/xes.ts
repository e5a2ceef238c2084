import { type Column, valueAt } from '../../../log/column.ts'
import type { EventLog } from '../../../log/event-log.ts'
import { lengthBands, type Masked, valueClasses } from '../../../log/masked.ts'
import {
  elementTexts,
  type Selector,
  selectorKinds,
  type UiElement,
  type UiOrder,
  uiEffects,
} from '../../../log/ui-log.ts'
import { type UiEvent, UiLogBuilder } from '../../../log/ui-log-builder.ts'
import { UI_KEYS, UI_LOG_KEYS } from '../export-xes.ts'
import type { UiLogReader } from '../raw-event.ts'
import type { UiReadOptions } from '../ui-format.ts'
import { actionNumbers } from './about.ts'

/** Whether the keys of attributes are those that a UI log is exported with. */
export const isOwnXes = (keys: ReadonlySet<string>): boolean => keys.has('ui:action') && keys.has('ui:ordinal')

/** How long the thread is held before other work may run, ms. */
const HOLD = 25

/**
 * The UI log that an event log was exported from (`eventLogOfUi`), masked when it was made: nothing is masked again. Rows
 * stand in their order where every event tells its number, else by trace.
 */
export async function uiLogOfXes(log: EventLog, name: string, reader: UiLogReader, options: UiReadOptions) {
  const { platform, cancel } = options
  const builder = new UiLogBuilder()
  const attributes = new Attributes(log)
  const cases = caseByRow(log)
  const recordings = new Map<string, number>()
  let since = platform.now()
  for (const r of inOrder(log, attributes)) {
    const event = eventOf(attributes, r)
    if (event === null) {
      reader.problems.add('no-action', 'Events without an action were left out.', { row: r + 1 }, 'loss')
      continue
    }
    const id = attributes.text('ui:recording', r) ?? name
    const known = recordings.get(id)
    if (known === undefined)
      recordings.set(id, builder.beginRecording(id, attributes.text('ui:recording_source', r) ?? 'ui-xes'))
    else builder.resumeRecording(known)
    const time = log.complete[r]!
    const task = options.cases === 'ignore' ? null : attributes.ofCase('ui:task', cases[r]!)
    builder.add({
      ...event,
      ...(Number.isNaN(time) ? {} : { time }),
      ...(task === null ? {} : { task, run: log.caseIds.text(cases[r]!) }),
    })
    if (platform.now() - since < HOLD) continue
    cancel?.throwIfCancelled()
    await platform.pause()
    since = platform.now()
  }
  const capture = log.attributes.flatMap(({ key, value }) => (key === UI_LOG_KEYS.capture ? [String(value)] : []))
  return builder.finish({ name: log.name || name, order: orderOf(log, options, builder.eventCount), capture })
}

/** As it is told, if no event went since then. */
function orderOf(log: EventLog, { order = 'auto' }: UiReadOptions, events: number): 'auto' | 'input' | UiOrder {
  const told = log.attributes.find(({ key }) => key === UI_LOG_KEYS.order)
  const count = (name: string) => Number(told?.children.find(({ key }) => key === name)?.value ?? Number.NaN)
  const by = told?.value
  if (order === 'input' || (by !== 'time' && by !== 'input') || count(UI_LOG_KEYS.events) !== events) return order
  const [moved, ties, withoutTime] = [UI_LOG_KEYS.moved, UI_LOG_KEYS.ties, UI_LOG_KEYS.withoutTime].map(count)
  return { by, moved: moved || 0, ties: ties || 0, withoutTime: withoutTime || 0 }
}

/** Values of attributes as texts and numbers; null where they are missing or of another kind. */
class Attributes {
  private readonly log: EventLog
  constructor(log: EventLog) {
    this.log = log
  }
  text(key: string, r: number): string | null {
    return textIn(this.log.eventAttributes.get(key), r)
  }
  number(key: string, r: number): number | null {
    const column = this.log.eventAttributes.get(key)
    const value = column === undefined ? null : valueAt(column, r)
    return typeof value === 'number' && Number.isFinite(value) ? value : null
  }
  count(key: string, r: number): number {
    const value = this.number(key, r)
    return value !== null && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : 0
  }
  ofCase(key: string, c: number): string | null {
    return textIn(this.log.caseAttributes.get(key), c)
  }
}

function textIn(column: Column | undefined, row: number): string | null {
  const value = column === undefined ? null : valueAt(column, row)
  return value === null ? null : String(value)
}

function eventOf(attributes: Attributes, r: number): UiEvent | null {
  const text = (key: string) => attributes.text(key, r)
  const action = text('ui:action')
  if (action === null || !actionNumbers.has(action)) return null
  const [x, y] = [attributes.number('ui:x', r), attributes.number('ui:y', r)]
  return {
    ordinal: attributes.count('ui:ordinal', r),
    user: text('org:resource'),
    action: action as UiEvent['action'],
    sourceAction: text('ui:source_action'),
    element: elementOf(text),
    placeKeys: words(text('ui:place_keys')),
    ...placeOf(attributes, r),
    value: maskedOf(attributes, 'ui:value', r),
    fieldValue: maskedOf(attributes, 'ui:field_value', r),
    ...(x === null ? {} : { x }),
    ...(y === null ? {} : { y }),
    effect: uiEffects.find(known => known === text('ui:effect')),
    cut: text('ui:cut') === 'true',
  }
}

function placeOf(attributes: Attributes, r: number) {
  const [row, column] = [attributes.count('ui:row', r), attributes.count('ui:column', r)]
  const rows = attributes.count('ui:rows', r) || undefined
  return { row, column, rows, columns: attributes.count('ui:columns', r) || undefined }
}

function elementOf(text: (key: string) => string | null): Partial<UiElement> | null {
  const parts = Object.fromEntries(elementTexts.map(part => [part, text(UI_KEYS[part])]))
  const selectors = selectorKinds.flatMap((kind): Selector[] => {
    const found: Selector[] = []
    for (let nth = 1, key = `ui:selector_${kind}`; text(key) !== null; key = `ui:selector_${kind}_${++nth}`)
      found.push({ kind, text: text(key)! })
    return found
  })
  return selectors.length === 0 && Object.values(parts).every(part => part === null) ? null : { ...parts, selectors }
}

function maskedOf(attributes: Attributes, key: string, r: number): Masked | null {
  const known = valueClasses.find(name => name === attributes.text(`${key}_class`, r))
  if (known === undefined) return null
  return {
    class: known,
    shape: attributes.text(`${key}_shape`, r) ?? '',
    length: Math.max(0, lengthBands.indexOf(attributes.count(`${key}_length`, r))),
    hash: attributes.text(`${key}_hash`, r),
    keys: words(attributes.text(`${key}_keys`, r)),
    clear: attributes.text(key, r),
  }
}

const words = (text: string | null): readonly string[] => text?.split(' ').filter(word => word !== '') ?? []

/** Rows by the number that they had in the UI log, where all tell one; else as they stand. */
function inOrder({ eventCount }: EventLog, attributes: Attributes): Int32Array {
  const rows = Int32Array.from({ length: eventCount }, (_, r) => r)
  const numbers = Float64Array.from(rows, r => attributes.number('ui:number', r) ?? Number.NaN)
  return numbers.some(Number.isNaN) ? rows : rows.sort((a, b) => numbers[a]! - numbers[b]! || a - b)
}

function caseByRow({ eventCount, caseCount, caseOffsets }: EventLog): Int32Array {
  const cases = new Int32Array(eventCount)
  for (let c = 0; c < caseCount; c++) cases.fill(c, caseOffsets[c]!, caseOffsets[c + 1]!)
  return cases
}

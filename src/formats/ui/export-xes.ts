import type { Platform } from '../../base/platform.ts'
import type { AttributeNode, AttributeType, Value } from '../../log/column.ts'
import { type EventLog, RESOURCE } from '../../log/event-log.ts'
import { EventLogBuilder } from '../../log/event-log-builder.ts'
import { keysAt, lengthBands, maskedAt } from '../../log/masked.ts'
import { Problems } from '../../log/problems.ts'
import {
  type ElementText,
  elementAt,
  elementTexts,
  textAt,
  type UiElement,
  type UiLog,
  uiActions,
  uiEffects,
} from '../../log/ui-log.ts'
import { writeXes } from '../xes/write.ts'

/** Prefix of the attributes after the reference model for UI logs (Abb & Rehse, 2022). */
export const UI_EXTENSION = { name: 'UserInteraction', prefix: 'ui', uri: 'urn:parfocal:xes:ui:1' } as const

/** The attributes that hold the parts of an element. */
export const UI_KEYS: Readonly<Record<ElementText, string>> = {
  system: 'ui:system',
  application: 'ui:application',
  document: 'ui:document',
  window: 'ui:window',
  page: 'ui:page',
  group: 'ui:group',
  role: 'ui:element_role',
  name: 'ui:element_name',
  identifier: 'ui:element_id',
}

/** Attributes of the log; those below `order` are its children. */
export const UI_LOG_KEYS = {
  capture: 'ui:capture',
  order: 'ui:order',
  events: 'ui:events',
  moved: 'ui:moved',
  ties: 'ui:ties',
  withoutTime: 'ui:without_time',
} as const

/**
 * A UI log as an event log: a recording, or a demonstration where there are any, is a case; an event's name is its
 * action and element; the levels of the interface and what is kept of values are attributes with the prefix `ui`.
 */
export function eventLogOfUi(log: UiLog): EventLog {
  const builder = new EventLogBuilder()
  const rowCase = casesOf(log, builder)
  const set = (key: string, row: number, value: Value | undefined, type: AttributeType) => {
    if (value !== null && value !== undefined) builder.eventColumn(key).set(row, value, type)
  }
  const cuts = new Set(log.cuts)
  const elements = Array.from({ length: log.elements.size }, (_, e) => elementAt(log.elements, e)!)
  for (let r = 0; r < log.eventCount; r++) {
    const row = builder.nextEvent(rowCase[r]!)
    const element = elements[log.element[r]!]
    const action = uiActions[log.action[r]!]!
    builder.activity.setText(row, [action, element ? calledBy(element) : null].filter(Boolean).join(' '))
    if (!Number.isNaN(log.time[r]!)) builder.setComplete(row, log.time[r]!)
    set(RESOURCE, row, textAt(log.user, r), 'string')
    set('ui:action', row, action, 'string')
    set('ui:source_action', row, textAt(log.sourceAction, r), 'string')
    set('ui:recording', row, log.recordings[log.recording[r]!]?.id, 'string')
    set('ui:ordinal', row, log.ordinal[r]!, 'int')
    set('ui:recording_source', row, log.recordings[log.recording[r]!]?.source, 'string')
    set('ui:number', row, r, 'int')
    for (const part of elementTexts) set(UI_KEYS[part], row, element?.[part], 'string')
    const kinds = new Map<string, number>()
    for (const { kind, text } of element?.selectors ?? []) {
      const nth = (kinds.get(kind) ?? 0) + 1
      kinds.set(kind, nth)
      set(nth === 1 ? `ui:selector_${kind}` : `ui:selector_${kind}_${nth}`, row, text, 'string')
    }
    for (const part of ['row', 'column', 'rows', 'columns'] as const)
      if (log.position[part][r]! > 0) set(`ui:${part}`, row, log.position[part][r]!, 'int')
    const masked = (key: string, at: number) => {
      const value = maskedAt(log.values, at)
      set(`${key}_shape`, row, value?.shape, 'string')
      set(`${key}_class`, row, value?.class, 'string')
      set(`${key}_length`, row, value ? lengthBands[value.length] : null, 'int')
      set(`${key}_hash`, row, value?.hash, 'string')
      set(`${key}_keys`, row, value?.keys.join(' ') || null, 'string')
      set(key, row, value?.clear, 'string')
    }
    masked('ui:value', log.value[r]!)
    masked('ui:field_value', log.fieldValue[r]!)
    set('ui:place_keys', row, keysAt(log.keySets, log.placeKeys[r]!).join(' ') || null, 'string')
    if (cuts.has(r)) set('ui:cut', row, true, 'boolean')
    if (log.effect?.[r]) set('ui:effect', row, uiEffects[log.effect[r]!], 'string')
    if (log.x) set('ui:x', row, Number.isNaN(log.x[r]!) ? null : log.x[r]!, 'float')
    if (log.y) set('ui:y', row, Number.isNaN(log.y[r]!) ? null : log.y[r]!, 'float')
  }
  return builder.finish(new Problems(), {
    name: log.name,
    extensions: [...STANDARD, UI_EXTENSION],
    attributes: attributesOf(log),
  })
}

function attributesOf({ order, eventCount, capture }: UiLog): AttributeNode[] {
  const count = (key: string, value: number): AttributeNode => ({ key, type: 'int', value, children: [] })
  const { events, moved, ties, withoutTime } = UI_LOG_KEYS
  const children = [count(events, eventCount), count(moved, order.moved), count(ties, order.ties)]
  return [
    {
      key: UI_LOG_KEYS.order,
      type: 'string',
      value: order.by,
      children: [...children, count(withoutTime, order.withoutTime)],
    },
    ...capture.map((value): AttributeNode => ({ key: UI_LOG_KEYS.capture, type: 'string', value, children: [] })),
  ]
}

/** A name that was masked whole tells less than what the program calls the element. */
function calledBy({ name, identifier, role }: UiElement): string | null {
  return (name !== null && /^\{[^}]*\}$/.test(name) ? (identifier ?? name) : name) ?? identifier ?? role
}

const STANDARD = (['Concept', 'Time', 'Organizational'] as const).map((name, i) => {
  const prefix = ['concept', 'time', 'org'][i]!
  return { name, prefix, uri: `http://www.xes-standard.org/${prefix}.xesext` }
})

/** The case of every row: the demonstration that it belongs to, else its recording. */
function casesOf(log: UiLog, builder: EventLogBuilder): Int32Array {
  const cases = new Int32Array(log.eventCount)
  const recordings = log.recordings.map(({ id }) => id)
  let shown = 0
  for (let r = 0; r < log.eventCount; r++) {
    while (log.demonstrations[shown] && log.demonstrations[shown]!.last < r) shown++
    const demonstration = log.demonstrations[shown]
    const inside = demonstration !== undefined && demonstration.first <= r
    const id = recordings[log.recording[r]!] ?? ''
    const text = inside ? `${id} / ${demonstration.task} ${shown + 1}` : id
    const code = builder.cases.addText(text)
    if (inside && builder.cases.size === code + 1) builder.caseColumn('ui:task').setText(code, demonstration.task)
    cases[r] = code
  }
  return cases
}

export const writeUiXes = (log: UiLog, platform: Platform): AsyncIterable<Uint8Array> =>
  writeXes(eventLogOfUi(log), platform)

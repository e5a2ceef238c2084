import type { Platform } from '../../base/platform.ts'
import type { AttributeType, Value } from '../../log/column.ts'
import { type EventLog, RESOURCE } from '../../log/event-log.ts'
import { EventLogBuilder } from '../../log/event-log-builder.ts'
import { lengthBands, maskedAt } from '../../log/masked.ts'
import { Problems } from '../../log/problems.ts'
import { elementAt, textAt, type UiElement, type UiLog, uiActions } from '../../log/ui-log.ts'
import { writeXes } from '../xes/write.ts'

/** Prefix of the attributes after the reference model for UI logs (Abb & Rehse, 2022). */
export const UI_EXTENSION = { name: 'UserInteraction', prefix: 'ui', uri: 'urn:parfocal:xes:ui:1' } as const

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
    for (const key of ['system', 'application', 'document', 'window', 'page', 'group'] as const)
      set(`ui:${key}`, row, element?.[key], 'string')
    set('ui:element_role', row, element?.role, 'string')
    set('ui:element_name', row, element?.name, 'string')
    set('ui:element_id', row, element?.identifier, 'string')
    for (const { kind, text } of element?.selectors ?? []) set(`ui:selector_${kind}`, row, text, 'string')
    if (log.position.row[r]! > 0) set('ui:row', row, log.position.row[r]!, 'int')
    if (log.position.column[r]! > 0) set('ui:column', row, log.position.column[r]!, 'int')
    const value = maskedAt(log.values, log.value[r]!)
    set('ui:value_shape', row, value?.shape, 'string')
    set('ui:value_class', row, value?.class, 'string')
    set('ui:value_length', row, value ? lengthBands[value.length] : null, 'int')
    set('ui:value_hash', row, value?.hash, 'string')
    set('ui:value', row, value?.clear, 'string')
    if (log.x) set('ui:x', row, Number.isNaN(log.x[r]!) ? null : log.x[r]!, 'float')
    if (log.y) set('ui:y', row, Number.isNaN(log.y[r]!) ? null : log.y[r]!, 'float')
  }
  return builder.finish(new Problems(), { name: log.name, extensions: [...STANDARD, UI_EXTENSION] })
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

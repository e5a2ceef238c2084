import type { ByteSource } from '../../../base/platform.ts'
import { encodeUtf8 } from '../../../base/utf8.ts'
import { keysAt, lengthBands, type Masked, maskedAt, valueClasses } from '../../../log/masked.ts'
import {
  elementAt,
  elementTexts,
  type Selector,
  selectorKinds,
  textAt,
  type UiElement,
  type UiLog,
  uiActions,
  uiEffects,
} from '../../../log/ui-log.ts'
import { UiLogBuilder } from '../../../log/ui-log-builder.ts'
import { headText, type JsonObject, jsonLines, listOf, numberOf, objectOf, textOf } from '../json-document.ts'
import { UiLogReader } from '../raw-event.ts'
import type { UiFormat, UiReadOptions } from '../ui-format.ts'
import { type About, aboutOf, actionNumbers, checkedAbout, damagedLog, OWN_FORMAT } from './about.ts'

const CHUNK = 1 << 16

/**
 * A UI log as JSON lines: a header, then a line for each distinct element and value, then one for each event, which
 * names them by their number. What is missing is left out.
 */
export function* writeUiLines(log: UiLog): Generator<Uint8Array> {
  let text = `${JSON.stringify(aboutOf(log))}\n`
  const line = (key: string, value: object) => {
    text += `{"${key}":${JSON.stringify(value)}}\n`
  }
  for (let e = 0; e < log.elements.size; e++) line('element', withoutNull(elementAt(log.elements, e)!))
  for (let v = 0; v < log.values.size; v++) line('value', withoutNull(maskedAt(log.values, v)!))
  for (let s = 0; s < log.keySets.size; s++) line('keys', keysAt(log.keySets, s))
  let cut = 0
  for (let r = 0; r < log.eventCount; r++) {
    const isCut = log.cuts[cut] === r
    if (isCut) cut++
    line('event', eventOf(log, r, isCut))
    if (text.length < CHUNK) continue
    yield encodeUtf8(text)
    text = ''
  }
  yield encodeUtf8(text)
}

const withoutNull = (item: object) =>
  Object.fromEntries(
    Object.entries(item).filter(([, value]) => value !== null && !(Array.isArray(value) && !value.length)),
  )

function eventOf(log: UiLog, r: number, cut: boolean): object {
  const { row, column, rows, columns } = log.position
  const number = (value: number, none: number) => (value === none || Number.isNaN(value) ? undefined : value)
  return {
    time: number(log.time[r]!, Number.NaN),
    ordinal: log.ordinal[r],
    user: textAt(log.user, r) ?? undefined,
    action: uiActions[log.action[r]!],
    sourceAction: textAt(log.sourceAction, r) ?? undefined,
    element: number(log.element[r]!, -1),
    placeKeys: number(log.placeKeys[r]!, -1),
    row: number(row[r]!, 0),
    column: number(column[r]!, 0),
    rows: number(rows[r]!, 0),
    columns: number(columns[r]!, 0),
    value: number(log.value[r]!, -1),
    fieldValue: number(log.fieldValue[r]!, -1),
    x: log.x ? number(log.x[r]!, Number.NaN) : undefined,
    y: log.y ? number(log.y[r]!, Number.NaN) : undefined,
    effect: log.effect?.[r] ? uiEffects[log.effect[r]!] : undefined,
    cut: cut || undefined,
  }
}

/** The JSON lines of a UI log, masked when it was made: read as they are. */
export const ownLines: UiFormat = {
  id: 'ui-log',
  title: 'UI log of Parfocal (JSON lines)',
  extensions: ['jsonl'],
  recognises: head => (new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${OWN_FORMAT}"`).test(headText(head)) ? 1 : 0),
  async read(source, options) {
    return { log: await readUiLines(source, options), problems: [], wasMasked: true }
  },
}

/** The log's own numbers of what lines told, by their order: a line that comes twice is one thing. */
interface Told {
  readonly elements: number[]
  readonly values: number[]
  readonly keys: number[]
}

/** Reads what `writeUiLines` wrote. Throws `FormatError` where it is newer, cut off or damaged. */
async function readUiLines(source: ByteSource, options: UiReadOptions): Promise<UiLog> {
  const builder = new UiLogBuilder()
  const reader = new UiLogReader(options)
  let about: About | null = null
  let recording = 0
  const begin = (upTo: number) => {
    for (; about!.recordings[recording] && about!.recordings[recording]!.first <= upTo; recording++)
      builder.beginRecording(about!.recordings[recording]!.id, about!.recordings[recording]!.source)
  }
  const told: Told = { elements: [], values: [], keys: [] }
  for await (const { value, line } of jsonLines(source, options, reader)) {
    if (about === null) about = checkedAbout(value, source.name)
    else if ('element' in value) told.elements.push(builder.addElement(elementOf(objectOf(value['element']))))
    else if ('value' in value) told.values.push(builder.addValue(maskedOf(objectOf(value['value']), source.name, line)))
    else if ('keys' in value) told.keys.push(builder.addKeys(listOf(value['keys']).flatMap(key => textOf(key) ?? [])))
    else {
      begin(builder.eventCount)
      builder.add(rowOf(objectOf(value['event']), about, told, source.name, line))
    }
  }
  if (about === null || reader.problems.list().length > 0 || builder.eventCount !== about.events)
    throw damagedLog(source.name, about === null ? 'it has no header' : 'lines are missing or broken')
  begin(about.events)
  const log = builder.finish({ name: about.name, order: about.order, capture: about.capture })
  const nothing = about.pointers && log.x === null ? new Float64Array(log.eventCount).fill(Number.NaN) : null
  return {
    ...log,
    x: log.x ?? nothing,
    y: log.y ?? nothing,
    recordings: about.recordings,
    demonstrations: about.demonstrations,
  }
}

function elementOf(item: JsonObject | null): Partial<UiElement> {
  const texts = Object.fromEntries(elementTexts.map(key => [key, typeof item?.[key] === 'string' ? item[key] : null]))
  const selectors = listOf(item?.['selectors']).flatMap((each): Selector[] => {
    const selector = objectOf(each)
    const kind = selectorKinds.find(known => known === selector?.['kind'])
    return kind && typeof selector?.['text'] === 'string' ? [{ kind, text: selector['text'] }] : []
  })
  return { ...texts, selectors }
}

function maskedOf(item: JsonObject | null, file: string, line: number): Masked {
  const known = valueClasses.find(name => name === item?.['class'])
  const length = numberOf(item?.['length'])
  if (!known || length === null || length < 0 || length >= lengthBands.length)
    throw damagedLog(file, `the value in line ${line} is not known`)
  const text = (key: string) => (typeof item?.[key] === 'string' ? (item[key] as string) : null)
  return {
    shape: text('shape') ?? '',
    class: known,
    length,
    hash: text('hash'),
    keys: listOf(item?.['keys']).flatMap(key => textOf(key) ?? []),
    clear: text('clear'),
  }
}

function rowOf(item: JsonObject | null, { pointers }: About, told: Told, file: string, line: number) {
  const action = textOf(item?.['action'])
  const code = (key: string, numbers: readonly number[]) => {
    const number = numberOf(item?.[key]) ?? -1
    if (number === -1) return -1
    const known = numbers[number]
    if (known === undefined) throw damagedLog(file, `"${key}" points to nothing in line ${line}`)
    return known
  }
  if (action === null || !actionNumbers.has(action)) throw damagedLog(file, `line ${line} has no known action`)
  const number = (key: string) => numberOf(item?.[key]) ?? undefined
  if (Math.abs(number('time') ?? 0) > 8.64e15) throw damagedLog(file, `line ${line} has a time that no calendar knows`)
  const text = (key: string) => (typeof item?.[key] === 'string' ? (item[key] as string) : null)
  return {
    time: number('time'),
    ordinal: number('ordinal') ?? 0,
    user: text('user'),
    action: action as (typeof uiActions)[number],
    sourceAction: text('sourceAction'),
    element: code('element', told.elements),
    placeKeys: code('placeKeys', told.keys),
    row: number('row') ?? 0,
    column: number('column') ?? 0,
    rows: number('rows') ?? 0,
    columns: number('columns') ?? 0,
    value: code('value', told.values),
    fieldValue: code('fieldValue', told.values),
    ...(pointers ? { x: number('x') ?? Number.NaN, y: number('y') ?? Number.NaN } : {}),
    effect: uiEffects.find(known => known === item?.['effect']),
    cut: item?.['cut'] === true,
  }
}

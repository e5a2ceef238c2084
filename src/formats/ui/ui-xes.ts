import type { ByteSource } from '../../base/platform.ts'
import { decodeUtf8 } from '../../base/utf8.ts'
import { type Column, valueAt } from '../../log/column.ts'
import { ACTIVITY, type EventLog } from '../../log/event-log.ts'
import { readXes } from '../xes/read.ts'
import { recognisesXes } from '../xes/recognise.ts'
import { actionLoggerEvent } from './action-logger-event.ts'
import { isOwnXes, uiLogOfXes } from './own/xes.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import { columnKey, type Row } from './rows.ts'
import { simulatedEvent } from './simulated-event.ts'
import { smartRpaEvent } from './smart-rpa-event.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'

/** XES whose events are those of a recorder: its traces become demonstrations, its events rows in the order of the file. */
export const uiXes: UiFormat = {
  id: 'ui-xes',
  title: 'UI log as XES',
  extensions: ['xes'],
  recognises(head) {
    const sure = recognisesXes(head)
    if (sure === 0) return 0
    const keys = keysIn(decodeUtf8(head, 0, Math.min(head.length, 1 << 16)))
    return isOwnXes(keys) || dialectOf(keys) !== null ? Math.min(0.95, sure) : 0
  },
  read,
}

type Dialect = (row: Row, ordinal: number) => Omit<RawUiEvent, 'time'> | null

/** Which recorder the attributes of events are of; null where none is known. */
function dialectOf(keys: ReadonlySet<string>): Dialect | null {
  const has = (...names: string[]) => names.every(name => keys.has(name))
  const some = (...names: string[]) => names.some(name => keys.has(name))
  if (has('eventtype') && some('targetapp', 'target.id', 'target.name', 'content')) return actionLoggerEvent
  if (has('category') && some('tag_name', 'browser_url', 'clipboard_content', 'event_relevance', 'event_src_path'))
    return smartRpaEvent
  if (has('source') && some('label', 'url', 'filename') && some('value', 'row', 'sheet')) return simulatedEvent
  return null
}

const keysIn = (text: string): ReadonlySet<string> =>
  new Set(Array.from(text.matchAll(/\bkey\s*=\s*["']([^"']{1,100})["']/g), match => columnKey(match[1]!)))

async function read(source: ByteSource, options: UiReadOptions): Promise<UiReading> {
  const { log, problems } = await readXes(source, options)
  const reader = new UiLogReader(options)
  for (const problem of problems)
    reader.problems.add(problem.kind, problem.message, problem.places[0] ?? {}, problem.severity, problem.count)
  const keys = new Set([...log.eventAttributes.keys(), ACTIVITY].map(columnKey))
  if (isOwnXes(keys)) {
    const ui = await uiLogOfXes(log, source.name, reader, options)
    return { log: ui, problems: reader.problems.list(), wasMasked: true }
  }
  const dialect = dialectOf(keys) ?? simulatedEvent
  await reader.beginRecording(source.name, uiXes.id)
  const columns = columnsOf(log)
  const caseOf = casesOf(log)
  const byInput = rowsByInput(log)
  let r = 0
  const row: Row = key => {
    const column = columns.get(key)
    const value = column ? valueAt(column, r) : null
    const text = value === null ? '' : String(value)
    return text.trim() === '' ? null : text
  }
  for (let i = 0; i < log.eventCount; i++) {
    r = byInput[i]!
    const event = dialect(row, i)
    if (event === null) {
      reader.problems.add('no-action', 'Events without an action were left out.', { row: i + 1 }, 'loss')
      continue
    }
    const time = log.complete[r]!
    const run = log.caseIds.text(caseOf[r]!)
    await reader.add({ task: 'case', run, ...event, ...(Number.isNaN(time) ? {} : { time }) })
  }
  return reader.finish(log.name || source.name)
}

function columnsOf(log: EventLog): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>()
  for (const [key, column] of log.eventAttributes) columns.set(columnKey(key), column)
  columns.set(ACTIVITY, log.activity)
  for (const [name, key] of [
    ['eventtype', ACTIVITY],
    ['event_type', ACTIVITY],
  ] as const)
    if (!columns.has(name)) columns.set(name, columns.get(key)!)
  return columns
}

function casesOf(log: EventLog): Int32Array {
  const cases = new Int32Array(log.eventCount)
  for (let c = 0; c < log.caseCount; c++) cases.fill(c, log.caseOffsets[c]!, log.caseOffsets[c + 1]!)
  return cases
}

/** Rows of the log in the order of the file. */
function rowsByInput({ eventCount, ordinal }: EventLog): Int32Array {
  const rows = Int32Array.from({ length: eventCount }, (_, r) => r)
  if (ordinal !== null) for (let r = 0; r < eventCount; r++) rows[ordinal[r]!] = r
  return rows
}

import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { UiAction, UiElement } from '../../log/ui-log.ts'
import { headText, type JsonObject, listOf, numberOf, objectOf, readJson, textOf } from './json-document.ts'
import { lookup } from './lookup.ts'
import { UiLogReader } from './raw-event.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'
import { UiTimes } from './ui-times.ts'

/**
 * Buckets exported from ActivityWatch: the active window, the tab of the browser, the file in the editor. Time away
 * from the keyboard is a cut without length; how long somebody was away is not kept.
 */
export const activityWatch: UiFormat = {
  id: 'activity-watch',
  title: 'ActivityWatch buckets (JSON)',
  extensions: ['json'],
  recognises(head) {
    const text = headText(head)
    if (!/^\s*\{/.test(text)) return 0
    const bucket = /"(currentwindow|afkstatus|web\.tab\.current|app\.editor\.activity|os\.hid\.input)"/.test(text)
    if (/^\s*\{\s*"buckets"\s*:\s*\{/.test(text)) return 0.95
    return bucket && /"client"\s*:/.test(text) && /"hostname"\s*:/.test(text) ? 0.95 : 0
  },
  read,
}

interface Heard {
  readonly time: number | undefined
  readonly action: UiAction
  readonly source: string
  readonly element: Partial<UiElement> | null
  readonly away: boolean
  readonly index: number
}

async function read(source: ByteSource, options: UiReadOptions): Promise<UiReading> {
  const top = objectOf(await readJson(source, options))
  const buckets =
    objectOf(top?.['buckets']) ?? (top !== null && 'events' in top ? { [textOf(top['id']) ?? 'bucket']: top } : null)
  if (buckets === null)
    throw new FormatError('An export of ActivityWatch has "buckets".', {
      file: source.name,
      fix: 'Export all buckets, or one, as JSON.',
    })
  const reader = new UiLogReader(options)
  const times = new UiTimes(reader.problems, options.timeZone)
  const hosts = new Map<string, Heard[]>()
  let index = 0
  for (const [id, value] of Object.entries(buckets)) {
    const bucket = objectOf(value)
    const type = textOf(bucket?.['type']) ?? ''
    if (lookup(KINDS, type) === undefined) {
      reader.problems.add(
        'unknown-bucket',
        'Buckets of a kind that tells no interaction were left out.',
        // an id ends in the name of the machine
        { column: id.replace(/_[^_]*$/, ''), value: type },
        'info',
      )
      continue
    }
    const host = textOf(bucket?.['hostname']) ?? 'unknown host'
    const heard = hosts.get(host) ?? []
    hosts.set(host, heard)
    // buckets are exported from the newest event on
    const events = listOf(bucket?.['events']).map(objectOf)
    for (const event of events.reverse()) heard.push(heardOf(event, type, index++, times))
  }
  let n = 0
  for (const [host, heard] of hosts) {
    await reader.beginRecording(n++ === 0 ? source.name : `${source.name} ${n}`, activityWatch.id)
    heard.sort((a, b) => (a.time ?? 0) - (b.time ?? 0) || a.index - b.index)
    await addAll(heard, host, reader)
  }
  return reader.finish(source.name)
}

async function addAll(heard: readonly Heard[], host: string, reader: UiLogReader): Promise<void> {
  let cut = false
  for (const [ordinal, { time, action, source, element, away }] of heard.entries()) {
    if (away) {
      cut = true
      continue
    }
    if (element === null) continue
    await reader.add({
      ordinal,
      action,
      sourceAction: source,
      user: host,
      element,
      cut,
      ...(time === undefined ? {} : { time }),
    })
    cut = false
  }
}

const KINDS: Readonly<Record<string, UiAction>> = {
  currentwindow: 'switch',
  afkstatus: 'wait',
  'web.tab.current': 'navigate',
  'app.editor.activity': 'open',
}

function heardOf(event: JsonObject | null, type: string, index: number, times: UiTimes): Heard {
  const data = objectOf(event?.['data'])
  const text = textOf(event?.['timestamp'])
  const stamp = numberOf(event?.['timestamp'])
  const time = stamp ?? (text === null ? undefined : times.read(text, { row: index + 1, column: 'timestamp' }))
  const away = type === 'afkstatus' && textOf(data?.['status']) === 'afk'
  return {
    time,
    index,
    away,
    action: KINDS[type]!,
    source: type,
    element: type === 'afkstatus' ? null : elementOf(data, type),
  }
}

function elementOf(data: JsonObject | null, type: string): Partial<UiElement> {
  const title = textOf(data?.['title'])
  if (type === 'web.tab.current')
    return { application: 'Browser', window: title, page: textOf(data?.['url']), role: 'document' }
  if (type === 'app.editor.activity') {
    const file = textOf(data?.['file'])
    return {
      application: 'Editor',
      document: file === null ? null : file.replace(/^.*[\\/]/, ''),
      group: textOf(data?.['project'])?.replace(/^.*[\\/]/, '') ?? null,
      role: 'document',
    }
  }
  return { application: textOf(data?.['app']), window: title, role: 'window' }
}

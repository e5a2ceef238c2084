import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { UiAction, UiElement } from '../../log/ui-log.ts'
import { headText, type JsonObject, jsonLines, listOf, numberOf, objectOf, readJson, textOf } from './json-document.ts'
import { keyAction, modifierOf } from './keys.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'
import { UiTimes } from './ui-times.ts'
import { controlRole } from './windows-control.ts'

/**
 * Episodes of AgentNet (OpenCUA): the reduced actions with their targets, or the raw events of mouse and keyboard; with
 * the other files of the episode also the task, the active application and the day.
 */
export const agentNet: UiFormat = {
  id: 'agent-net',
  title: 'AgentNet episode (JSON lines)',
  extensions: ['jsonl', 'json'],
  recognises(head) {
    const text = headText(head)
    if (!/^\s*\{/.test(text)) return 0
    if (/^\s*\{"time_stamp"\s*:\s*[\d.]+\s*,\s*"action"\s*:\s*"\w+"/.test(text)) return 0.95
    return /^\s*\{[^\n]*"action"\s*:\s*"/.test(text) &&
      /"(axtree|past_frame_target|event_start_idx|pre_move)"\s*:/.test(text)
      ? 0.95
      : 0
  },
  read: (source, options) => readEpisode(source.name, { actions: source }, options),
  bag: {
    recognises: names => names.some(name => MAIN.some(main => baseName(name) === main)),
    async read(files, options) {
      const byName = new Map(files.map(file => [baseName(file.name), file]))
      const mains = MAIN.flatMap(name => byName.get(name) ?? [])
      const actions = mains.find(({ size }) => size !== 0)
      if (actions === undefined)
        throw new FormatError('The episode holds no actions: its files of events are empty (0 bytes).', {
          file: mains[0]!.name,
          fix: 'Copy the episode again.',
        })
      const { [0]: first } = files
      const name = first!.name.includes('/') ? first!.name.split('/')[0]! : actions.name
      return readEpisode(
        name,
        {
          actions,
          metadata: byName.get('metadata.json'),
          task: byName.get('task_name.json'),
          windows: byName.get('top_window.jsonl'),
        },
        options,
      )
    },
  },
}

/** Files that hold the actions, the most telling first. */
const MAIN = ['reduced_events_complete.jsonl', 'reduced_events_vis.jsonl', 'events.jsonl']
const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

interface Episode {
  readonly actions: ByteSource
  readonly metadata?: ByteSource | undefined
  readonly task?: ByteSource | undefined
  readonly windows?: ByteSource | undefined
}

async function readEpisode(name: string, episode: Episode, options: UiReadOptions): Promise<UiReading> {
  const reader = new UiLogReader(options)
  await reader.beginRecording(name, agentNet.id)
  const clock = await clockOf(episode.metadata, reader, options)
  const task = episode.task ? textOf(objectOf(await readJson(episode.task, options))?.['task_name']) : null
  const windows: { readonly from: number; readonly name: string }[] = []
  if (episode.windows)
    for await (const { value } of jsonLines(episode.windows, options, reader)) {
      const [from, top] = [numberOf(value['time_stamp']), textOf(value['top_window_name'])]
      if (from !== null && top !== null) windows.push({ from, name: top })
    }
  windows.sort((a, b) => a.from - b.from)
  const raw = new RawInput()
  let row = 0
  for await (const { value, line } of jsonLines(episode.actions, options, reader)) {
    const ordinal = row++
    const stamp = numberOf(value['start_time']) ?? numberOf(value['time_stamp'])
    const part = 'time_stamp' in value && !('start_time' in value) ? raw.event(value) : reducedEvent(value)
    if (part === 'unknown') {
      reader.problems.add('no-action', 'Lines without an action were left out.', { line }, 'loss')
      continue
    }
    if (part === null) continue
    const application = stamp === null ? null : windowAt(windows, stamp)
    await reader.add({
      ordinal,
      ...part,
      element: { application, ...part.element },
      ...(stamp === null ? {} : { time: clock(stamp) }),
      ...(task === null ? {} : { task, run: '1' }),
    })
  }
  return reader.finish(name)
}

/** The window that was on top at a time: the last one that came before it; `windows` by time. */
function windowAt(windows: readonly { readonly from: number; readonly name: string }[], stamp: number): string | null {
  let [low, high] = [0, windows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (windows[middle]!.from <= stamp) low = middle + 1
    else high = middle
  }
  return windows[low - 1]?.name ?? null
}

/** From seconds of the machine's own clock to epoch ms. */
async function clockOf(
  source: ByteSource | undefined,
  reader: UiLogReader,
  options: UiReadOptions,
): Promise<(stamp: number) => number> {
  const metadata = source ? objectOf(await readJson(source, options)) : null
  const from = numberOf(metadata?.['video_start_timestamp'])
  const begun = textOf(metadata?.['start_time'])
  const begin = begun === null ? undefined : new UiTimes(reader.problems, options.timeZone).read(begun, {})
  if (from !== null && begin !== undefined) return stamp => begin + (stamp - from) * 1000
  reader.problems.add(
    'relative-times',
    'Times count from when the machine was started, not from a date; only their distances mean something.',
    {},
    'warning',
  )
  return stamp => stamp * 1000
}

type Part = Omit<RawUiEvent, 'ordinal'>

/** An action as the annotator reduced it; its kind stands in `action` or, where that was written anew, in `description`. */
function reducedEvent(value: JsonObject): Part | 'unknown' | null {
  const words = [textOf(value['action']), textOf(value['description'])].filter(word => word !== null)
  if (words.length === 0) return 'unknown'
  const kind = /^(click|drag|scroll|press|type|write|hotkey|move)$/.test(words[0]!)
    ? words[0]!
    : kindOf(words.join(' '))
  if (kind === 'move') return null
  const at = objectOf(value['coordinate']) ?? objectOf(listOf(value['coordinates'])[0])
  const [x, y] = [numberOf(at?.['x']), numberOf(at?.['y'])]
  const base = { element: targetOf(value), sourceAction: kind, ...(x === null || y === null ? {} : { x, y }) }
  if (kind === 'press' || kind === 'hotkey') {
    const keys = [value['key'], value['keys'], value['name']].flat().flatMap(key => textOf(key)?.split('+') ?? [])
    const held = new Set(keys.slice(0, -1).flatMap(key => modifierOf(key) ?? []))
    return { ...base, ...keyAction(keys.at(-1) ?? '', held) }
  }
  if (kind === 'type' || kind === 'write')
    return { ...base, action: 'enter', value: textOf(value['text']) ?? textOf(value['content']) }
  if (kind !== 'click') return { ...base, action: kind as UiAction }
  const description = textOf(value['description']) ?? ''
  const right = value['button'] === 'right' || /right/i.test(description)
  const double = (numberOf(value['click_type']) ?? 1) === 2 || /double/i.test(description)
  return { ...base, action: right ? 'context-click' : double ? 'double-click' : 'click' }
}

function kindOf(words: string): string {
  const text = words.toLowerCase()
  for (const kind of ['drag', 'scroll', 'type', 'press', 'hotkey'] as const)
    if (new RegExp(`\\b${kind}`).test(text)) return kind
  return /click|select|open|choose/.test(text) ? 'click' : 'other'
}

function targetOf(value: JsonObject): Partial<UiElement> {
  const target = objectOf(value['target']) ?? {}
  const before = objectOf(value['past_frame_target']) ?? {}
  const type = textOf(target['control_type']) ?? textOf(before['control_type'])
  const name = textOf(target['title']) ?? textOf(before['title'])
  const tree = objectOf(value['axtree'])
  return {
    window: textOf(tree?.['Name']),
    role: type === null ? null : controlRole(type),
    name,
    selectors: name === null ? [] : [{ kind: 'aria', text: name }],
  }
}

/** Raw events: a click when the button goes down, keys that are held, one scroll for a run of the wheel. */
class RawInput {
  private readonly held = new Set<string>()
  private scrolled = Number.NEGATIVE_INFINITY

  event(value: JsonObject): Part | 'unknown' | null {
    const action = textOf(value['action'])
    const [x, y] = [numberOf(value['x']), numberOf(value['y'])]
    const at = x === null || y === null ? {} : { x, y }
    const key = textOf(value['name']) ?? ''
    const modifier = modifierOf(key)
    switch (action) {
      case null:
        return 'unknown'
      case 'move':
        return null
      case 'click':
        if (value['pressed'] !== true) return null
        return { action: value['button'] === 'right' ? 'context-click' : 'click', sourceAction: action, ...at }
      case 'scroll': {
        const time = numberOf(value['time_stamp']) ?? 0
        const same = time - this.scrolled < SAME_SCROLL
        this.scrolled = time
        return same ? null : { action: 'scroll', sourceAction: action, ...at }
      }
      case 'press':
        if (modifier !== null) this.held.add(modifier)
        return modifier === null ? keyAction(key, this.held) : null
      case 'release':
        if (modifier !== null) this.held.delete(modifier)
        return null
      default:
        return { action: 'other', sourceAction: action, ...at }
    }
  }
}

/** Turns of the wheel within so many seconds are one scroll. */
const SAME_SCROLL = 1

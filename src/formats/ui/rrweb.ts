import { FormatError } from '../../base/errors.ts'
import type { ByteSource } from '../../base/platform.ts'
import type { UiAction, UiEffect, UiElement } from '../../log/ui-log.ts'
import { headText, type JsonObject, numberOf, objectOf, parsedJson, readText, textOf } from './json-document.ts'
import { type RawUiEvent, UiLogReader } from './raw-event.ts'
import { effectOf, reachesOutside, tellsChanges } from './rrweb-effects.ts'
import { PageTree } from './rrweb-tree.ts'
import type { UiFormat, UiReading, UiReadOptions } from './ui-format.ts'

/** Recordings of rrweb: a list of events (or an object with `events`, or one event a line), the page as snapshots and changes. */
export const rrweb: UiFormat = {
  id: 'rrweb',
  title: 'rrweb recording (JSON)',
  extensions: ['json', 'jsonl'],
  recognises(head) {
    const text = headText(head)
    const event = /\{\s*(?:"timestamp"\s*:\s*[\d.e+]+\s*,\s*)?"(?:type"\s*:\s*[0-6]\b|data"\s*:\s*\{)/
    if (!/^\s*[[{]/.test(text) || !event.test(text)) return 0
    const page = /"(childNodes|tagName|href|positions|adds|rootId)"\s*:/.test(text)
    return /"type"\s*:\s*[0-6]\b/.test(text) && /"timestamp"\s*:\s*\d/.test(text) && page ? 0.95 : 0
  },
  read,
}

/** EventType of rrweb. */
const FULL = 2
const INCREMENTAL = 3
const META = 4
const CUSTOM = 5
/** IncrementalSource. */
const MUTATION = 0
const MOUSE = 2
const SCROLL = 3
const INPUT = 5
const DRAG = 12
/** MouseInteractions that are deeds; others (down, up, focus, blur) are parts of these. */
const MOUSE_ACTIONS: Readonly<Record<number, UiAction>> = { 2: 'click', 3: 'context-click', 4: 'double-click' }

async function read(source: ByteSource, options: UiReadOptions): Promise<UiReading> {
  const events = await eventsOf(source, options)
  const reader = new UiLogReader(options)
  await reader.beginRecording(source.name, rrweb.id)
  const tells = tellsChanges(events)
  const replay = new Replay(reader, at => (tells ? effectOf(events, at) : 'unknown'))
  for (const [i, item] of events.entries()) {
    const event = objectOf(item)
    const [type, time] = [numberOf(event?.['type']), numberOf(event?.['timestamp'])]
    if (event === null || type === null) {
      reader.problems.add('no-action', 'Events without a type were left out.', { row: i + 1 }, 'loss')
      continue
    }
    await replay.take(type, objectOf(event['data']) ?? {}, time ?? undefined, i)
  }
  await replay.settle()
  return reader.finish(source.name)
}

async function eventsOf(source: ByteSource, options: UiReadOptions): Promise<readonly unknown[]> {
  const text = await readText(source, options)
  let json: unknown
  try {
    json = parsedJson(text, source.name)
  } catch (error) {
    const lines = text.split('\n').filter(line => line.trim() !== '')
    if (lines.length < 2 || !lines[0]!.trimEnd().endsWith('}')) throw error
    return lines.map(line => {
      try {
        return JSON.parse(line) as unknown
      } catch {
        return null
      }
    })
  }
  const object = objectOf(json)
  const events = Array.isArray(json) ? json : (object?.['events'] ?? object?.['recording'])
  if (Array.isArray(events)) return events
  throw new FormatError('A recording of rrweb is a list of events.', {
    file: source.name,
    fix: 'Save the events that the recorder emitted as one JSON list.',
  })
}

/**
 * Follows the page and turns what rrweb emits into events. It emits a change of a field with every letter and of a
 * scroll position many times a second: a run of these on one element becomes one event, at its end, because how
 * somebody types is a trait of the person and no part of the work.
 */
class Replay {
  private readonly reader: UiLogReader
  private readonly tree = new PageTree()
  /** What came of the click at this place of the list. */
  private readonly effectOf: (at: number) => UiEffect
  private page: string | null = null
  private open: { readonly id: number; readonly kind: number; event: RawUiEvent; count: number } | null = null

  constructor(reader: UiLogReader, effectOf: (at: number) => UiEffect) {
    this.reader = reader
    this.effectOf = effectOf
  }

  async take(type: number, data: JsonObject, time: number | undefined, ordinal: number): Promise<void> {
    const at = time === undefined ? {} : { time }
    if (type === FULL) this.tree.snapshot(data['node'])
    else if (type === META) await this.navigate(textOf(data['href']), at, ordinal)
    else if (type === CUSTOM) {
      await this.settle()
      await this.reader.add({
        ordinal,
        ...at,
        action: 'note',
        sourceAction: textOf(data['tag']),
        element: this.element(-1),
      })
    } else if (type === INCREMENTAL) await this.increment(data, at, ordinal)
  }

  /** The event that is still growing is over. */
  async settle(): Promise<void> {
    const { open } = this
    this.open = null
    if (open === null) return
    if (open.count > 1)
      this.reader.problems.add(
        'merged',
        'Changes of one field letter by letter, and of one scroll position, were put together.',
        {},
        'info',
        open.count - 1,
      )
    await this.reader.add(open.event)
  }

  private async navigate(href: string | null, at: { time?: number }, ordinal: number): Promise<void> {
    if (href === null || href === this.page) return
    await this.settle()
    this.page = href
    await this.reader.add({ ordinal, ...at, action: 'navigate', sourceAction: 'meta', element: this.element(-1) })
  }

  private async increment(data: JsonObject, at: { time?: number }, ordinal: number): Promise<void> {
    const source = numberOf(data['source'])
    const id = numberOf(data['id']) ?? -1
    if (source === MUTATION) return this.tree.change(data)
    if (source === INPUT) return this.grow(id, INPUT, this.input(data, id, at, ordinal))
    const [x, y] = [numberOf(data['x']), numberOf(data['y'])]
    const pointer = x === null || y === null ? {} : { x, y }
    if (source === SCROLL)
      return this.grow(id, SCROLL, {
        ordinal,
        ...at,
        action: 'scroll',
        sourceAction: 'scroll',
        element: this.element(id),
      })
    if (source === DRAG)
      return this.grow(id, DRAG, { ordinal, ...at, action: 'drag', sourceAction: 'drag', element: this.element(id) })
    const action = source === MOUSE ? MOUSE_ACTIONS[numberOf(data['type']) ?? -1] : undefined
    if (action === undefined) return
    await this.settle()
    const target = this.tree.targetOf(id)
    await this.reader.add({
      ordinal,
      ...at,
      action,
      sourceAction: `mouse ${action}`,
      element: this.element(target),
      ...(this.tree.cellOf(id) ?? {}),
      ...pointer,
      ...(action === 'context-click' || reachesOutside(this.tree, target) ? {} : { effect: this.effectOf(ordinal) }),
    })
  }

  private input(data: JsonObject, id: number, at: { time?: number }, ordinal: number): RawUiEvent {
    const type = this.tree.attribute(id, 'type')?.toLowerCase() ?? null
    const checked = data['isChecked'] === true
    const action: UiAction =
      type === 'checkbox'
        ? checked
          ? 'check'
          : 'uncheck'
        : type === 'radio' || this.tree.tagOf(id) === 'select'
          ? 'select'
          : 'enter'
    const text = action === 'enter' || action === 'select' ? textOf(data['text']) : null
    return {
      ordinal,
      ...at,
      action,
      sourceAction: 'input',
      element: this.element(id),
      value: text,
      fieldValue: text,
      secret: type === 'password',
      ...(this.tree.cellOf(id) ?? {}),
    }
  }

  private async grow(id: number, kind: number, event: RawUiEvent): Promise<void> {
    const { open } = this
    // two choices, or two ticks, are two deeds; letters and turns of the wheel are not
    const runs = kind !== INPUT || event.action === 'enter'
    if (runs && open && open.id === id && open.kind === kind && open.event.action === event.action) {
      open.event = event
      open.count++
      return
    }
    await this.settle()
    this.open = { id, kind, event, count: 1 }
  }

  private element(id: number): Partial<UiElement> {
    const found = this.tree.element(id)
    if (found === null && id >= 0)
      this.reader.problems.add(
        'unknown-node',
        'Elements were never shown by the recording; only their page is known.',
        {
          value: `node ${id}`,
        },
      )
    return { application: 'Browser', page: this.page, ...(found ?? {}) }
  }
}

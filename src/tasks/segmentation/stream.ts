import type { UiLog } from '../../log/ui-log.ts'
import type { Segment } from '../../model/routine.ts'
import { routinesOf } from '../routines/discover-routines.ts'
import { type FoundRuns, findRuns } from './find-runs.ts'
import { estimate } from './learn-runs.ts'
import { RunParser } from './parse.ts'
import { type RunKnowledge, StreamBuffer, type StreamEvent } from './stream-buffer.ts'

/** Learns from a log; takes as long as segmenting it does, so whoever streams does it beside the stream, now and then. */
export function learnKnowledge(log: UiLog): RunKnowledge {
  const found = findRuns(log)
  return { classes: found.classes, model: estimate(found.sequence, found.runs), routines: idsByClass(found) }
}

function idsByClass(found: FoundRuns): string[] {
  const { items, runs } = found
  const idOf = new Map<string, string>()
  for (const { id, instances } of routinesOf(found))
    for (const { first, last, rows } of instances) idOf.set(`${first}:${last}:${rows.length}`, id)
  const ids: string[] = []
  for (const { class: r, items: members } of runs) {
    const rows = members.map(i => items.rows[items.rowOffsets[i]!]!)
    ids[r] ??= idOf.get(`${Math.min(...rows)}:${Math.max(...rows)}:${rows.length}`)!
  }
  return ids
}

/** Items of one person from which on the oldest are left behind; half of them at least is decided then. */
const WINDOW = 512
/** People whose open runs are kept; the one who was silent for longest is closed first. */
const PEOPLE = 64

/**
 * Segments events as they come, in memory bounded by `WINDOW` and `PEOPLE`. A run is told as soon as no other explanation
 * can win: some events after its end. Rows are the ordinals of the events. Times play no part.
 */
export class StreamSegmenter {
  private readonly knowledge: RunKnowledge
  private readonly window: number
  private readonly people = new Map<string, PersonStream>()

  constructor(knowledge: RunKnowledge, { window = WINDOW }: { readonly window?: number } = {}) {
    this.knowledge = knowledge
    this.window = window
  }

  /** Takes up an event and tells what it decided. An event without a person belongs to the last one who did something. */
  push(event: StreamEvent): Segment[] {
    const user = event.user ?? [...this.people.keys()].at(-1) ?? ''
    const stream = this.people.get(user) ?? new PersonStream(this.knowledge, this.window)
    this.people.delete(user)
    this.people.set(user, stream)
    const decided = stream.push(event)
    if (this.people.size > PEOPLE) {
      const [oldest] = this.people.keys()
      decided.push(...this.people.get(oldest!)!.finish())
      this.people.delete(oldest!)
    }
    return decided
  }

  /** Decides everything that is open. */
  finish(): Segment[] {
    const decided = [...this.people.values()].flatMap(stream => stream.finish())
    this.people.clear()
    return decided.sort((a, b) => a.first - b.first || b.last - a.last)
  }
}

/** Items of the past that an event takes over into a new window, so that no single event pays for all of them. */
const CATCH_UP = 4

/** A window of items with its parse. */
interface Window {
  readonly buffer: StreamBuffer
  readonly parser: RunParser
}

/**
 * One person's events. When a window is full the next one is begun beside it: every event takes over some items of the past,
 * and the window is left when the next one has caught up, a third of its length later at most.
 */
class PersonStream {
  private readonly knowledge: RunKnowledge
  private readonly length: number
  private now: Window
  /** The window to come, and the item of this one that it begins with. */
  private next: (Window & { readonly from: number }) | null = null
  /** Items before this one are told. */
  private told = 0

  constructor(knowledge: RunKnowledge, length: number) {
    this.knowledge = knowledge
    this.length = length
    this.now = this.opened()
  }

  push(event: StreamEvent): Segment[] {
    const { buffer, parser } = this.now
    this.knowledge.model.on(buffer)
    take(this.now, event)
    let point = parser.decided()
    const isFull = this.next === null && buffer.size >= this.length
    if (isFull && point < buffer.size / 2) {
      point = buffer.size
      while (point > buffer.size / 2) point = parser.beforeLast(point)
    }
    const decided = this.tell(point)
    if (isFull) this.next = { ...this.opened(), from: Math.max(this.told, buffer.size - this.length + 1) }
    else if (this.next) this.catchUp(this.next)
    return decided
  }

  finish(): Segment[] {
    return this.tell(this.now.buffer.size)
  }

  private tell(point: number): Segment[] {
    const { told } = this
    const { buffer, parser } = this.now
    if (point <= told) return []
    this.told = point
    return parser
      .runs(point)
      .filter(({ items }) => items[0]! >= told)
      .map(({ class: r, items }) => ({
        first: buffer.ordinal[items[0]!]!,
        last: buffer.ordinal[items.at(-1)!]!,
        routine: this.knowledge.routines[r]!,
      }))
  }

  private catchUp(next: Window & { readonly from: number }): void {
    const { events } = this.now.buffer
    const { from, buffer } = next
    this.knowledge.model.on(buffer)
    for (let k = 0; k < CATCH_UP && from + buffer.size < events.length; k++) take(next, events[from + buffer.size]!)
    if (from + buffer.size < events.length) return
    this.now = next
    this.told = Math.max(0, this.told - from)
    this.next = null
  }

  /** Of twice the length: while the next one catches up, a window grows by two thirds at most. */
  private opened(): Window {
    const buffer = new StreamBuffer(this.knowledge, 2 * this.length)
    return { buffer, parser: new RunParser(buffer, this.knowledge.model, 2 * this.length) }
  }
}

function take({ buffer, parser }: Window, event: StreamEvent): void {
  buffer.add(event)
  parser.advance(buffer.size - 1)
}

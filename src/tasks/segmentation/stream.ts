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

/** Items of one person that are kept; half of them at least is decided when they are full. */
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

class PersonStream {
  private readonly knowledge: RunKnowledge
  private readonly window: number
  private buffer: StreamBuffer
  private parser: RunParser
  /** Items before this one are told. */
  private told = 0

  constructor(knowledge: RunKnowledge, window: number) {
    this.knowledge = knowledge
    this.window = window
    this.buffer = new StreamBuffer(knowledge, window)
    this.parser = new RunParser(this.buffer, knowledge.model, window)
  }

  push(event: StreamEvent): Segment[] {
    if (this.buffer.size === this.window) this.makeRoom()
    this.knowledge.model.on(this.buffer)
    this.buffer.add(event)
    this.parser.advance(this.buffer.size - 1)
    let point = this.parser.decided()
    if (this.buffer.size === this.window && point < this.window / 2) {
      point = this.window
      while (point > this.window / 2) point = this.parser.beforeLast(point)
    }
    return this.tell(point)
  }

  finish(): Segment[] {
    return this.tell(this.buffer.size)
  }

  private tell(point: number): Segment[] {
    const { buffer, told } = this
    if (point <= told) return []
    this.told = point
    return this.parser
      .runs(point)
      .filter(({ items }) => items[0]! >= told)
      .map(({ class: r, items }) => ({
        first: buffer.ordinal[items[0]!]!,
        last: buffer.ordinal[items.at(-1)!]!,
        routine: this.knowledge.routines[r]!,
      }))
  }

  private makeRoom(): void {
    const from = Math.max(this.told, 1)
    const kept = this.buffer.events.slice(from)
    this.buffer = new StreamBuffer(this.knowledge, this.window)
    this.parser = new RunParser(this.buffer, this.knowledge.model, this.window)
    this.knowledge.model.on(this.buffer)
    this.told = 0
    for (const event of kept) {
      this.buffer.add(event)
      this.parser.advance(this.buffer.size - 1)
    }
  }
}

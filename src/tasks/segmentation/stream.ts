import type { UiLog } from '../../log/ui-log.ts'
import type { UiEvent } from '../../log/ui-log-builder.ts'
import type { Segment } from '../../model/routine.ts'
import { routinesOf } from '../routines/discover-routines.ts'
import { classText, type EventClasses } from './event-classes.ts'
import { type FoundRuns, findRuns } from './find-runs.ts'
import { estimate } from './learn-runs.ts'
import { RunParser } from './parse.ts'
import type { RunModel } from './run-model.ts'
import type { Sequence } from './sequence.ts'

/** What a log taught about its runs: enough to segment events that come after it. */
export interface RunKnowledge {
  readonly classes: EventClasses
  readonly model: RunModel
  /** Id of the routine by class of the model. */
  readonly routines: readonly string[]
}

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
  push(event: UiEvent): Segment[] {
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

  push(event: UiEvent): Segment[] {
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

/** Bits of a value and of a table's row that was not seen before, in a stream that keeps no statistics of them. */
const VALUE_BITS = 12
const ROW_BITS = 6

/** The last events of one person as a sequence. */
class StreamBuffer implements Sequence {
  size = 0
  readonly events: UiEvent[] = []
  readonly symbolCount: number
  readonly symbol: Int32Array
  readonly starts: Uint8Array
  readonly cues: Uint8Array
  readonly sameSymbol: Int32Array
  readonly sameValue: Int32Array
  readonly hasValue: Uint8Array
  readonly valuesBefore: Int32Array
  readonly sameTable: Int32Array
  readonly sameRow: Uint8Array
  readonly symbolBits: Float64Array
  readonly symbolShare: Float64Array
  readonly valueShare: Float64Array
  readonly valueBits: Float64Array
  readonly rowBits: Float64Array
  readonly completion: Uint8Array
  readonly ordinal: Int32Array
  private readonly latest = new Map<string, number>()
  private readonly codeOf: ReadonlyMap<string, number>
  private readonly contextOf: ReadonlyMap<string, readonly string[]>

  constructor({ classes, model }: RunKnowledge, capacity: number) {
    const taught = model.taught
    this.symbolCount = classes.texts.length
    this.codeOf = codesOf(classes)
    this.contextOf = new Map(classes.context.map(({ of, attributes }) => [of, attributes]))
    const unknown = 1 / Math.max(1, taught.size)
    this.symbolShare = Float64Array.from([...taught.symbolShare.subarray(0, this.symbolCount), unknown])
    this.symbolBits = this.symbolShare.map(share => -Math.log2(share))
    this.completion = Uint8Array.from([...taught.completion.subarray(0, this.symbolCount), 0])
    this.symbol = new Int32Array(capacity)
    this.starts = new Uint8Array(capacity)
    this.cues = new Uint8Array(capacity)
    this.sameSymbol = new Int32Array(capacity).fill(-1)
    this.sameValue = new Int32Array(capacity).fill(-1)
    this.hasValue = new Uint8Array(capacity)
    this.valuesBefore = new Int32Array(capacity + 1)
    this.sameTable = new Int32Array(capacity).fill(-2)
    this.sameRow = new Uint8Array(capacity)
    this.valueShare = new Float64Array(capacity).fill(2 ** -VALUE_BITS)
    this.valueBits = new Float64Array(capacity)
    this.rowBits = new Float64Array(capacity)
    this.ordinal = new Int32Array(capacity)
  }

  add(event: UiEvent): void {
    const i = this.size
    this.events.push(event)
    this.ordinal[i] = event.ordinal
    const symbol = this.codeOf.get(this.textOf(event)) ?? this.symbolCount
    this.symbol[i] = symbol
    this.sameSymbol[i] = this.before(`s${symbol}`, i)
    const hash = event.value?.hash ?? null
    this.hasValue[i] = hash === null ? 0 : 1
    this.valuesBefore[i + 1] = this.valuesBefore[i]! + this.hasValue[i]!
    if (hash !== null) {
      this.sameValue[i] = this.before(`v${hash}`, i)
      this.valueBits[i] = VALUE_BITS
    }
    if ((event.row ?? 0) > 0) {
      const { document = null, page = null, group = null } = event.element ?? {}
      this.sameTable[i] = this.before(`t${JSON.stringify([document, page, group])}`, i)
      this.rowBits[i] = ROW_BITS
      if (this.sameTable[i]! >= 0 && this.events[this.sameTable[i]!]!.row === event.row) this.sameRow[i] = 1
    }
    this.size++
  }

  private before(key: string, i: number): number {
    const found = this.latest.get(key) ?? -1
    this.latest.set(key, i)
    return found
  }

  private textOf({ sourceAction, action, element, column, row }: UiEvent): string {
    const word = sourceAction ?? action
    const application = element?.application ?? null
    const base = application === null ? word : `${word} | ${application}`
    const place: Readonly<Record<string, number | undefined>> = { column, row }
    return classText(
      base,
      (this.contextOf.get(base) ?? []).map(attribute => [
        attribute,
        attribute in place
          ? String(place[attribute] || '')
          : String((element as Readonly<Record<string, unknown>> | null)?.[attribute] ?? ''),
      ]),
    )
  }
}

const codes = new WeakMap<EventClasses, ReadonlyMap<string, number>>()
function codesOf(classes: EventClasses): ReadonlyMap<string, number> {
  let found = codes.get(classes)
  if (!found) codes.set(classes, (found = new Map(classes.texts.map((text, code) => [text, code]))))
  return found
}

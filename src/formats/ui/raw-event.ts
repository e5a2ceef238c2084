import { Problems } from '../../log/problems.ts'
import type { UiElement } from '../../log/ui-log.ts'
import { type UiEvent, UiLogBuilder } from '../../log/ui-log-builder.ts'
import { ElementMasker } from './mask-element.ts'
import type { UiReading, UiReadOptions } from './ui-format.ts'

/** An event as a file tells it, before masking. Lives only while a file is read. */
export interface RawUiEvent extends Omit<UiEvent, 'value' | 'fieldValue' | 'element' | 'placeKeys'> {
  readonly element?: Partial<UiElement> | null | undefined
  readonly value?: string | null | undefined
  readonly fieldValue?: string | null | undefined
  /** Seen on the system's clipboard: whose and which application's is told by the events around it. */
  readonly clipboard?: boolean
  /** A field for passwords: nothing of what it holds is kept, whatever the capture rules say. */
  readonly secret?: boolean
}

/** Role of the element of events that were seen on the system's clipboard only. */
export const CLIPBOARD = 'clipboard'

/** Problems whose `value` is a word of ours. */
const OUR_WORDS: ReadonlySet<string> = new Set(['mixed-time-formats', 'unknown-node'])

/** Masked values remembered at most; longer texts than `SHORT` are not. */
const REMEMBERED = 1 << 17
const SHORT = 256

/** Rows and columns are kept as 32 bits; pointers of pages that scroll stay far below this, in px. */
const LAST_PLACE = 2 ** 31 - 1
const LAST_PIXEL = 1e9

/** Last instant that dates know (ECMAScript), epoch ms. */
const LAST_INSTANT = 8.64e15

/** Where a value stands: whose it is, and the element of the file by the number under which it was met. */
interface Where {
  readonly user: string | null
  readonly raw: RawUiEvent['element']
  readonly met: number
}
/** What is known of a recording that is being read. */
interface Stream {
  readonly number: number
  /** Clipboard events before the first event that tells an application, and what came with them. */
  waiting: RawUiEvent[]
  user: string | null
  application: string | null
}
const NO_ELEMENT = { code: -1, met: -1, keys: -1 }

const untimed = ({ time: _, ...event }: RawUiEvent): RawUiEvent => event

/** Masks events one by one and builds the log; no unmasked value outlives the event that carried it. */
export class UiLogReader {
  readonly problems: Problems
  private readonly builder = new UiLogBuilder()
  private readonly options: UiReadOptions
  private readonly elements: ElementMasker
  /** Numbers of masked values by text, for each element, person and day. */
  private readonly values = new Map<string, Map<string, number>>()
  private lastPlace = ''
  private lastTexts: Map<string, number> | null = null
  private remembered = 0
  private readonly streams = new Map<string, Stream>()
  private stream: Stream = { number: -1, waiting: [], user: null, application: null }
  private withoutUser = 0
  private withUser = false
  private attributed = 0
  private lastWord = ''
  private lastMasked: string | null = null
  private readonly words = new Map<string, string>()
  private paused: number

  constructor(options: UiReadOptions) {
    this.options = options
    this.elements = new ElementMasker(options.masker, {
      element: element => this.builder.addElement(element),
      keys: keys => this.builder.addKeys(keys),
    })
    this.problems = new Problems((place, kind) => (OUR_WORDS.has(kind) ? place : this.maskedPlace(place)))
    this.paused = options.platform.now()
  }

  get eventCount(): number {
    return this.builder.eventCount + this.stream.waiting.length
  }

  async beginRecording(id: string, source: string): Promise<void> {
    await this.flush()
    this.stream = this.newStream(id, source)
  }

  /** Events that follow belong to the recording of this id, whose events may come between those of others. */
  inRecording(id: string, source: string): void {
    let stream = this.streams.get(id)
    if (stream === undefined) this.streams.set(id, (stream = this.newStream(id, source)))
    if (stream === this.stream) return
    this.stream = stream
    this.builder.resumeRecording(stream.number)
  }

  private newStream(id: string, source: string): Stream {
    const number = this.builder.beginRecording(this.elements.word(id), source)
    return { number, waiting: [], user: null, application: null }
  }

  /** Adds the event; a promise only where something must be waited for. */
  add(told: RawUiEvent): void | Promise<void> {
    const event = this.options.times === 'ignore' ? untimed(told) : told
    const application = event.element?.application ?? null
    const { stream } = this
    if (!event.clipboard && application !== null) {
      stream.application = application
      stream.user = event.user ?? stream.user
      if (stream.waiting.length > 0) return this.flush().then(() => this.put(event))
    } else if (stream.application === null && (event.clipboard || stream.waiting.length > 0)) {
      stream.waiting.push(event)
      return stream.waiting.length > 1000 ? this.flush() : undefined
    }
    return this.put(event)
  }

  async finish(name: string): Promise<UiReading> {
    await this.flush()
    for (const id of this.streams.keys()) {
      this.inRecording(id, '')
      await this.flush()
    }
    const { order = 'auto', capture = [] } = this.options
    const log = this.builder.finish({ name: this.elements.word(name), order, capture })
    this.tell(log.order.by, log.order.moved)
    return { log, problems: this.problems.list() }
  }

  private async flush(): Promise<void> {
    const { waiting } = this.stream
    this.stream.waiting = []
    for (const event of waiting) await this.put(event)
  }

  private put(event: RawUiEvent): void | Promise<void> {
    const { value, fieldValue, clipboard } = event
    const { stream } = this
    const user = event.user ?? (clipboard ? stream.user : null)
    if (user === null) this.withoutUser++
    else this.withUser = true
    if (clipboard) this.attributed++
    const raw = clipboard ? { ...event.element, application: stream.application, role: CLIPBOARD } : event.element
    const person = user === null ? null : this.elements.user(user)
    const { code, keys, met } = raw ? this.elements.element(raw) : NO_ELEMENT
    const place = { user, raw, met }
    const carried = value == null ? -1 : this.masked(value, place, event)
    const shown = fieldValue == null ? -1 : fieldValue === value ? carried : this.masked(fieldValue, place, event)
    this.keep(event, code, keys, person, carried, shown)
    if ((this.builder.eventCount & 63) === 0) return this.breathe()
  }

  private keep(
    event: RawUiEvent,
    element: number,
    placeKeys: number,
    user: string | null,
    value: number,
    fieldValue: number,
  ): void {
    const { task } = event
    const isAbsurd = event.time !== undefined && !(Math.abs(event.time) <= LAST_INSTANT)
    if (isAbsurd)
      this.problems.add(
        'unreadable-time',
        'Times that could not be read are missing in the log.',
        { row: event.ordinal + 1 },
        'warning',
      )
    // written out: a copy by a spread would cost more than the rest
    this.builder.add({
      time: isAbsurd ? undefined : event.time,
      ordinal: event.ordinal,
      user,
      action: event.action,
      sourceAction: this.word(event.sourceAction),
      element,
      placeKeys,
      row: this.place(event.row, event),
      column: this.place(event.column, event),
      rows: this.place(event.rows, event),
      columns: this.place(event.columns, event),
      value,
      fieldValue,
      x: this.pointer(event.x, event),
      y: this.pointer(event.y, event),
      effect: event.effect,
      cut: event.cut,
      task: typeof task === 'string' && this.options.cases !== 'ignore' ? this.elements.word(task) : null,
      run: event.run,
    })
  }

  /** A row, column or number of them: a whole number that a table can have. */
  private place(told: number | undefined, { ordinal }: RawUiEvent): number | undefined {
    if (told === undefined || (Number.isInteger(told) && told >= 0 && told <= LAST_PLACE)) return told
    return this.absurd('unreadable-place', 'Rows and columns that no table has are missing in the log.', ordinal)
  }

  /** A pointer's position: no screen or page is that large. */
  private pointer(told: number | undefined, { ordinal }: RawUiEvent): number | undefined {
    if (told === undefined || Math.abs(told) <= LAST_PIXEL) return told
    return this.absurd('unreadable-pointer', 'Positions of the pointer that no screen has are missing.', ordinal)
  }

  private absurd(kind: string, message: string, ordinal: number): undefined {
    this.problems.add(kind, message, { row: ordinal + 1 }, 'warning')
    return undefined
  }

  private async breathe(): Promise<void> {
    const { platform, cancel } = this.options
    if (platform.now() - this.paused < 25) return
    cancel?.throwIfCancelled()
    await platform.pause()
    this.paused = platform.now()
  }

  /** Words for actions are short; a longer text may say what was done to whom. */
  private word(text: string | null | undefined): string | null {
    if (!text) return null
    if (text === this.lastWord) return this.lastMasked
    this.lastWord = text
    let word = this.words.get(text)
    if (word === undefined) {
      word = this.elements.word(text.slice(0, 120))
      if (this.words.size >= REMEMBERED) this.words.clear()
      if (text.length <= SHORT) this.words.set(text, word)
    }
    this.lastMasked = word
    return word
  }

  /** Where a problem was met, without what somebody wrote there. */
  private maskedPlace<P extends { readonly column?: string; readonly value?: string }>(place: P): P {
    const { column, value } = place
    return {
      ...place,
      ...(column === undefined ? {} : { column: this.elements.word(column) }),
      ...(value === undefined ? {} : { value: this.elements.shown(value) }),
    }
  }

  /** The number of the masked value. */
  private masked(text: string, at: Where, { time, secret = false }: RawUiEvent): number {
    const { user, met } = at
    const day = time === undefined ? '' : Math.floor(time / 86_400_000)
    const texts = text.length > SHORT || secret ? null : this.textsOf(`${met}\u0001${day}\u0001${user}`)
    const known = texts?.get(text)
    if (known !== undefined) return known
    const { application = null, page = null, role = null, name, identifier } = at.raw ?? {}
    const place = { user, time, application, page, role, field: name ?? identifier ?? null, isPassword: secret }
    const code = this.builder.addValue(this.options.masker.value(text, place))
    if (texts === null) return code
    if (++this.remembered >= REMEMBERED) {
      this.values.clear()
      this.lastTexts = null
      this.remembered = 0
    } else texts.set(text, code)
    return code
  }

  private textsOf(place: string): Map<string, number> {
    if (this.lastTexts !== null && place === this.lastPlace) return this.lastTexts
    let texts = this.values.get(place)
    if (texts === undefined) this.values.set(place, (texts = new Map()))
    this.lastPlace = place
    this.lastTexts = texts
    return texts
  }

  private tell(by: 'time' | 'input', moved: number): void {
    const count = (kind: string, message: string, severity: 'info' | 'warning', n: number) => {
      if (n > 0) this.problems.add(kind, message, {}, severity, n)
    }
    if (by === 'input')
      count(
        'times-run-back',
        'Events have an earlier time than one before them; the rows stay in the order of the file.',
        'warning',
        moved,
      )
    else
      count(
        'events-moved',
        'Events stood behind a later one of their recording and were sorted by time.',
        'info',
        moved,
      )
    count(
      'clipboard-attributed',
      'Events of the clipboard name no application; each was given that of the event before it, and its user.',
      'info',
      this.attributed,
    )
    if (this.withUser)
      count('missing-user', 'Events name no user; they belong to nobody in the log.', 'warning', this.withoutUser)
  }
}

import { Problems } from '../../log/problems.ts'
import type { UiElement } from '../../log/ui-log.ts'
import { type UiEvent, UiLogBuilder } from '../../log/ui-log-builder.ts'
import { ElementMasker } from './mask-element.ts'
import type { UiReading, UiReadOptions } from './ui-format.ts'

/** An event as a file tells it, before masking. Lives only while a file is read. */
export interface RawUiEvent extends Omit<UiEvent, 'value' | 'fieldValue' | 'element'> {
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

/** Masked values remembered at most; longer texts than `SHORT` are not. */
const REMEMBERED = 1 << 17
const SHORT = 256

/** Masks events one by one and builds the log; no unmasked value outlives the event that carried it. */
export class UiLogReader {
  readonly problems = new Problems()
  private readonly builder = new UiLogBuilder()
  private readonly options: UiReadOptions
  private readonly elements: ElementMasker
  private readonly values = new Map<string, number>()
  /** Clipboard events before the first event that tells an application, and what came with them. */
  private waiting: RawUiEvent[] = []
  private user: string | null = null
  private application: string | null = null
  private withoutUser = 0
  private withUser = false
  private attributed = 0
  private paused: number

  constructor(options: UiReadOptions) {
    this.options = options
    this.elements = new ElementMasker(options.masker, element => this.builder.addElement(element))
    this.paused = options.platform.now()
  }

  get eventCount(): number {
    return this.builder.eventCount + this.waiting.length
  }

  async beginRecording(id: string, source: string): Promise<void> {
    await this.flush()
    this.user = this.application = null
    this.builder.beginRecording(this.elements.word(id), source)
  }

  async add(event: RawUiEvent): Promise<void> {
    const application = event.element?.application ?? null
    if (!event.clipboard && application !== null) {
      this.application = application
      this.user = event.user ?? this.user
      if (this.waiting.length > 0) await this.flush()
    } else if (this.application === null && (event.clipboard || this.waiting.length > 0)) {
      this.waiting.push(event)
      if (this.waiting.length > 1000) await this.flush()
      return
    }
    await this.put(event)
  }

  async finish(name: string): Promise<UiReading> {
    await this.flush()
    const { order = 'auto', capture = [] } = this.options
    const log = this.builder.finish({ name, order, capture })
    this.tell(log.order.by, log.order.moved)
    return { log, problems: this.problems.list() }
  }

  private async flush(): Promise<void> {
    const { waiting } = this
    this.waiting = []
    for (const event of waiting) await this.put(event)
  }

  private async put(event: RawUiEvent): Promise<void> {
    const { platform, cancel, cases } = this.options
    const { value, fieldValue, clipboard, task } = event
    const user = event.user ?? (clipboard ? this.user : null)
    if (user === null) this.withoutUser++
    else this.withUser = true
    if (clipboard) this.attributed++
    const raw = clipboard ? { ...event.element, application: this.application, role: CLIPBOARD } : event.element
    // what is known already is not awaited, and the event is not copied: both take longer than all the rest
    const told = user === null ? null : this.elements.user(user)
    const pseudonym = typeof told === 'object' && told !== null ? await told : told
    const carried = value == null ? -1 : this.masked(value, user, raw, event)
    const shown = fieldValue == null ? -1 : fieldValue === value ? carried : this.masked(fieldValue, user, raw, event)
    this.builder.add({
      time: event.time,
      ordinal: event.ordinal,
      user: pseudonym,
      action: event.action,
      sourceAction: this.word(event.sourceAction),
      element: raw ? this.elements.element(raw) : -1,
      row: event.row,
      column: event.column,
      rows: event.rows,
      columns: event.columns,
      value: typeof carried === 'number' ? carried : await carried,
      fieldValue: typeof shown === 'number' ? shown : await shown,
      x: event.x,
      y: event.y,
      cut: event.cut,
      task: typeof task === 'string' && cases !== 'ignore' ? this.elements.word(task) : null,
      run: event.run,
    })
    if ((this.builder.eventCount & 63) === 0 && platform.now() - this.paused >= 25) {
      cancel?.throwIfCancelled()
      await platform.pause()
      this.paused = platform.now()
    }
  }

  /** Words for actions are short; a longer text may say what was done to whom. */
  private word(text: string | null | undefined): string | null {
    if (!text) return null
    return /^[\w .:+/-]{1,40}$/.test(text) ? text : this.elements.word(text.slice(0, 120))
  }

  /** The number of the masked value; a promise where it is met for the first time. */
  private masked(
    text: string,
    user: string | null,
    element: Partial<UiElement> | null | undefined,
    { time, secret = false }: RawUiEvent,
  ): number | Promise<number> {
    const { application = null, page = null, role = null, name, identifier } = element ?? {}
    const field = name ?? identifier ?? null
    const day = time === undefined ? '' : Math.floor(time / 86_400_000)
    const key =
      text.length > SHORT || secret
        ? null
        : `${user}\u0001${day}\u0001${application}\u0001${page}\u0001${role}\u0001${field}\u0001${text}`
    const known = key === null ? undefined : this.values.get(key)
    if (known !== undefined) return known
    const place = { user, time, application, page, role, field, isPassword: secret }
    return this.options.masker.value(text, place).then(masked => {
      const code = this.builder.addValue(masked)
      if (this.values.size >= REMEMBERED) this.values.clear()
      if (key !== null) this.values.set(key, code)
      return code
    })
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

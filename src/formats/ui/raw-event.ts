import type { Masked } from '../../log/masked.ts'
import { Problems } from '../../log/problems.ts'
import { type UiEvent, UiLogBuilder } from '../../log/ui-log-builder.ts'
import { ElementMasker } from './mask-element.ts'
import type { UiReading, UiReadOptions } from './ui-format.ts'

/** An event as a file tells it, before masking. Lives only while a file is read. */
export interface RawUiEvent extends Omit<UiEvent, 'value' | 'fieldValue'> {
  readonly value?: string | null
  readonly fieldValue?: string | null
  /** Seen on the system's clipboard: whose and which application's is told by the events around it. */
  readonly clipboard?: boolean
  /** A field for passwords: nothing of what it holds is kept, whatever the capture rules say. */
  readonly secret?: boolean
}

/** All that is kept of a password: that there was one. */
const SECRET: Masked = { shape: '', class: 'secret', length: 0, hash: null, keys: [], clear: null }

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
  private readonly values = new Map<string, Masked>()
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
    this.elements = new ElementMasker(options.masker)
    this.paused = options.platform.now()
  }

  get eventCount(): number {
    return this.builder.eventCount + this.waiting.length
  }

  async beginRecording(id: string, source: string): Promise<void> {
    await this.flush()
    this.user = this.application = null
    this.builder.beginRecording(await this.elements.label(id), source)
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
    const { value = null, fieldValue = null, clipboard = false, secret = false, ...rest } = event
    const user = event.user ?? (clipboard ? this.user : null)
    if (user === null) this.withoutUser++
    else this.withUser = true
    if (clipboard) this.attributed++
    const raw = clipboard ? { ...event.element, application: this.application, role: CLIPBOARD } : event.element
    const pseudonym = user === null ? null : await this.elements.user(user)
    const ignored = cases === 'ignore' ? { task: null } : {}
    const place = { ...event, user, element: raw ?? null }
    this.builder.add({
      ...rest,
      ...(typeof rest.task === 'string' ? { task: await this.elements.label(rest.task) } : {}),
      ...ignored,
      sourceAction: await this.word(event.sourceAction),
      user: pseudonym,
      element: raw ? await this.elements.element(raw) : null,
      value: value === null ? null : secret ? SECRET : await this.masked(value, place),
      fieldValue: fieldValue === null ? null : secret ? SECRET : await this.masked(fieldValue, place),
    })
    if (platform.now() - this.paused >= 25) {
      cancel?.throwIfCancelled()
      await platform.pause()
      this.paused = platform.now()
    }
  }

  /** Words for actions are short; a longer text may say what was done to whom. */
  private async word(text: string | null | undefined): Promise<string | null> {
    if (!text) return null
    return /^[\w .:+/-]{1,40}$/.test(text) ? text : this.elements.label(text.slice(0, 120))
  }

  private async masked(text: string, event: RawUiEvent): Promise<Masked> {
    const place = placeOf(event)
    const day = place.time === undefined ? '' : Math.floor(place.time / 86_400_000)
    const { user, application, page, role, field } = place
    const key = text.length > SHORT ? null : [user, day, application, page, role, field, text].join('\u0001')
    const known = key === null ? undefined : this.values.get(key)
    if (known) return known
    const masked = await this.options.masker.value(text, place)
    if (key !== null) {
      if (this.values.size >= REMEMBERED) this.values.clear()
      this.values.set(key, masked)
    }
    return masked
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

function placeOf({ user = null, time, element }: RawUiEvent) {
  const { application = null, page = null, role = null, name, identifier } = element ?? {}
  return { user, time, application, page, role, field: name ?? identifier ?? null } as const
}

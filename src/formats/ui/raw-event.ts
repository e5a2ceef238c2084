import { Problems } from '../../log/problems.ts'
import type { UiElement, UiLog } from '../../log/ui-log.ts'
import { type UiEvent, UiLogBuilder } from '../../log/ui-log-builder.ts'
import type { UiReadOptions } from './ui-format.ts'

/** An event as a file tells it, before masking. Lives only while a file is read. */
export interface RawUiEvent extends Omit<UiEvent, 'value' | 'fieldValue'> {
  readonly value?: string | null
  readonly fieldValue?: string | null
}

/** Masks events one by one and builds the log; no unmasked value outlives the event that carried it. */
export class UiLogReader {
  readonly problems = new Problems()
  private readonly builder = new UiLogBuilder()
  private readonly options: UiReadOptions
  private paused: number

  constructor(options: UiReadOptions) {
    this.options = options
    this.paused = options.platform.now()
  }

  beginRecording(id: string, source: string): void {
    this.builder.beginRecording(id, source)
  }

  async add(event: RawUiEvent): Promise<void> {
    const { masker, platform, cancel } = this.options
    const { value = null, fieldValue = null, ...rest } = event
    const place = placeOf(event)
    this.builder.add({
      ...rest,
      value: value === null ? null : await masker.value(value, place),
      fieldValue: fieldValue === null ? null : await masker.value(fieldValue, place),
    })
    if (platform.now() - this.paused >= 25) {
      cancel?.throwIfCancelled()
      await platform.pause()
      this.paused = platform.now()
    }
  }

  finish(name: string): { log: UiLog; problems: ReturnType<Problems['list']> } {
    const { order = 'auto', capture = [] } = this.options
    const log = this.builder.finish({ name, order, capture })
    if (log.order.by === 'input' && log.order.moved > 0)
      this.problems.add(
        'times-run-back',
        `${log.order.moved} events have an earlier time than one before them; the rows stay in the order of the file.`,
        {},
        'warning',
        log.order.moved,
      )
    else if (log.order.moved > 0)
      this.problems.add(
        'events-moved',
        `${log.order.moved} events stood behind a later one and were moved to their time.`,
        {},
        'info',
        log.order.moved,
      )
    return { log, problems: this.problems.list() }
  }
}

function placeOf({ user = null, time, element }: RawUiEvent) {
  const { application = null, page = null, role = null, name, identifier } = (element ?? {}) as Partial<UiElement>
  return { user, time, application, page, role, field: name ?? identifier ?? null } as const
}

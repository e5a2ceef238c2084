import type { ByteSource, Cancel, Platform, Progress } from '../../base/platform.ts'
import type { Problem } from '../../log/problems.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { ValueMasker } from '../../privacy/value-masker.ts'
import type { Limits } from '../format.ts'

/** What reading gives: the UI log, masked, and everything that was not as it should be. */
export interface UiReading {
  readonly log: UiLog
  readonly problems: readonly Problem[]
}

export interface UiReadOptions {
  readonly platform: Platform
  /** Masks every value before it becomes part of the log. */
  readonly masker: ValueMasker
  /** `input`: rows stay as read, times play no part in their order. */
  readonly order?: 'auto' | 'input'
  /** Names of the capture rules under which the masker keeps values in clear. */
  readonly capture?: readonly string[]
  readonly cancel?: Cancel
  readonly progress?: Progress
  readonly limits?: Partial<Limits>
}

/** A way to read UI logs. Adding one: a file, its test, a sample, a line in `ui-formats.ts`, a page. */
export interface UiFormat {
  readonly id: string
  readonly title: string
  readonly extensions: readonly string[]
  /** How sure the format is, 0..1, from the first bytes (unpacked, up to 64 KiB). */
  recognises(head: Uint8Array): number
  read(source: ByteSource, options: UiReadOptions): Promise<UiReading>
}

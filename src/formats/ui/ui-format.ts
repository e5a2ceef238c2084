import type { ByteSource, Cancel, Platform, Progress } from '../../base/platform.ts'
import type { Problem, Problems } from '../../log/problems.ts'
import type { UiLog } from '../../log/ui-log.ts'

import type { UiMapping } from '../../log/ui-mapping.ts'
import type { ValueMasker } from '../../privacy/value-masker.ts'
import type { Limits } from '../format.ts'

/** What reading gives: the UI log, masked, and everything that was not as it should be. */
export interface UiReading {
  readonly log: UiLog
  readonly problems: readonly Problem[]
  /** Id of the format that was read. `openUiLog` says it. */
  readonly format?: string
  /** What was read had been masked when it was made: rules of masking came too late for it. */
  readonly wasMasked?: true
  /** How the columns of a table were read, given or proposed: the same file with it gives the same log. */
  readonly mapping?: UiMapping
}

export interface UiReadOptions {
  readonly platform: Platform
  /** Masks every value, label, title, address and user before it becomes part of the log. */
  readonly masker: ValueMasker
  /** `input`: rows stay as read, times play no part in their order. */
  readonly order?: 'auto' | 'input'
  /**
   * `ignore`: as if the source had told no times. Neither the order of rows nor which masked values are equal depends on
   * them (masks are keyed by day).
   */
  readonly times?: 'ignore'
  /** Names of the capture rules under which the masker keeps values in clear. */
  readonly capture?: readonly string[]
  /** `ignore`: cases and traces of the source make no demonstrations, as if it were not cut yet. */
  readonly cases?: 'demonstrations' | 'ignore'
  /** IANA name of the zone of times that name none; UTC where absent. */
  readonly timeZone?: string
  /** How the columns of a table are to be read; only the table format uses it, and proposes one where it is absent. */
  readonly mapping?: unknown
  readonly cancel?: Cancel
  readonly progress?: Progress
  readonly limits?: Partial<Limits>
  /** Where what a text's encoding left open is told; `openUiLog` adds it to what the format reports. */
  readonly textProblems?: Problems
}

/** A way to read UI logs. Adding one: a file, its test, a sample, a line in `ui-formats.ts`, a page. */
export interface UiFormat {
  readonly id: string
  readonly title: string
  readonly extensions: readonly string[]
  /** How sure the format is, 0..1, from the first bytes (unpacked, up to 64 KiB). */
  recognises(head: Uint8Array): number
  read(source: ByteSource, options: UiReadOptions): Promise<UiReading>
  /** Where a recording is a folder of files, which often come zipped. */
  readonly bag?: {
    /** Whether files of these names (paths) are one recording. */
    recognises(names: readonly string[]): boolean
    read(files: readonly ByteSource[], options: UiReadOptions): Promise<UiReading>
  }
}

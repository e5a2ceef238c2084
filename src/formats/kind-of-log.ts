import { FormatError } from '../base/errors.ts'
import type { ByteSource } from '../base/platform.ts'
import type { ReadOptions } from './format.ts'
import { identify } from './open.ts'
import { recogniseUiLog } from './ui/recognise-ui-log.ts'

/** What a file is: `either` is a table that could be read as both, so that a person has to say. */
export type KindOfLog = 'event-log' | 'ui-log' | 'either'

/** From here on a format of UI logs is surely that: it knows the marks of one recorder. */
const SURE = 0.9

/** What a look at the head of a file tells. */
export interface LookedAt {
  readonly kind: KindOfLog
  /** Id of the format of UI logs that it seems to be in; null for none. */
  readonly uiFormat: string | null
}

/**
 * Whether a file holds events of cases or events of a user interface, from a look at its head. Throws `FormatError`
 * where it is neither.
 */
export async function lookAtLog(source: ByteSource, options: ReadOptions): Promise<LookedAt> {
  const ui = await recogniseUiLog(source, options)
  const as = (kind: KindOfLog): LookedAt => ({ kind, uiFormat: ui?.format ?? null })
  if (ui !== null && ui.sure >= SURE) return as('ui-log')
  try {
    await identify(source, options)
  } catch (error) {
    if (ui !== null && error instanceof FormatError) return as('ui-log')
    throw error
  }
  return as(ui === null ? 'event-log' : 'either')
}

export const kindOfLog = async (source: ByteSource, options: ReadOptions): Promise<KindOfLog> =>
  (await lookAtLog(source, options)).kind

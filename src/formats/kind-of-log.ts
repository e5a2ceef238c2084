import { FormatError } from '../base/errors.ts'
import type { ByteSource } from '../base/platform.ts'
import type { ReadOptions } from './format.ts'
import { identify } from './open.ts'
import { recogniseUiLog } from './ui/recognise-ui-log.ts'

/** What a file is: `either` is a table that could be read as both, so that a person has to say. */
export type KindOfLog = 'event-log' | 'ui-log' | 'either'

/** From here on a format of UI logs is surely that: it knows the marks of one recorder. */
const SURE = 0.9

/**
 * Whether a file holds events of cases or events of a user interface, from a look at its head. Throws `FormatError`
 * where it is neither.
 */
export async function kindOfLog(source: ByteSource, options: ReadOptions): Promise<KindOfLog> {
  const ui = await recogniseUiLog(source, options)
  if (ui !== null && ui.sure >= SURE) return 'ui-log'
  try {
    await identify(source, options)
  } catch (error) {
    if (ui !== null && error instanceof FormatError) return 'ui-log'
    throw error
  }
  return ui === null ? 'event-log' : 'either'
}

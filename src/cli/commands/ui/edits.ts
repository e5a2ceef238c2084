import { RequestError } from '../../../base/errors.ts'
import { taskEditsFrom } from '../../../tasks/index.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { jsonArgument } from '../../json-file.ts'
import { openServerTasks } from './open-tasks.ts'
import { tellLost } from './read-ui.ts'

export interface EditsOptions {
  readonly server?: string
  readonly token?: string
  readonly set?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

/** The edits that a server keeps with a UI log, as a document; or, with `--set`, other ones in their place. */
export async function edits(uiLog: string, options: EditsOptions, io: Io): Promise<void> {
  const { server, set } = options
  if (server === undefined)
    throw new UsageError('Edits are kept by a server: name it with --server. Of a file they are what --edits names.')
  const given = set === undefined ? null : taskEditsFrom(await jsonArgument(set, '--set'))
  const tasks = await openServerTasks([uiLog], { ...options, server }, io)
  const kept = await tasks.edits(io.cancel)
  if (given === null) return io.write(`${JSON.stringify(kept.edits, null, 2)}\n`)
  const { revision } = await tasks.setEdits(given, kept.revision, io.cancel)
  await io.write(options.json ? `${JSON.stringify({ revision }, null, 2)}\n` : `Saved, as revision ${revision}.\n`)
  try {
    tellLost(await tasks.applied(io.cancel), given, io)
  } catch (error) {
    // They are kept with a UI log that cannot be mined yet, too.
    if (!(error instanceof RequestError)) throw error
    io.note(error.message)
  }
}

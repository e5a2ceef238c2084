import { routineLog } from '../analyses/index.ts'
import { writableUiFormats } from '../formats/index.ts'
import { mineUi } from './commands/ui/read-ui.ts'
import { InputError, UsageError } from './exit.ts'
import type { Io } from './io.ts'
import type { LogOptions } from './options.ts'
import { type ReadLog, stemOf } from './read-log.ts'

/** What stands for every routine of a recording. */
export const ALL = 'all'

/** The runs of one routine of a recording, or of all, as a log: cases are runs, activities steps. */
export async function readRoutineLog(file: string, options: LogOptions, io: Io): Promise<ReadLog> {
  const { routine, objectType } = options
  if (file === '-') throw new UsageError('--routine reads a recording, and not from standard input: name a file.')
  if (objectType !== undefined) throw new UsageError('--object-type: runs of a routine have no objects.')
  const mined = await mineUi([file], options, io)
  const chosen = mined.routines.filter(({ id, name }) => routine === ALL || id === routine || name === routine)
  if (chosen.length === 0) {
    if (mined.routines.length === 0) throw new InputError('No routine was found in the recording: there are no runs.')
    throw new InputError(`There is no routine "${routine}"; \`parfocal ui routines\` lists them.`)
  }
  if (routine !== ALL && chosen.length > 1)
    throw new UsageError(
      `Several routines are called "${routine}": name one by its id (${chosen.map(({ id }) => id).join(', ')}).`,
    )
  const log = routineLog({ ...mined, routines: chosen })
  return { log, problems: [], format: 'runs of routines', stem: stemOf(file) }
}

/** Refuses a file that can only be a UI log where no routine is named, and edits of none. */
export function mustNameRoutine(file: string, { routine, edits }: LogOptions): void {
  if (routine === undefined && edits !== undefined) throw new UsageError('--edits is for --routine.')
  const ending = writableUiFormats
    .flatMap(({ extensions }) => extensions)
    .find(one => one.startsWith('ui.') && file.toLowerCase().endsWith(`.${one}`))
  if (routine === undefined && ending !== undefined)
    throw new UsageError(
      `${file} is a UI log: name one of its routines with --routine (\`parfocal ui routines\` lists them), or --routine ${ALL}.`,
    )
}

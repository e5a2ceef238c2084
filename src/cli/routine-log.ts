import { routineLog } from '../analyses/index.ts'
import { writableUiFormats } from '../formats/index.ts'
import { mineUi } from './commands/ui/read-ui.ts'
import { InputError, UsageError } from './exit.ts'
import type { Io } from './io.ts'
import type { LogOptions } from './options.ts'
import { type ReadLog, stemOf } from './read-log.ts'
import { routineNamed } from './routine-named.ts'

/** What stands for every routine of a recording. */
export const ALL = 'all'

/** The runs of one routine of a recording, or of all, as a log: cases are runs, activities steps. */
export async function readRoutineLog(file: string, options: LogOptions, io: Io): Promise<ReadLog> {
  const { routine, objectType } = options
  if (file === '-') throw new UsageError('--routine reads a recording, and not from standard input: name a file.')
  if (objectType !== undefined) throw new UsageError('--object-type: runs of a routine have no objects.')
  const mined = await mineUi([file], options, io)
  if (mined.routines.length === 0) throw new InputError('No routine was found in the recording: there are no runs.')
  const chosen = routine === ALL ? mined.routines : [routineNamed(mined.routines, routine ?? '')]
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

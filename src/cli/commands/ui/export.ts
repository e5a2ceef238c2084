import { nodeOutputs } from '../../../actions/index.node.ts'
import { nodePlatform } from '../../../base/platform.node.ts'
import { writableUiFormats } from '../../../formats/index.ts'
import { InputError, UsageError } from '../../exit.ts'
import { isFolder, mustHaveFolder } from '../../folder.ts'
import { type Io, writeWhole } from '../../io.ts'
import { mustBeNew } from '../../output.ts'
import { routineNamed } from '../../routine-named.ts'
import { openTasks } from './open-tasks.ts'
import type { AskUiOptions, UiOptions } from './options.ts'
import { readUi } from './read-ui.ts'
import { exportTraining, TRAINING_DATA, type TrainingExportOptions } from './training.ts'
import { fingerprintOf, writeFiles } from './write-files.ts'

export interface ImportUiOptions extends UiOptions {
  readonly force?: boolean
}

/** Read, mask and store a recording: as our own UI log, or as XES or OCEL 2.0 for others. */
export async function importUi(file: string, out: string, options: ImportUiOptions, io: Io): Promise<void> {
  const format = writableUiFormats.find(({ extensions }) =>
    extensions.some(ending => out.toLowerCase().endsWith(`.${ending}`)),
  )
  if (!format)
    throw new UsageError(
      `The ending of "${out}" says no format. Known: ${writableUiFormats.flatMap(({ extensions }) => extensions.map(ending => `.${ending}`)).join(', ')}.`,
    )
  await mustHaveFolder(out)
  await mustBeNew(out, options.force)
  const { log, problems } = await readUi([file], options, io)
  await writeWhole(out, format.write(log, nodePlatform), io.cancel)
  const told = {
    file: out,
    format: format.id,
    events: log.eventCount,
    recordings: log.recordings.length,
    capture: log.capture,
    problems,
  }
  if (options.json) return io.write(`${JSON.stringify(told, null, 2)}\n`)
  const recordings = log.recordings.length === 1 ? '1 recording' : `${log.recordings.length} recordings`
  await io.write(`${out}: ${log.eventCount} events in ${recordings} (${format.title}).\n`)
  if (log.capture.length > 0)
    io.note('Values are kept in clear, as you asked: the file is as sensitive as the recording.')
}

/** What `--to` understands. */
export const exportable: readonly string[] = [...nodeOutputs.map(({ id }) => id), TRAINING_DATA]

export interface ExportUiOptions extends AskUiOptions, TrainingExportOptions {
  readonly to: string
  readonly routine?: string
  readonly out: string
  readonly force?: boolean
}

/** Make an output of one routine, and say what is left to do. */
export async function exportUi(files: readonly string[], options: ExportUiOptions, io: Io): Promise<void> {
  await isFolder(options.out)
  if (options.to === TRAINING_DATA) return exportTraining(files, options, io)
  const output = nodeOutputs.find(({ id }) => id === options.to)
  if (!output) throw new UsageError(`There is no output "${options.to}". Known: ${exportable.join(', ')}.`)
  const { tasks } = await openTasks(files, options, io)
  const routines = await tasks.routines(io.cancel)
  const routine = options.routine === undefined ? routines[0] : routineNamed(routines, options.routine)
  const procedure = routine && (await tasks.procedure(routine.id, io.cancel))
  if (!procedure) throw new InputError('No routine was found in the recording: nothing can be made of it.')
  const fingerprint = options.server === undefined ? await fingerprintOf(files, io) : null
  const made = await output.make({ ...procedure, logFingerprint: fingerprint })
  await writeFiles(made.files, options, io)
  const told = {
    routine: procedure.id,
    name: procedure.name,
    output: output.id,
    files: made.files.map(({ path }) => path),
    toDo: made.toDo,
  }
  if (options.json) {
    const { problems } = await tasks.recordings(io.cancel)
    return io.write(`${JSON.stringify({ ...told, problems }, null, 2)}\n`)
  }
  await io.write(`${output.title} of "${procedure.name}" in ${options.out}: ${told.files.join(', ')}\n`)
  if (made.toDo.length > 0) await io.write(`\nLeft to do:\n${made.toDo.map(text => `  - ${text}`).join('\n')}\n`)
}

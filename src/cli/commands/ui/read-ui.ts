import { randomBytes } from 'node:crypto'
import {
  cleanTasks,
  EditableTasks,
  type EditsAnswer,
  type MinedTasks,
  type MineOptions,
  type PeopleRule,
} from '../../../analyses/index.ts'
import { nodePlatform } from '../../../base/platform.node.ts'
import { openUiLog, type UiReading } from '../../../formats/index.ts'
import type { StepLog } from '../../../log/step-log.ts'
import { noEdits, type TaskEdits, taskEditsFrom } from '../../../tasks/index.ts'
import type { Io } from '../../io.ts'
import { jsonArgument } from '../../json-file.ts'
import { problemText } from '../../tell.ts'
import { identifierOptions, keyFile } from './key-files.ts'
import { maskRules } from './mask-rules.ts'
import type { UiOptions } from './options.ts'
import { nameOption, recordingSources } from './recording-sources.ts'

/** People below this number are not told of, unless the owner of the file says so. */
export const MINIMUM = 5

export const peopleRule = ({ showPeople }: UiOptions): PeopleRule => ({ minimum: showPeople ? null : MINIMUM })

/** Read recordings of any format as one UI log, masked unless `--keep-values` is given. */
export async function readUi(files: readonly string[], options: UiOptions, io: Io): Promise<UiReading> {
  try {
    const mapping = options.mapping === undefined ? undefined : await jsonArgument(options.mapping, '--mapping')
    const reading = await openUiLog(await recordingSources(files), {
      platform: nodePlatform,
      cancel: io.cancel,
      progress: io.progress,
      ...(await nameOption(files)),
      key: options.key === undefined ? randomBytes(32) : await keyFile(options.key, '--key', 1),
      ...(await identifierOptions(options)),
      ...(options.maskRules === undefined ? {} : { rules: await maskRules(options.maskRules) }),
      order: options.ignoreTime ? 'input' : 'auto',
      ...(options.ignoreTime ? { times: 'ignore' as const } : {}),
      ...(options.keepValues ? { keepValues: true } : {}),
      ...(options.format === undefined ? {} : { format: options.format }),
      ...(mapping === undefined ? {} : { mapping }),
    })
    if (!options.json) for (const problem of reading.problems) io.note(problemText(problem))
    return reading
  } finally {
    io.close()
  }
}

/** Read, clean, segment, mine and edit: the same whatever is asked afterwards. */
export async function editUi(files: readonly string[], options: UiOptions, io: Io): Promise<EditableTasks> {
  const given = options.edits === undefined ? undefined : await jsonArgument(options.edits, '--edits')
  const edits = given === undefined ? noEdits : taskEditsFrom(given)
  const reading = await readUi(files, options, io)
  const tasks = await EditableTasks.open(reading, mining(options, io), { revision: 0, edits })
  io.close()
  tellLost(tasks.applied, edits, io)
  return tasks
}

export const mineUi = async (files: readonly string[], options: UiOptions, io: Io): Promise<MinedTasks> =>
  (await editUi(files, options, io)).mined

/** Read and clean: what is done before mining. */
export async function cleanUi(files: readonly string[], options: UiOptions, io: Io): Promise<StepLog> {
  const steps = await cleanTasks(await readUi(files, options, io), mining(options, io))
  io.close()
  return steps
}

const mining = ({ ignoreTime = false }: UiOptions, { cancel, progress }: Io): MineOptions => ({
  platform: nodePlatform,
  cancel,
  progress,
  ignoreTime,
})

/** Says which edits speak of routines that are not there. */
export function tellLost({ lost }: EditsAnswer, { routines }: TaskEdits, io: Io): void {
  for (const at of lost)
    io.note(
      `Edits: routines[${at}] (${routines[at]?.kind}) speaks of a routine that is not there, and changes nothing.`,
    )
}

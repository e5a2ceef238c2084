import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type MinedTasks, mineTasks, type PeopleRule } from '../../../analyses/index.ts'
import { fileSource, nodePlatform } from '../../../base/platform.node.ts'
import { openUiLog, type UiReading } from '../../../formats/index.ts'
import type { Io } from '../../io.ts'
import { jsonArgument } from '../../json-file.ts'
import { problemText } from '../../tell.ts'
import type { UiOptions } from './options.ts'

/** People below this number are not told of, unless the owner of the file says so. */
const MINIMUM = 5

export const peopleRule = ({ showPeople }: UiOptions): PeopleRule => ({ minimum: showPeople ? null : MINIMUM })

/** Read recordings of any format as one UI log, masked unless `--keep-values` is given. */
export async function readUi(files: readonly string[], options: UiOptions, io: Io): Promise<UiReading> {
  try {
    const mapping = options.mapping === undefined ? undefined : await jsonArgument(options.mapping, '--mapping')
    const reading = await openUiLog(await Promise.all(files.map(file => fileSource(file))), {
      platform: nodePlatform,
      cancel: io.cancel,
      progress: io.progress,
      key: options.key === undefined ? randomBytes(32) : await readFile(options.key),
      order: options.ignoreTime ? 'input' : 'auto',
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

/** Read, clean, segment and mine: the same whatever is asked afterwards. */
export async function mineUi(files: readonly string[], options: UiOptions, io: Io): Promise<MinedTasks> {
  const reading = await readUi(files, options, io)
  const mined = await mineTasks(reading, {
    platform: nodePlatform,
    cancel: io.cancel,
    ...(options.ignoreTime ? { ignoreTime: true } : {}),
  })
  io.close()
  return mined
}

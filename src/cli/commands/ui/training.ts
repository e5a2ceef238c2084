import { readFile } from 'node:fs/promises'
import {
  type Accuracy,
  allowedPurpose,
  type Purpose,
  purposes,
  scoreTraining,
  trainingData,
} from '../../../actions/index.ts'
import { releasedRoutines } from '../../../analyses/index.ts'
import { RequestError } from '../../../base/errors.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { routineNamed } from '../../routine-named.ts'
import { textTable } from '../../text-table.ts'
import type { UiOptions } from './options.ts'
import { mineUi } from './read-ui.ts'
import { fingerprintOf, writeFiles } from './write-files.ts'

export const TRAINING_DATA = 'training-data'

export interface TrainingExportOptions extends UiOptions {
  readonly out: string
  readonly force?: boolean
  readonly routine?: string
  readonly purpose?: string
  readonly licence?: string
}

/** Make training data of all routines, or of one; refused where the purpose or the number of people does not allow it. */
export async function exportTraining(files: readonly string[], options: TrainingExportOptions, io: Io): Promise<void> {
  const { purpose = null, licence = null } = options
  if (purpose !== null && !isPurpose(purpose))
    throw new UsageError(`There is no purpose "${purpose}". Known: ${purposes.join(', ')}.`)
  const allows = allowedPurpose(purpose)
  if (!allows.ok) throw refusal(allows.because)
  const mined = await mineUi(files, options, io)
  const { routine } = options
  const released = releasedRoutines(
    mined,
    routine === undefined ? undefined : routineNamed(mined.routines, routine).id,
  )!
  const made = trainingData(released, { purpose, licence, logFingerprint: await fingerprintOf(files, io) })
  if (!made.ok) throw refusal(made.because)
  const { files: written, card, toDo } = made.value
  await writeFiles(written, options, io)
  const told = { output: TRAINING_DATA, files: written.map(({ path }) => path), toDo, card }
  if (options.json) return io.write(`${JSON.stringify({ ...told, problems: mined.problems }, null, 2)}\n`)
  const { train, validation, test } = card.counts
  await io.write(
    `Training data in ${options.out}: ${train.trajectories} trajectories to train, ${validation.trajectories} to validate, ${test.trajectories} to test; ${card.refused.length} routines refused.\n`,
  )
  await io.write(`\nLeft to do:\n${toDo.map(text => `  - ${text}`).join('\n')}\n`)
}

const refusal = (because: string) => new RequestError(`No training data: ${because}.`, 'refused')
const isPurpose = (text: string): text is Purpose => (purposes as readonly string[]).includes(text)

/** How well an agent's answers agree with trajectories. */
export async function score(
  file: string,
  predictions: string,
  { json }: { readonly json?: boolean },
  io: Io,
): Promise<void> {
  const result = scoreTraining(await readFile(file, 'utf8'), await readFile(predictions, 'utf8'))
  if (json) return io.write(`${JSON.stringify(result, null, 2)}\n`)
  const row = (name: string, { right, of, share, low, high }: Accuracy) => [
    name,
    share === null ? null : percent(share),
    low === null || high === null ? null : `${percent(low)} to ${percent(high)}`,
    `${right} of ${of}`,
  ]
  await io.write(
    textTable(
      ['right', 'share', '95 % interval', 'number'],
      [
        row('whole steps', result.step),
        row('action', result.action),
        row('target', result.target),
        row('value', result.value),
        row('whole trajectories', result.trajectory),
        ...result.routines.map(({ routine, step }) => row(`steps of ${routine}`, step)),
      ],
    ),
  )
  const { missing, action, target, value } = result.wrong
  await io.write(
    `\nWrong: ${missing} without an answer, ${action} by action, ${target} by target, ${value} by value; ${result.surplus} answers to no step.\n`,
  )
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

import { pickPool } from '../../../analyses/models/pools.ts'
import { FormatError } from '../../../base/errors.ts'
import { readAll } from '../../../base/platform.ts'
import { decodeUtf8 } from '../../../base/utf8.ts'
import { bpmn } from '../../../formats/models/bpmn/bpmn.ts'
import type { ModelFormat, ModelReading } from '../../../formats/models/model-format.ts'
import { modelFormats } from '../../../formats/models/model-formats.ts'
import { modelText } from '../../../formats/models/model-text.ts'
import { modelFormatFor, openModel, writeModel } from '../../../formats/models/open-model.ts'
import type { Problem } from '../../../log/problems.ts'
import type { Model } from '../../../model/model.ts'
import { type Difference, modelAs } from '../../../model/model-as.ts'
import { UsageError } from '../../exit.ts'
import { mustHaveFolder } from '../../folder.ts'
import { type Io, writeWhole } from '../../io.ts'
import { mustBeNew } from '../../output.ts'
import { sourceOf } from '../../read-log.ts'
import { problemText } from '../../tell.ts'

/** Models beyond this many bytes are not read into memory. */
const MOST = 1 << 28

/** A model from a file or from standard input; everything odd in it is told. */
export const readModel = (file: string, io: Io, pool?: string): Promise<ModelReading> =>
  bytesOf(file, io, (bytes, name) => {
    const reading = openModel(bytes, name)
    for (const problem of reading.problems) io.note(`Note: ${problemText(problem)}`)
    return pool === undefined ? reading : { ...reading, model: poolIn(reading.model, pool) }
  })

/** The text of a model, of statements or of a baseline: what it says is for others to read. */
export const readModelText = (file: string, io: Io, pool?: string): Promise<string> =>
  bytesOf(file, io, (bytes, name) => {
    if (pool === undefined) return modelText(bytes)
    return decodeUtf8(writeModel(poolIn(openModel(bytes, name).model, pool), bpmn).bytes)
  })

/** The pool of a name or id alone. */
function poolIn(model: Model, pool: string): Model {
  const found = pickPool(model, pool)
  if (!found.ok) throw new UsageError(`--pool: ${found.because}`)
  return found.value
}

async function bytesOf<T>(file: string, io: Io, read: (bytes: Uint8Array, name: string) => T): Promise<T> {
  const { source, done } = await sourceOf(file, io)
  try {
    if (source.size !== null && source.size > MOST)
      throw new FormatError(`The file has ${source.size} bytes: it is no model.`, { file: source.name })
    return read(await readAll(source), source.name)
  } finally {
    await done()
  }
}

/** Notes where a conversion says something else than the model. */
export const noteTo =
  (io: Io): Difference =>
  (element, because) =>
    io.note(`Note: ${element}: ${because}`)

export interface TargetOptions {
  readonly to?: string
  readonly force?: boolean
  readonly json?: boolean
}

/** The format to write, known before anything is read; refuses a target where something is. */
export async function targetFormat(out: string, { to, force, json }: TargetOptions): Promise<ModelFormat> {
  const format = modelFormatFor(to ?? out)
  const known = `Formats: ${modelFormats.flatMap(({ id, write }) => (write ? [id] : [])).join(', ')}.`
  if (format === undefined)
    throw new UsageError(
      to === undefined
        ? `The ending of "${out}" says no format: give --to. ${known}`
        : `There is no format "${to}". ${known}`,
    )
  if (format.write === null) throw new UsageError(`${format.title} can be read, not written. ${known}`)
  if (out === '-') {
    if (json)
      throw new UsageError('--json writes to standard output, where the model is to go: name a file for the model.')
    return format
  }
  await mustHaveFolder(out)
  await mustBeNew(out, force)
  return format
}

/** Write the model, as a kind that the format can hold; what that was, and what was lost. */
export async function writeModelTo(
  out: string,
  model: Model,
  format: ModelFormat,
  io: Io,
): Promise<{ model: Model; problems: readonly Problem[] }> {
  const fitting = io.busy(() => modelAs(model, format.kinds, noteTo(io)))
  if (!fitting.ok) throw new UsageError(`${format.title} cannot hold this model. ${fitting.because}`)
  const { bytes, problems } = writeModel(fitting.value, format)
  if (out === '-') await io.write(bytes)
  else {
    await writeWhole(out, [bytes], io.cancel)
    io.note(`Wrote ${out} (${format.title}).`)
  }
  for (const problem of problems) if (problem.severity === 'loss') io.note(`Warning: ${problemText(problem)}`)
  return { model: fitting.value, problems }
}

import { checkModel as checkedModel } from '../../../analyses/models/model-check.ts'
import { modelFormats } from '../../../formats/models/model-formats.ts'
import { modelKindNames } from '../../../model/model.ts'
import { sizeText } from '../../../model/model-size.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { readModel } from './model-file.ts'

export interface CheckOptions {
  readonly states: number
  /** Of BPMN with several pools: the one that is checked. */
  readonly pool?: string
  readonly json?: boolean
}

/** Whether a model is sound; ends with code 2 where that cannot be told. */
export async function checkModel(file: string, { states, json, pool }: CheckOptions, io: Io): Promise<void> {
  const reading = await readModel(file, io, pool)
  const checked = io.busy(() => checkedModel(reading, states))
  if (!checked.ok) throw new UsageError(`${file}: ${checked.because}`)
  const { notes, format, workflowNet, soundness, tree, notATree } = checked.value
  for (const note of notes) io.note(`Note: ${note}`)
  const { verdict, findings, because } = soundness
  if (json) await io.write(`${JSON.stringify({ file, ...checked.value }, null, 2)}\n`)
  else {
    const title = modelFormats.find(({ id }) => id === format)?.title ?? format
    const lines = [
      `${file}: ${modelKindNames[reading.model.kind]} (${title}), ${sizeText(reading.model)}`,
      `Workflow net: ${workflowNet.is ? 'yes' : `no: ${workflowNet.because}`}`,
      `Sound: ${verdict === 'sound' ? 'yes' : verdict === 'unsound' ? 'no' : `unknown: ${because}`}`,
      ...findings.map(({ message }) => `  ${message}`),
      `Block-structured: ${tree ?? `no: ${notATree}`}`,
    ]
    await io.write(`${lines.join('\n')}\n`)
  }
  if (verdict === 'unknown') throw new UsageError(`Soundness is unknown: ${because} Look at more with --states.`)
}

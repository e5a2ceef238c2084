import type { Model } from '../../../model/model.ts'
import { modelNet } from '../../../model/model-as.ts'
import { sizeOf } from '../../../model/model-size.ts'
import { isWeighted } from '../../../model/petri-net.ts'
import { type Reduction, reduceNet, WEIGHTS_LOST } from '../../../model/reduce-net.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { noteTo, readModel, type TargetOptions, targetFormat, writeModelTo } from './model-file.ts'

export interface ConvertModelOptions extends TargetOptions {
  readonly reduce?: boolean
  /** Of BPMN with several pools: the one that is written. */
  readonly pool?: string
}

/** The model in another format; as another kind where the format wants that and the model can be one. */
export async function convertModel(file: string, out: string, options: ConvertModelOptions, io: Io): Promise<void> {
  const format = await targetFormat(out, options)
  const reading = await readModel(file, io, options.pool)
  const { model, applied } = options.reduce ? reduced(reading.model, io) : { model: reading.model, applied: undefined }
  const written = await writeModelTo(out, model, format, io)
  if (!options.json) return
  const report = {
    file: out,
    format: format.id,
    kind: written.model.kind,
    ...sizeOf(written.model),
    ...(applied === undefined ? {} : { reduced: applied }),
    problems: [...reading.problems, ...written.problems],
  }
  await io.write(`${JSON.stringify(report, null, 2)}\n`)
}

/** As a net, reduced. */
function reduced(model: Model, io: Io): { model: Model; applied: Reduction['applied'] } {
  const whole = modelNet(model, noteTo(io))
  if (!whole.ok) throw new UsageError(`--reduce: only Petri nets are reduced. ${whole.because}`)
  if (isWeighted(whole.value)) io.note(`Note: ${WEIGHTS_LOST}`)
  const { net, applied } = io.busy(() => reduceNet(whole.value))
  return { model: { kind: 'net', net }, applied }
}

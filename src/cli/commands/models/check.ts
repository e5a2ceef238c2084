import { modelFormats } from '../../../formats/models/model-formats.ts'
import { modelKindNames } from '../../../model/model.ts'
import { modelNet } from '../../../model/model-as.ts'
import { sizeOf, sizeText } from '../../../model/model-size.ts'
import { netToTree } from '../../../model/net-to-tree.ts'
import { printTree } from '../../../model/process-tree.ts'
import { soundness } from '../../../model/soundness.ts'
import { workflowNet } from '../../../model/workflow-net.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { noteTo, readModel } from './model-file.ts'

export interface CheckOptions {
  readonly states: number
  readonly json?: boolean
}

/** Whether a model is sound; ends with code 2 where that cannot be told. */
export async function checkModel(file: string, { states, json }: CheckOptions, io: Io): Promise<void> {
  const { model, problems, format } = await readModel(file, io)
  const net = modelNet(model, noteTo(io))
  if (!net.ok) throw new UsageError(`${file}: soundness is asked of nets. ${net.because}`)
  const isWorkflowNet = workflowNet(net.value)
  const { verdict, findings, because } = io.busy(() => soundness(net.value, { states }))
  const tree = io.busy(() => netToTree(net.value))
  if (json) {
    const report = {
      file,
      format,
      kind: model.kind,
      ...sizeOf(model),
      workflowNet: isWorkflowNet.ok ? { is: true } : { is: false, because: isWorkflowNet.because },
      soundness: { verdict, ...(because === undefined ? {} : { because }), findings },
      tree: tree.ok ? printTree(tree.value) : null,
      problems,
    }
    await io.write(`${JSON.stringify(report, null, 2)}\n`)
  } else {
    const title = modelFormats.find(({ id }) => id === format)?.title ?? format
    const lines = [
      `${file}: ${modelKindNames[model.kind]} (${title}), ${sizeText(model)}`,
      `Workflow net: ${isWorkflowNet.ok ? 'yes' : `no: ${isWorkflowNet.because}`}`,
      `Sound: ${verdict === 'sound' ? 'yes' : verdict === 'unsound' ? 'no' : `unknown: ${because}`}`,
      ...findings.map(({ message }) => `  ${message}`),
      `Block-structured: ${tree.ok ? printTree(tree.value) : `no: ${tree.because}`}`,
    ]
    await io.write(`${lines.join('\n')}\n`)
  }
  if (verdict === 'unknown') throw new UsageError(`Soundness is unknown: ${because} Look at more with --states.`)
}

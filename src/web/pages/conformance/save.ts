import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import { baselineText } from '../../../analyses/models/baseline-model.ts'
import type { Result } from '../../../base/result.ts'
import { modelFormats, writeModel } from '../../../formats/index.ts'
import type { BpmnModel, ProcessTree } from '../../../model/index.ts'
import { download } from '../../format/download.ts'

/** Gives a baseline as one file that this page and the command line read. */
export function saveBaseline(document: BaselineDocument): void {
  download(`${document.name}.baseline.json`, `${JSON.stringify(document, null, 2)}\n`, 'application/json')
}

/** Gives the model as BPMN with its diagram; throws the reason where it cannot be. */
export function saveBpmn(bpmn: Result<BpmnModel>, name: string): void {
  if (!bpmn.ok) throw new Error(`This model cannot be BPMN: ${bpmn.because}`)
  const format = modelFormats.find(({ id }) => id === 'bpmn')!
  const { bytes } = writeModel({ kind: 'bpmn', bpmn: bpmn.value }, format)
  download(`${name}.bpmn`, new Blob([bytes as BlobPart], { type: 'application/xml' }))
}

export const textOfTree = (tree: ProcessTree): string => baselineText({ kind: 'tree', tree })

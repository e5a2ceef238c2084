import type { BaselineDocument } from '../../../analyses/models/baseline-document.ts'
import { baselineText } from '../../../analyses/models/baseline-model.ts'
import type { HeldStatements } from '../../../analyses/models/held-statements.ts'
import type { Result } from '../../../base/result.ts'
import { modelFormats, openModel, writeModel } from '../../../formats/index.ts'
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

/** Gives statements as a file; throws the reason where the format cannot hold them. */
export function saveStatements({ kind, text }: HeldStatements, format: 'declare' | 'json', name: string): void {
  if (kind !== 'declare') {
    download(`${name}.json`, text, 'application/json')
    return
  }
  const { model } = openModel(new TextEncoder().encode(text), name)
  const as = modelFormats.find(({ id }) => id === format)!
  const { bytes } = writeModel(model, as)
  download(`${name}.${as.extensions[0]}`, new Blob([bytes as BlobPart], { type: 'application/octet-stream' }))
}

export const textOfTree = (tree: ProcessTree): string => baselineText({ kind: 'tree', tree })

import type { MinedModel } from '../../../analyses/models/mined-model.ts'
import { modelFormats, writeModel } from '../../../formats/index.ts'
import { type Model, modelAs } from '../../../model/index.ts'
import { download } from '../../format/download.ts'

export type ExportId = 'bpmn' | 'pnml' | 'ptml' | 'json' | 'declare'

/** Gives the model as a file; throws the reason where it cannot be one of this format. */
export function exportModel(mined: MinedModel, id: ExportId, name: string): void {
  const format = modelFormats.find(one => one.id === id)!
  const found = inFormat(mined, format.kinds)
  if (!found.ok) throw new Error(`This model cannot be ${format.title}: ${found.because}`)
  const { bytes } = writeModel(found.value, format)
  download(`${name}.${format.extensions[0]}`, new Blob([bytes as BlobPart], { type: 'application/octet-stream' }))
}

/** The diagram that is on the screen, where the format holds diagrams. */
function inFormat({ model, bpmn }: MinedModel, kinds: readonly Model['kind'][]) {
  if (kinds.length === 1 && kinds[0] === 'bpmn' && bpmn.ok)
    return { ok: true, value: { kind: 'bpmn', bpmn: bpmn.value } } as const
  return modelAs(model, kinds)
}

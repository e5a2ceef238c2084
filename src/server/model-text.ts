import { pooledModelOfText } from '../analyses/models/model-text.ts'
import { RequestError } from '../base/errors.ts'
import type { Result } from '../base/result.ts'
import { decodeUtf8 } from '../base/utf8.ts'
import { modelFormats } from '../formats/models/model-formats.ts'
import { modelFormatFor, writeModel } from '../formats/models/open-model.ts'
import type { Variants } from '../log/engine.ts'
import type { Model } from '../model/model.ts'
import { modelAs } from '../model/model-as.ts'

/** The engine's answer to `variants`, as JSON in UTF-8. */
export type WrittenVariants = Uint8Array
export const variantsIn = (written: WrittenVariants) => (JSON.parse(decodeUtf8(written)) as Variants).variants

/** A model as it is given: its text, and of BPMN with several pools the one that is meant. */
export interface GivenModel {
  readonly model: string
  readonly pool?: string | undefined
}
/** Throws `FormatError` where the text is no model, `RequestError` naming the pools where it has no such one. */
export const read = ({ model, pool = '' }: GivenModel) => value(pooledModelOfText(model, pool), '')
/** Refuses to look for a pool in what is mined. */
export function withoutPool(pool = ''): void {
  if (pool !== '') throw new RequestError('Only BPMN has pools: give the model.')
}

/** The model as the text of a format, with what it was written as. */
export function inFormat(model: Model, to: string) {
  const format = modelFormatFor(to)
  const known = modelFormats.flatMap(({ id, write }) => (write ? [id] : []))
  if (!format?.write) throw new RequestError(`There is no format "${to}" to write. There are: ${known.join(', ')}.`)
  const notes: string[] = []
  const fitting = value(
    modelAs(model, format.kinds, (element, because) => notes.push(`${element}: ${because}`)),
    `${format.title} cannot hold this model. `,
  )
  const { bytes, problems } = writeModel(fitting, format)
  return { model: fitting, told: { format: format.id, text: decodeUtf8(bytes), problems, notes } }
}

/** Throws `RequestError` with the reason of a refusal behind `before`. */
export function value<T>(answer: Result<T>, before: string): T {
  if (answer.ok) return answer.value
  throw new RequestError(`${before}${answer.because.replace(/\.?$/, '.')}`)
}

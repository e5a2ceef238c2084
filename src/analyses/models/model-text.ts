import { ok, type Result } from '../../base/result.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { openModel } from '../../formats/models/open-model.ts'
import { pickPool } from './pools.ts'

type ModelReading = ReturnType<typeof openModel>

/** The model of a text that was decoded before: the mark says UTF-8, whatever the text declares. Throws `FormatError` where it is none. */
export const modelOfText = (text: string, name = 'model'): ModelReading =>
  openModel(encodeUtf8(`\ufeff${text.replace(/^\ufeff/, '')}`), name)

/**
 * The same, of BPMN with several pools the one that is wanted, by the id of its process or by its name; `pool` empty: the
 * model as it stands. Refused where there is no such pool, with those that there are.
 */
export function pooledModelOfText(text: string, pool: string): Result<ModelReading> {
  const reading = modelOfText(text)
  if (pool === '') return ok(reading)
  const picked = pickPool(reading.model, pool)
  return picked.ok ? ok({ ...reading, model: picked.value }) : picked
}

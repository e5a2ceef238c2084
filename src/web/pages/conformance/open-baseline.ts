import { type BaselineDocument, baselineDocumentFrom } from '../../../analyses/models/baseline-document.ts'
import { FormatError } from '../../../base/errors.ts'
import type { Ask } from '../../../log/engine.ts'
import { minedDocument } from '../../engine/baselines.ts'
import { storedMapping } from './mapping.ts'
import { runTask } from './run-task.ts'

export interface OpenedBaseline {
  readonly document: BaselineDocument
  /** Whether every label of a model that nobody has seen yet stands for something in the log. */
  readonly isMatched: boolean
}

/** Reads a model, or a baseline that was saved, as a baseline of the log. Throws what is wrong, with file and place, or why it is no flow. */
export async function openBaseline(file: File, ask: Ask, signal: AbortSignal): Promise<OpenedBaseline> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const saved = savedBaseline(bytes, file.name)
  if (saved?.model === '') return { document: saved, isMatched: true }
  const read = await runTask<'read'>({ kind: 'read', text: saved?.model ?? bytes, name: file.name, ask }, signal)
  if (!read.ok) throw new FormatError(`Cases cannot be held against this model. ${read.because}`, { file: file.name })
  const { model, proposed } = read.value
  const name = file.name.replace(/\.[^.]+$/, '').slice(0, 200) || 'Model'
  const document = saved ?? { ...minedDocument, name, model: model.text, labels: storedMapping(proposed) }
  return { document, isMatched: saved !== null || proposed.labels.every(({ by }) => by !== 'none') }
}

function savedBaseline(bytes: Uint8Array, name: string): BaselineDocument | null {
  const text = new TextDecoder().decode(bytes)
  if (!/^\ufeff?\s*\{/.test(text) || !/"parfocal"\s*:\s*"baseline"/.test(text)) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new FormatError(`The JSON is broken: ${(error as Error).message}.`, { file: name })
  }
  try {
    return baselineDocumentFrom(value)
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file: name }) : error
  }
}

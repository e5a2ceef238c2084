import { type BaselineDocument, baselineDocumentFrom } from '../../../analyses/models/baseline-document.ts'
import type { Pool } from '../../../analyses/models/pools.ts'
import { FormatError } from '../../../base/errors.ts'
import { Cancelled } from '../../../base/platform.ts'
import type { Ask } from '../../../log/engine.ts'
import { minedDocument } from '../../engine/baselines.ts'
import { LARGEST_MODEL, tooLarge } from '../model/opened-file.ts'
import { storedMapping } from './mapping.ts'
import { runTask } from './run-task.ts'

export interface OpenedBaseline {
  readonly document: BaselineDocument
  /** Whether every label of a model that nobody has seen yet stands for something in the log. */
  readonly isMatched: boolean
}

/** Reads a model, or a baseline that was saved, as a baseline of the log; of a file with several pools the one that is chosen (null: none). Throws what is wrong, with file and place, or why it is no flow. */
export async function openBaseline(
  file: File,
  ask: Ask,
  choose: (pools: readonly Pool[], likeliest: string) => Promise<string | null>,
  signal: AbortSignal,
): Promise<OpenedBaseline> {
  if (file.size > LARGEST_MODEL) throw new FormatError(tooLarge(file.size), { file: file.name })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const saved = savedBaseline(bytes, file.name)
  if (saved?.model === '') return { document: saved, isMatched: true }
  const task = { kind: 'read' as const, text: saved?.model ?? bytes, name: file.name, ask }
  let read = await runTask<'read'>(task, signal)
  if (read.ok && read.value.kind === 'flow' && read.value.pool !== null) {
    const pool = await choose(read.value.pools, read.value.pool)
    if (pool === null) throw new Cancelled()
    if (pool !== read.value.pool) read = await runTask<'read'>({ ...task, pool }, signal)
  }
  if (!read.ok) throw new FormatError(`Cases cannot be held against this model. ${read.because}`, { file: file.name })
  const name = file.name.replace(/\.[^.]+$/, '').slice(0, 200) || 'Model'
  if (read.value.kind === 'statements')
    return { document: saved ?? { ...minedDocument, name, model: read.value.held.text }, isMatched: true }
  const { model, proposed } = read.value
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

import type { DataCard, Purpose } from '../../../actions/index.ts'
import { allowedPurpose } from '../../../actions/training/purposes.ts'
import { uiLogOf } from '../../engine/log-ids.ts'
import { EngineError, type TrainingAsked } from '../../engine/protocol.ts'
import { request } from '../../engine/remote.ts'
import { ready, worker } from '../../engine/workspace.ts'

/** Training data, or the sentence that says why there is none. */
export type MadeTraining =
  | {
      readonly ok: true
      readonly card: DataCard
      readonly files: readonly { readonly path: string; readonly content: string | Uint8Array }[]
      readonly toDo: readonly string[]
    }
  | { readonly ok: false; readonly because: string }

/** What people can have been told that they are recorded for. */
export const purposeTitles: Readonly<Record<Purpose, string>> = {
  'process-improvement': 'To improve the process',
  automation: 'To automate the work',
  'agent-evaluation': 'To test agents',
  'agent-training': 'To train agents',
}

/** Makes training data where the log lives: by the server of its logs, else in this browser. */
export async function makeTraining(log: string, asked: TrainingAsked, signal?: AbortSignal): Promise<MadeTraining> {
  const allows = allowedPurpose(asked.purpose)
  if (!allows.ok) return refused(allows.because)
  const uiLog = uiLogOf(log)
  if (uiLog !== null) return onServer(uiLog, asked, signal)
  await ready(log)
  const made = await worker.training(log, asked, signal)
  if (made === null) throw new EngineError({ name: 'RequestError', message: 'There is no such routine any more.' })
  return made.ok ? { ok: true, ...made.value } : refused(made.because)
}

const refused = (because: string): MadeTraining => ({ ok: false, because: `No training data: ${because}.` })

async function onServer(
  uiLog: string,
  { purpose, licence, routine }: TrainingAsked,
  signal: AbortSignal | undefined,
): Promise<MadeTraining> {
  const query = new URLSearchParams({ as: 'json' })
  for (const [key, value] of Object.entries({ purpose, licence, routine })) if (value) query.set(key, value)
  try {
    const { files, toDo } = await request<{
      readonly files: readonly { readonly path: string; readonly content: string }[]
      readonly toDo: readonly string[]
    }>(`api/ui-logs/${encodeURIComponent(uiLog)}/training-data?${query}`, signal ? { signal } : {})
    const card = JSON.parse(files.find(({ path }) => path === 'data-card.json')!.content) as DataCard
    return { ok: true, card, files, toDo }
  } catch (error) {
    if (error instanceof EngineError && error.code === 'refused') return { ok: false, because: error.message }
    throw error
  }
}

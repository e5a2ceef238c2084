import type { RulesAnswer, RulesQuestion } from '../../analyses/rules-check.ts'
import type { Progress } from '../../base/platform.ts'
import type { Ask } from '../../log/engine.ts'
import { isHere } from './log-ids.ts'
import { request } from './remote.ts'
import { ready, worker } from './workspace.ts'

/** Checks a log against a rule document, wherever the log lives. */
export async function checkRules(
  ask: Ask,
  question: RulesQuestion,
  signal: AbortSignal,
  progress: Progress,
): Promise<RulesAnswer> {
  if (!isHere(ask.log))
    return request<RulesAnswer>('api/rules/check', {
      method: 'POST',
      body: JSON.stringify({ ...ask, ...question }),
      signal,
    })
  await ready(ask.log)
  return worker.checkRules(ask, question, signal, progress)
}

/** What tells a log from every other, as the command line says it. */
export async function logFingerprint(log: string): Promise<string> {
  if (isHere(log)) {
    await ready(log)
    return worker.fingerprint(log)
  }
  return (await request<{ fingerprint: string }>(`api/logs/${encodeURIComponent(log)}/fingerprint`)).fingerprint
}

/** A rule document as a server keeps it; `document` is null and the revision 0 where none was saved. */
export interface KeptRules {
  readonly revision: number
  readonly document: string | null
}

const pathOf = (log: string) => `api/logs/${encodeURIComponent(log)}/rules`
export const keptRules = (log: string, signal: AbortSignal): Promise<KeptRules> =>
  request<KeptRules>(pathOf(log), { signal })
/** Throws an `EngineError` of the code `conflict` where another was saved meanwhile. */
export const keepRules = (log: string, kept: KeptRules): Promise<KeptRules> =>
  request<KeptRules>(pathOf(log), { method: 'PUT', body: JSON.stringify(kept) })

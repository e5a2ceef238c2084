import { notApplicable, ok, type Result } from '../../base/result.ts'

/** Purposes under which recordings can have been made; only the last two allow training data. */
export const purposes = ['process-improvement', 'automation', 'agent-evaluation', 'agent-training'] as const
export type Purpose = (typeof purposes)[number]

/** Whether training data may be made for a purpose, or why not: known before anything is mined. null: none is known. */
export function allowedPurpose(purpose: Purpose | null): Result<'agent-evaluation' | 'agent-training'> {
  if (purpose === 'agent-training' || purpose === 'agent-evaluation') return ok(purpose)
  return notApplicable(
    `training data for agents needs the purpose agent-training or agent-evaluation, of which the people who were recorded were told; ${purpose === null ? 'no purpose is given' : `${purpose} does not allow it`}`,
  )
}

import { z } from 'zod'
import { FormatError } from '../../base/errors.ts'
import { instantAt, readDocument } from '../../compliance/index.ts'
import { deviationKinds } from '../../conformance/index.ts'

/** A deviation that is accepted, for every case that has it, up to `until`. */
export interface AllowedDeviation {
  /** `kind:activity`, as answers name it. */
  readonly deviation: string
  readonly reason: string
  readonly author: string
  /** From this instant on it counts again, epoch ms. */
  readonly until: number
}

const text = z.string().min(1).max(500)
const kinds = deviationKinds.join(', ')
const id = text.refine(value => deviationKinds.some(kind => value.startsWith(`${kind}:`) && value !== `${kind}:`), {
  error: `a deviation is written kind:activity, such as missing:Check order; kinds are ${kinds}`,
})
export const allowedDeviationShape = z.strictObject({
  deviation: id.describe('kind:activity, as answers name it'),
  reason: text,
  author: text,
  until: text.describe('from then on it counts again: 2026-12-31 (midnight in UTC) or with a time'),
})
/** An entry as files hold it: `until` is a date as text. */
export type WrittenAllowedDeviation = z.infer<typeof allowedDeviationShape>

export const deviationAllowFileShape = z.strictObject({
  parfocal: z.literal('deviation-allowlist'),
  version: z.literal(1),
  entries: z.array(allowedDeviationShape),
})

/**
 * A list of accepted deviations: the text of a file (YAML or JSON), what that file holds, its entries alone, or nothing ('' or null).
 * Throws `FormatError` with the place.
 */
export function readDeviationAllowlist(given: unknown, file = 'allowlist'): readonly AllowedDeviation[] {
  if (given === null || given === undefined || (typeof given === 'string' && given.trim() === '')) return []
  const value = Array.isArray(given) ? { parfocal: 'deviation-allowlist', version: 1, entries: given } : given
  if (typeof value !== 'string' && typeof value !== 'object')
    throw new FormatError('An allowlist is a text or a list of entries.', { file })
  const source = typeof value === 'string' ? value : JSON.stringify(value)
  const document = readDocument(source, file, deviationAllowFileShape)
  return document.value.entries.map((entry, i) => ({
    ...entry,
    until: instantAt(document, ['entries', i, 'until'], entry.until),
  }))
}

/** holds: it covers a deviation. expired: it no longer does. idle: no case has the deviation. */
export type AllowState = 'holds' | 'expired' | 'idle'

/** What the entries of a list do at an instant, where these deviations were found. */
export function judgeAllowlist(entries: readonly AllowedDeviation[], found: ReadonlySet<string>, at: number) {
  const judged = entries.map(entry => {
    const state: AllowState = at >= entry.until ? 'expired' : found.has(entry.deviation) ? 'holds' : 'idle'
    return { ...entry, state }
  })
  const allowed = new Map(judged.filter(({ state }) => state === 'holds').map(entry => [entry.deviation, entry]))
  return { entries: judged, allowed }
}

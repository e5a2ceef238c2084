import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../base/json.ts'

/** A step of a reveal of names: asked, approved or refused, seen by one of the two, or lapsed. */
export type RevealStep = 'asked' | 'approved' | 'refused' | 'seen' | 'expired'
export interface RevealStepRecord {
  /** Of the reveal, the same in all its steps. */
  readonly reveal: string
  readonly step: RevealStep
  /** Who did it, by id and by the name that they had; null where time did (expired). */
  readonly principal: string | null
  readonly name: string | null
  readonly log: string
  readonly case: string
  /** The rule or violation that it is about, and why; said when it is asked. */
  readonly rule: string
  readonly reason: string
  /** Until when the next step is possible, epoch ms; null behind the last. */
  readonly until: number | null
}
/** A step in the log: numbered from 1, and chained to the one before by hashes. */
export interface RevealEntry extends RevealStepRecord {
  readonly position: number
  readonly at: number
  readonly hash: string
}

/** What the first entry is chained to. */
export const FIRST = '0'.repeat(64)

/** SHA-256 (lower-case hex) of the hash before and of everything that the entry says, as canonical JSON. */
export function hashOfEntry(before: string, { hash: _, ...entry }: Omit<RevealEntry, 'hash'> & { hash?: string }) {
  return createHash('sha256')
    .update(`${before}\n${canonicalJson(entry as unknown as Json)}`)
    .digest('hex')
}

/**
 * Position of the first entry that is not what was written, or does not follow the one before; null where all are. Entries
 * that were cut off at the end do not show in the others: whoever kept the last hash finds it missing.
 */
export function brokenAt(entries: readonly RevealEntry[]): number | null {
  let before = FIRST
  for (const [i, entry] of entries.entries()) {
    if (entry.position !== i + 1 || entry.hash !== hashOfEntry(before, entry)) return i + 1
    before = entry.hash
  }
  return null
}

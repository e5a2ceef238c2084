import type { RevealEntry } from '../store/index.ts'

/** A reveal as its steps have left it. */
export interface Reveal {
  readonly id: string
  readonly log: string
  readonly case: string
  readonly rule: string
  readonly reason: string
  readonly state: 'asked' | 'approved' | 'refused' | 'expired'
  /** Of who asked, and of who approved or refused. */
  readonly askedBy: string
  readonly decidedBy: string | null
  readonly asked: number
  /** Until when it can be approved, or its names be seen; null behind the end. */
  readonly until: number | null
}

/** A reveal with the ids of its two people. */
export interface Found {
  readonly reveal: Reveal
  readonly asker: string | null
  readonly approver: string | null
}

/** What the steps, oldest first, have made of each reveal. */
export function revealsOf(entries: readonly RevealEntry[]): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>()
  for (const { reveal: id, step, principal, name, at, until, log, rule, reason, ...entry } of entries) {
    const known = found.get(id)
    if (step === 'asked') {
      const reveal: Reveal = {
        ...{ id, log, case: entry.case, rule, reason, state: 'asked', askedBy: name ?? '', decidedBy: null },
        ...{ asked: at, until },
      }
      found.set(id, { reveal, asker: principal, approver: null })
    } else if (known && step !== 'seen') {
      const decidedBy = step === 'expired' ? known.reveal.decidedBy : name
      found.set(id, {
        ...known,
        reveal: { ...known.reveal, state: step, decidedBy, until },
        approver: step === 'approved' ? principal : known.approver,
      })
    }
  }
  return found
}

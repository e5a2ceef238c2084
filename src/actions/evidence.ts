import type { Procedure } from '../tasks/procedure/procedure.ts'
import type { OutputFile } from './output.ts'

/** Fewer people than this are not counted in anything that is handed on. */
export const leastPeople = 5

/** What a thing that was made rests on, so that whoever doubts it can look. */
export interface Evidence {
  /** Id of the routine. */
  readonly routine: string
  /** SHA-256 of the UI log; null where nobody keeps one. */
  readonly logFingerprint: string | null
  /** Instances of the routine, of which `rows` names some. */
  readonly instances: number
  /** First and last row of the UI log, from 0. */
  readonly rows: readonly { readonly first: number; readonly last: number }[]
}

export const evidenceOf = ({ id, logFingerprint, base, evidence }: Procedure): Evidence => ({
  routine: id,
  logFingerprint,
  instances: base.instances,
  rows: evidence,
})

/** The same in one line for comments and documentation elements. */
export function evidenceText(procedure: Procedure): string {
  const { routine, logFingerprint, instances, rows } = evidenceOf(procedure)
  const shown = rows.map(({ first, last }) => `${first}–${last}`).join(', ')
  const where = rows.length === 0 ? '' : `; rows ${shown} of the UI log show ${rows.length} of ${instances} runs`
  const print = logFingerprint === null ? '' : `; SHA-256 of the UI log: ${logFingerprint}`
  return `Evidence: routine ${routine}${where}${print}.`
}

/** The evidence as a file beside outputs of several files. */
export const evidenceFile = (procedure: Procedure): OutputFile => ({
  path: 'evidence.json',
  content: `${JSON.stringify(evidenceOf(procedure), null, 2)}\n`,
})

/** `20 runs of fewer than 5 people on 3 days`. */
export const baseText = ({ base }: Procedure): string => {
  const days = base.days === 0 ? 'days that the recording does not tell' : counted(base.days, 'day')
  return `${counted(base.instances, 'run')} of ${peopleText(base.people)} on ${days}`
}

/** NaN where it is not told how few they are. */
export const peopleText = (people: number): string =>
  people >= leastPeople ? `${people} people` : `fewer than ${leastPeople} people`

export const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

/** A share as people read it: `12.5 %`. */
export const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`

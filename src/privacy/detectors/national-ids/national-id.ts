import type { Candidate } from '../groups.ts'

/** An identifier that a country gives to a person. */
export interface NationalId {
  /** Country and name: `DE tax id`. */
  readonly kind: string
  /** Lengths that its letters and digits can have. */
  readonly lengths: readonly number[]
  readonly pattern: RegExp
  /** Whether the checksum and the inner rules hold; where there is no checksum, the inner rules. */
  isValid(compact: string): boolean
  /** How sure a valid one is without words around it, 0..1; below 0.5 it needs them. */
  alone(candidate: Candidate): number
  /** Words of its language that announce it, in lower case. */
  readonly announced: RegExp
}

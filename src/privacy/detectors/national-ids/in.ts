import { verhoeff } from '../checksums.ts'
import type { NationalId } from './national-id.ts'

/** Aadhaar (UIDAI): twelve digits, the first 2 to 9, Verhoeff. */
export const indianAadhaar: NationalId = {
  kind: 'IN Aadhaar',
  lengths: [12],
  pattern: /^[2-9]\d{11}$/,
  isValid: compact => verhoeff(compact),
  alone: ({ form }) => (form === '4 4 4' || form === '4-4-4' ? 0.85 : 0.3),
  announced: /aadhaa?r|\buid(?:ai)?\b/,
}

/** Permanent account number of a person: the fourth letter is P; no public checksum. */
export const indianPan: NationalId = {
  kind: 'IN PAN',
  lengths: [10],
  pattern: /^[A-Z]{3}P[A-Z]\d{4}[A-Z]$/,
  isValid: () => true,
  alone: ({ form }) => (form === '10' ? 0.7 : 0.3),
  announced: /\bpan\b|permanent account/,
}

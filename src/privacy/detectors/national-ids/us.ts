import type { NationalId } from './national-id.ts'

/** Social security number: no checksum; area, group and serial have forbidden values (SSA, since 2011). */
export const americanSsn: NationalId = {
  kind: 'US social security number',
  lengths: [9],
  pattern: /^\d{9}$/,
  isValid: compact => !/^(?:000|666|9)|^\d{3}00|0000$/.test(compact) && !/^(\d)\1{8}$/.test(compact),
  alone: ({ form }) => (form === '3-2-4' ? 0.75 : form === '3 2 4' ? 0.6 : 0.2),
  announced: /\bssn\b|social security|soc\.? sec/,
}

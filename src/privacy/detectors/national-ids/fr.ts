import { remainder97 } from '../iban.ts'
import type { NationalId } from './national-id.ts'

/** Numéro d'inscription au répertoire (INSEE): sex, year, month, department, commune, order, key of 97. */
export const frenchNir: NationalId = {
  kind: 'FR social security number',
  lengths: [15],
  pattern: /^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{8}$/,
  isValid(compact) {
    const digits = compact.slice(0, 13).replace('2A', '19').replace('2B', '18')
    return 97 - remainder97(digits) === +compact.slice(13)
  },
  alone: ({ form }) => (form === '15' ? 0.85 : 0.92),
  announced: /sécurité sociale|securite sociale|\bnir\b|\bsécu\b|\binsee\b/,
}

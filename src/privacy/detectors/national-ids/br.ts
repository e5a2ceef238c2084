import { weighted } from '../checksums.ts'
import type { NationalId } from './national-id.ts'

/** Cadastro de pessoas físicas: two check digits of 11. */
export const brazilianCpf: NationalId = {
  kind: 'BR CPF',
  lengths: [11],
  pattern: /^\d{11}$/,
  isValid(compact) {
    if (/^(\d)\1{10}$/.test(compact)) return false
    const first = ((weighted(compact, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10
    const second = ((weighted(compact, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10
    return first === +compact[9]! && second === +compact[10]!
  },
  alone: ({ form }) => (form === '3.3.3-2' ? 0.95 : form === '11' ? 0.7 : 0.6),
  announced: /\bcpf\b/,
}

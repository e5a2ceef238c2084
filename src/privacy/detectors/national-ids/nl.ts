import { weighted } from '../checksums.ts'
import type { NationalId } from './national-id.ts'

/** Burgerservicenummer: weights 9 to 2 and -1, divisible by 11; one in eleven numbers passes, so words must announce it. */
export const dutchBsn: NationalId = {
  kind: 'NL citizen service number',
  lengths: [8, 9],
  pattern: /^\d{8,9}$/,
  isValid(compact) {
    const digits = compact.padStart(9, '0')
    return !/^0{3}/.test(digits) && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0
  },
  alone: () => 0.2,
  announced: /\bbsn\b|burgerservice|sofi-?nummer/,
}

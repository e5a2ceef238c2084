import { isDay, weighted } from '../checksums.ts'
import type { NationalId } from './national-id.ts'

/** PESEL: date of birth with the century in the month, serial, check digit by weights 1 3 7 9. */
export const polishPesel: NationalId = {
  kind: 'PL PESEL',
  lengths: [11],
  pattern: /^\d{11}$/,
  isValid(compact) {
    const month = +compact.slice(2, 4)
    const century = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)]!
    if (!isDay(century + +compact.slice(0, 2), month % 20, +compact.slice(4, 6))) return false
    return weighted(compact, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
  },
  // the months of other centuries than the last and this one are left to numbers of orders
  alone: ({ form, compact }) => (+compact.slice(2, 4) > 32 ? 0.3 : form === '11' ? 0.75 : 0.55),
  announced: /\bpesel\b/,
}

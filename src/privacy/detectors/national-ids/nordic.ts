import { isDay, isShortDay, weighted } from '../checksums.ts'
import type { NationalId } from './national-id.ts'

const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY'

/** Henkilötunnus: ddmmyy, a sign of the century, serial, and a letter or digit by 31. The sign is a separator or a letter. */
export const finnishHetu: NationalId = {
  kind: 'FI personal identity code',
  lengths: [10, 11],
  pattern: /^\d{6}[A-FU-Y]?\d{3}[0-9A-FHJ-NPR-Y]$/,
  isValid(compact) {
    if (!isShortDay(compact.slice(4, 6), compact.slice(2, 4), compact.slice(0, 2))) return false
    const serial = compact.slice(-4, -1)
    return FINNISH[+(compact.slice(0, 6) + serial) % 31] === compact.at(-1)
  },
  alone: ({ form, compact }) => (form === '6-4' || form === '6+4' ? 0.85 : compact.length === 11 ? 0.9 : 0.2),
  announced: /hetu\b|henkilötunnus|sosiaaliturva/,
}

/** CPR number: ddmmyy and four digits; numbers given since 2007 need not pass the old checksum. */
export const danishCpr: NationalId = {
  kind: 'DK CPR number',
  lengths: [10],
  pattern: /^\d{10}$/,
  isValid: compact => isShortDay(compact.slice(4, 6), compact.slice(2, 4), compact.slice(0, 2)),
  alone: ({ form, compact }) =>
    form === '6-4' && weighted(compact, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 ? 0.75 : 0.4,
  announced: /\bcpr\b|personnummer/,
}

/** Fødselsnummer and D-nummer (day + 40): ddmmyy, serial, two check digits of 11. */
export const norwegianBirthNumber: NationalId = {
  kind: 'NO national identity number',
  lengths: [11],
  pattern: /^[0-7]\d{10}$/,
  isValid(compact) {
    const day = +compact.slice(0, 2)
    if (
      !isDay(2000 + +compact.slice(4, 6), +compact.slice(2, 4), day > 40 ? day - 40 : day) &&
      !isDay(1900 + +compact.slice(4, 6), +compact.slice(2, 4), day > 40 ? day - 40 : day)
    )
      return false
    return (
      weighted(compact, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
      weighted(compact, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
    )
  },
  alone: ({ form }) => (form === '11' || form === '6 5' ? 0.9 : 0.7),
  announced: /fødselsn|personn(?:umme)?r|\bfnr\b|d-nummer/,
}

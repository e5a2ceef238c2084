import { gtin, isShortDay, weighted } from '../checksums.ts'
import { remainder97 } from '../iban.ts'
import type { NationalId } from './national-id.ts'

/** Rijksregisternummer: yymmdd, serial, 97 minus the remainder of 97; a 2 before the number for births since 2000. */
export const belgianNationalNumber: NationalId = {
  kind: 'BE national register number',
  lengths: [11],
  pattern: /^\d{11}$/,
  isValid(compact) {
    if (!isShortDay(compact.slice(0, 2), compact.slice(2, 4), compact.slice(4, 6))) return false
    const [number, check] = [compact.slice(0, 9), +compact.slice(9)]
    return 97 - remainder97(number) === check || 97 - remainder97(`2${number}`) === check
  },
  alone: ({ form }) => (form === '2.2.2-3.2' ? 0.95 : 0.8),
  announced: /rijksregister|registre national|\bniss\b|\binsz\b/,
}

/** AHV number: 756, nine digits, check digit as of an EAN-13. */
export const swissAhv: NationalId = {
  kind: 'CH AHV number',
  lengths: [13],
  pattern: /^756\d{10}$/,
  isValid: gtin,
  alone: ({ form }) => (form === '3.4.4.2' ? 0.97 : 0.8),
  announced: /\bahv|\bavs\b|sozialversicherungsnummer|\bnavs/,
}

/** Sozialversicherungsnummer: serial, check digit of 11 in the fourth place, ddmmyy. */
export const austrianInsuranceNumber: NationalId = {
  kind: 'AT social insurance number',
  lengths: [10],
  pattern: /^[1-9]\d{9}$/,
  isValid: compact =>
    isShortDay(compact.slice(8), compact.slice(6, 8), compact.slice(4, 6)) &&
    weighted(compact, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === +compact[3]!,
  alone: ({ form }) => (form === '4 6' || form === '4-6' ? 0.85 : 0.4),
  announced: /\bsvnr\b|sv-?nr|sv-?nummer|sozialversicherung|versicherungsnummer/,
}

/** Rodné číslo: yymmdd (women: month + 50), serial; ten digits divisible by 11. */
export const czechBirthNumber: NationalId = {
  kind: 'CZ, SK birth number',
  lengths: [10],
  pattern: /^\d{10}$/,
  isValid(compact) {
    const month = +compact.slice(2, 4)
    const plain = month > 70 ? month - 70 : month > 50 ? month - 50 : month > 20 ? month - 20 : month
    return isShortDay(compact.slice(0, 2), String(plain), compact.slice(4, 6)) && +compact % 11 === 0
  },
  alone: ({ form }) => (form === '6/4' ? 0.9 : 0.3),
  announced: /rodn[éeá] ?č[íi]sl|\brč\b|\br\.č\./,
}

/** Cod numeric personal: sex and century, yymmdd, county, serial, check digit of 11. */
export const romanianCnp: NationalId = {
  kind: 'RO personal numeric code',
  lengths: [13],
  pattern: /^[1-9]\d{12}$/,
  isValid(compact) {
    if (!isShortDay(compact.slice(1, 3), compact.slice(3, 5), compact.slice(5, 7))) return false
    const rest = weighted(compact, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
    return (rest === 10 ? 1 : rest) === +compact[12]!
  },
  alone: ({ form }) => (form === '13' ? 0.6 : 0.4),
  announced: /\bcnp\b|cod numeric personal/,
}

/** Personal public service number: seven digits, a check letter of 23, perhaps a second letter. */
export const irishPps: NationalId = {
  kind: 'IE personal public service number',
  lengths: [8, 9],
  pattern: /^\d{7}[A-W][A-IW]?$/,
  isValid(compact) {
    const second = compact[8] === undefined || compact[8] === 'W' ? 0 : compact.charCodeAt(8) - 64
    const sum = weighted(compact, [8, 7, 6, 5, 4, 3, 2]) + 9 * second
    return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] === compact[7]
  },
  alone: ({ form, compact }) => (form === String(compact.length) ? 0.7 : 0.4),
  announced: /\bppsn?\b|public service/,
}

/** Número de identificação fiscal: nine digits, check digit of 11; companies have one too. */
export const portugueseNif: NationalId = {
  kind: 'PT tax number',
  lengths: [9],
  pattern: /^[123]\d{8}$/,
  isValid(compact) {
    const rest = weighted(compact, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
    return (rest < 2 ? 0 : 11 - rest) === +compact[8]!
  },
  alone: () => 0.2,
  announced: /\bnif\b|contribuinte/,
}

import { iso7064Mod11And10, isShortDay } from '../checksums.ts'
import type { NationalId } from './national-id.ts'

/** Steuerliche Identifikationsnummer (§ 139b AO): one digit of the first ten twice or thrice, the others once; ISO 7064 MOD 11,10. */
export const germanTaxId: NationalId = {
  kind: 'DE tax id',
  lengths: [11],
  pattern: /^[1-9]\d{10}$/,
  isValid(compact) {
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 10; i++) counts[compact.charCodeAt(i) - 48]!++
    const repeated = counts.filter(count => count > 1)
    if (repeated.length !== 1 || repeated[0]! > 3 || /(\d)\1\1/.test(compact.slice(0, 10))) return false
    return iso7064Mod11And10(compact)
  },
  alone: ({ form }) => (form === '11' || form === '2 3 3 3' ? 0.8 : 0.6),
  announced: /steuer|identifikationsnummer|\bidnr|\btin\b|tax id/,
}

/** Versicherungsnummer der Rentenversicherung (§ 147 SGB VI): area, day of birth, letter, serial, check digit. */
export const germanPensionNumber: NationalId = {
  kind: 'DE pension insurance number',
  lengths: [12],
  pattern: /^\d{8}[A-Z]\d{3}$/,
  isValid(compact) {
    const [day, month] = [+compact.slice(2, 4), compact.slice(4, 6)]
    if (!isShortDay(compact.slice(6, 8), month, String(day > 50 ? day - 50 : day))) return false
    const letter = String(compact.charCodeAt(8) - 64).padStart(2, '0')
    const digits = compact.slice(0, 8) + letter + compact.slice(9, 11)
    let sum = 0
    const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
    for (let i = 0; i < 12; i++) {
      const product = (digits.charCodeAt(i) - 48) * weights[i]!
      sum += Math.floor(product / 10) + (product % 10)
    }
    return sum % 10 === +compact[11]!
  },
  alone: () => 0.9,
  announced: /rentenversicherung|versicherungsnummer|sv-?nummer|\brvnr|sozialversicherung/,
}

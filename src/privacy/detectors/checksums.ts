/** Checksums that identifiers carry, over strings of digits (or letters where said). */

/** Luhn (ISO/IEC 7812-1): every second digit from the right doubled, the sum divisible by ten. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit
  }
  return sum % 10 === 0
}

/** Sum of digits by weights; digits beyond the weights do not count. */
export function weighted(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += (digits.charCodeAt(i) - 48) * weights[i]!
  return sum
}

/** ISO/IEC 7064 MOD 11,10: the last digit checks those before it. */
export function iso7064Mod11And10(digits: string): boolean {
  let product = 10
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (digits.charCodeAt(i) - 48 + product) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - product) % 10 === digits.charCodeAt(digits.length - 1) - 48
}

const MULTIPLY = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const PERMUTE = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]

/** Verhoeff (1969), over the dihedral group of order ten. */
export function verhoeff(digits: string): boolean {
  let check = 0
  for (let i = 0; i < digits.length; i++) {
    const permuted = PERMUTE[i % 8]!.charCodeAt(digits.charCodeAt(digits.length - 1 - i) - 48) - 48
    check = MULTIPLY[check]!.charCodeAt(permuted) - 48
  }
  return check === 0
}

/** EAN, GTIN, AHV number: weights 3 and 1 from the right, the sum divisible by ten. */
export function gtin(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += (digits.charCodeAt(digits.length - 1 - i) - 48) * (i % 2 === 0 ? 1 : 3)
  return sum % 10 === 0
}

/** Whether a day of the Gregorian calendar has these numbers. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > 31) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= (month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31)
}

/** `yymmdd` as a day of this or the last century; a leap day of an unknown century counts. */
export const isShortDay = (yy: string, mm: string, dd: string): boolean =>
  isDay(1900 + +yy, +mm, +dd) || isDay(2000 + +yy, +mm, +dd)

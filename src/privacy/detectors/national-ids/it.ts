import type { NationalId } from './national-id.ts'

const ODD = '1 0 5 7 9 13 15 17 19 21 2 4 18 20 11 3 6 8 12 14 16 10 22 25 24 23'.split(' ').map(Number)
/** Letters that stand for digits where two people would share a code (omocodia). */
const DIGIT = '[\\dLMNPQRSTUV]'

/** Codice fiscale (DM 23/12/1976): name, birth, commune, and a check letter. */
export const italianTaxCode: NationalId = {
  kind: 'IT tax code',
  lengths: [16],
  pattern: new RegExp(`^[A-Z]{6}${DIGIT}{2}[ABCDEHLMPRST]${DIGIT}{2}[A-Z]${DIGIT}{3}[A-Z]$`),
  isValid(compact) {
    let sum = 0
    for (let i = 0; i < 15; i++) {
      const c = compact.charCodeAt(i)
      const value = c < 58 ? c - 48 : c - 65
      sum += i % 2 === 0 ? ODD[value]! : value
    }
    return sum % 26 === compact.charCodeAt(15) - 65
  },
  alone: () => 0.97,
  announced: /codice fiscale|\bcf\b|c\.f\./,
}

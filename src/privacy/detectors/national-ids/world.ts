import { isDay, isShortDay, luhn, weighted } from '../checksums.ts'
import type { NationalId } from './national-id.ts'

/** Social insurance number: nine digits, Luhn; one in ten numbers passes. */
export const canadianSin: NationalId = {
  kind: 'CA social insurance number',
  lengths: [9],
  pattern: /^[1-79]\d{8}$/,
  isValid: luhn,
  alone: ({ form }) => (form === '3-3-3' ? 0.6 : 0.3),
  announced: /\bsin\b|social insurance|\bnas\b|assurance sociale/,
}

/** Tax file number: nine digits, weights, divisible by 11. */
export const australianTfn: NationalId = {
  kind: 'AU tax file number',
  lengths: [9],
  pattern: /^\d{9}$/,
  isValid: compact => weighted(compact, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  alone: () => 0.2,
  announced: /\btfn\b|tax file/,
}

/** Resident identity number (GB 11643): region, date of birth, serial, ISO 7064 MOD 11-2. */
export const chineseResidentId: NationalId = {
  kind: 'CN resident identity number',
  lengths: [18],
  pattern: /^[1-9]\d{16}[\dX]$/,
  isValid(compact) {
    if (!isDay(+compact.slice(6, 10), +compact.slice(10, 12), +compact.slice(12, 14))) return false
    const sum = weighted(compact, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
    return '10X98765432'[sum % 11] === compact[17]
  },
  alone: () => 0.95,
  announced: /身份证|identity card/,
}

/** T.C. kimlik numarası: eleven digits, two check digits. */
export const turkishId: NationalId = {
  kind: 'TR identity number',
  lengths: [11],
  pattern: /^[1-9]\d{10}$/,
  isValid(compact) {
    const tenth = (weighted(compact, [7, -1, 7, -1, 7, -1, 7, -1, 7]) + 100) % 10
    return tenth === +compact[9]! && weighted(compact, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === +compact[10]!
  },
  alone: ({ form }) => (form === '11' ? 0.7 : 0.4),
  announced: /kimlik|\btckn?\b/,
}

/** South African identity number: yymmdd, serial, citizenship, Luhn. */
export const southAfricanId: NationalId = {
  kind: 'ZA identity number',
  lengths: [13],
  pattern: /^\d{10}[01]\d{2}$/,
  isValid: compact => isShortDay(compact.slice(0, 2), compact.slice(2, 4), compact.slice(4, 6)) && luhn(compact),
  alone: ({ form }) => (form === '13' || form === '6 4 3' ? 0.75 : 0.5),
  announced: /\bid (?:no|number)|identity|\brsa\b/,
}

/** Clave única de registro de población: names, birth, sex, state, and a check digit over 37 signs. */
export const mexicanCurp: NationalId = {
  kind: 'MX CURP',
  lengths: [18],
  pattern: /^[A-ZÑ]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d$/,
  isValid(compact) {
    if (!isShortDay(compact.slice(4, 6), compact.slice(6, 8), compact.slice(8, 10))) return false
    const signs = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
    let sum = 0
    for (let i = 0; i < 17; i++) sum += signs.indexOf(compact[i]!) * (18 - i)
    return (10 - (sum % 10)) % 10 === +compact[17]!
  },
  alone: () => 0.97,
  announced: /\bcurp\b/,
}

/** Resident registration number: yymmdd, sex and century, serial; numbers given since 2020 have no checksum. */
export const koreanRrn: NationalId = {
  kind: 'KR resident registration number',
  lengths: [13],
  pattern: /^\d{6}[1-8]\d{6}$/,
  isValid: compact =>
    isShortDay(compact.slice(0, 2), compact.slice(2, 4), compact.slice(4, 6)) &&
    (11 - (weighted(compact, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === +compact[12]!,
  alone: ({ form }) => (form === '6-7' ? 0.9 : 0.3),
  announced: /주민등록|\brrn\b|resident registration/,
}

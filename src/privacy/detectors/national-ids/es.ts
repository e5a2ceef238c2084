import type { NationalId } from './national-id.ts'

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'

/** Documento nacional de identidad and número de identidad de extranjero: the letter is the remainder of 23. */
export const spanishDni: NationalId = {
  kind: 'ES identity number',
  lengths: [9],
  pattern: /^(?:\d{8}|[XYZ]\d{7})[A-Z]$/,
  isValid: compact =>
    LETTERS[+compact.slice(0, 8).replace(/^[XYZ]/, x => String('XYZ'.indexOf(x))) % 23] === compact[8],
  alone: ({ form }) => (/^(?:9|8[- ]1|1-7-1|2\.3\.3[- ]1)$/.test(form) ? 0.8 : 0.6),
  announced: /\bdni\b|\bnie\b|\bnif\b|identidad/,
}

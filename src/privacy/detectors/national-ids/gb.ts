import type { NationalId } from './national-id.ts'

/** National insurance number (HMRC, NIM39110): two letters, six digits, a letter A to D; no checksum. */
export const britishNino: NationalId = {
  kind: 'GB national insurance number',
  lengths: [9],
  pattern: /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
  isValid: compact => !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(compact),
  alone: ({ form }) => (form === '9' || form === '2 2 2 2 1' || form === '2 6 1' ? 0.75 : 0.6),
  announced: /\bnino\b|national insurance|\bni (?:no|number)/,
}

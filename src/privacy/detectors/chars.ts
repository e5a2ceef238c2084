/** Kinds of characters by code unit, without regular expressions; texts are made plain first (`plain-text.ts`). */
export const isDigit = (c: number): boolean => c >= 48 && c <= 57
export const isUpper = (c: number): boolean => c >= 65 && c <= 90
export const isLower = (c: number): boolean => c >= 97 && c <= 122
export const isAsciiLetter = (c: number): boolean => (c | 32) >= 97 && (c | 32) <= 122
/** ASCII letters, and everything beyond ASCII that is not punctuation or space of Latin-1 or the general blocks. */
export const isLetter = (c: number): boolean =>
  isAsciiLetter(c) ||
  (c >= 0xc0 && c !== 0xd7 && c !== 0xf7 && !(c >= 0x2000 && c <= 0x2bff) && !(c >= 0x3000 && c <= 0x303f)) ||
  c === 0xaa ||
  c === 0xb5 ||
  c === 0xba
export const isAlphanumeric = (c: number): boolean => isDigit(c) || isLetter(c)
export const isHex = (c: number): boolean => isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102)
export const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)

/** Whether `text` has no letter or digit right before `at`. */
export const startsToken = (text: string, at: number): boolean => at === 0 || !isAlphanumeric(text.charCodeAt(at - 1))
export const endsToken = (text: string, at: number): boolean =>
  at >= text.length || !isAlphanumeric(text.charCodeAt(at))

/** Byte values that the reader compares with, and one table of classes for its inner loops. */
export const TAB = 0x09
export const LF = 0x0a
export const CR = 0x0d
export const SPACE = 0x20
export const BANG = 0x21
export const QUOTE = 0x22
export const HASH = 0x23
export const AMP = 0x26
export const APOSTROPHE = 0x27
export const PLUS = 0x2b
export const COMMA = 0x2c
export const MINUS = 0x2d
export const DOT = 0x2e
export const SLASH = 0x2f
export const ZERO = 0x30
export const NINE = 0x39
export const COLON = 0x3a
export const SEMICOLON = 0x3b
export const LESS = 0x3c
export const EQUALS = 0x3d
export const GREATER = 0x3e
export const QUESTION = 0x3f
export const OPEN_BRACKET = 0x5b
export const CLOSE_BRACKET = 0x5d

/** 0 where a byte may stand in a quoted value without further thought; quotes, `&`, `<` and control bytes are 1. */
export const SPECIAL = new Uint8Array(256)
SPECIAL.fill(1, 0, 0x20)
for (const byte of [QUOTE, AMP, APOSTROPHE, LESS]) SPECIAL[byte] = 1

/** 1 where a byte may stand in an XML name (every byte beyond ASCII may: names are not checked further). */
export const NAME = new Uint8Array(256)
for (let b = 0; b < 256; b++) {
  const letter = (b | 0x20) >= 0x61 && (b | 0x20) <= 0x7a
  const digit = b >= ZERO && b <= NINE
  if (letter || digit || b >= 0x80 || b === 0x5f || b === COLON || b === MINUS || b === DOT) NAME[b] = 1
}

export const isSpace = (byte: number): boolean => byte === SPACE || byte === LF || byte === TAB || byte === CR

export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, letter => letter.charCodeAt(0))
}

export function sameBytes(source: Uint8Array, from: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (source[from + i] !== expected[i]) return false
  return true
}

/** source[from..to) with zero bytes behind it, for parsers that stop at the first byte they do not know. */
export function padded(source: Uint8Array, from: number, to: number): Uint8Array {
  const copy = new Uint8Array(to - from + 32)
  copy.set(source.subarray(from, to))
  return copy
}

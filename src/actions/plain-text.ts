/**
 * Text of a recording for people to read, on one line: control characters and line breaks become blanks, signs that turn
 * the direction of writing or cannot be seen are left out (they make one text look like another), as are lone surrogates.
 */
export function plainText(text: string): string {
  let plain = ''
  for (const letter of text) {
    const code = letter.codePointAt(0)!
    if (code < 32 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029) plain += ' '
    else if (!isHidden(code)) plain += letter
  }
  return plain.replace(/ {2,}/g, ' ').trim()
}

const isHidden = (code: number) =>
  (code >= 0xd800 && code < 0xe000) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  code === 0x200b ||
  code === 0x200e ||
  code === 0x200f ||
  code === 0xfeff ||
  (code & 0xfffe) === 0xfffe

/**
 * A string literal of Visual Basic as an expression. Letters and digits of all scripts and plain punctuation stand as they
 * are; all else is `ChrW(…)`, for Visual Basic takes typographic quotes for quotes and knows no escapes.
 */
export function vbText(text: string): string {
  const parts: string[] = []
  let run = ''
  const flush = () => {
    if (run !== '') parts.push(`"${run}"`)
    run = ''
  }
  for (const letter of text) {
    if (/^[\p{L}\p{N} !#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]$/u.test(letter)) run += letter
    else if (letter === '"') run += '""'
    else {
      flush()
      for (let i = 0; i < letter.length; i++) parts.push(`ChrW(${letter.charCodeAt(i)})`)
    }
  }
  flush()
  return parts.length === 0 ? '""' : parts.join(' & ')
}

/** A value of a row of the table: `CurrentRow("name").ToString`. Names of columns need no escapes. */
export const vbColumn = (name: string): string => `CurrentRow("${name}").ToString`

/** An attribute that is an expression. */
export const expression = (code: string): string => `[${code}]`

/** An attribute that is a text as it stands: one that begins with a brace would be a markup extension. */
export const literal = (text: string): string => (text.startsWith('{') ? `{}${text}` : text)

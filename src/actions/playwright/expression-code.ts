import type { Condition, ValueSource } from '../../tasks/procedure/procedure.ts'

/** A value source as an expression of TypeScript over `row` and `read`. */
export function valueCode(source: ValueSource): string {
  switch (source.kind) {
    case 'parameter':
    case 'unknown':
      return `row[${quote(source.name)}]!`
    case 'read':
      return `read[${quote(source.step)}]!`
    case 'constant':
      return quote(source.text)
    case 'secret':
      return `process.env[${quote(source.name)}]!`
    case 'computed':
      return `transform(${json(source.program)}, [${source.from.map(valueCode).join(', ')}])`
  }
}

export function conditionCode({ parameter, by, values, others }: Condition): string {
  const value = by === 'value' ? `row[${quote(parameter)}]!` : `featureOf(${quote(by)}, row[${quote(parameter)}]!)`
  // features are coarse on purpose; a value that was never seen says nothing about the step
  return by === 'value' && others
    ? `decided(${value}, ${json(values)}, ${json(others)})`
    : `${json(values)}.includes(${value})`
}

/** A string literal that no text can break out of. */
export const quote = (text: string): string => json(text)
const json = (value: unknown) =>
  JSON.stringify(value).replace(/[\u2028\u2029]/g, letter => `\\u${letter.charCodeAt(0).toString(16)}`)
/** Text for a comment of one line. */
export const comment = (text: string): string =>
  // control characters end lines in some languages
  text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')

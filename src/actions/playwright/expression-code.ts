import type { Condition, ValueSource } from '../../tasks/procedure/procedure.ts'
import { printProgram } from '../../tasks/transformations/index.ts'

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

/** The same for people, as a comment: `join(first name, " ", last name)`. */
export function valueText(source: ValueSource): string {
  switch (source.kind) {
    case 'parameter':
      return source.name
    case 'unknown':
      return `${source.name} (given by a person)`
    case 'read':
      return `what step ${source.step} read`
    case 'constant':
      return JSON.stringify(source.text)
    case 'secret':
      return `credential ${source.name}`
    case 'computed':
      return printProgram(source.program, source.from.map(valueText))
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

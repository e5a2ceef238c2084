import { FormatError } from '../../../base/errors.ts'
import type { XmlElement } from '../../../base/xml-tree.ts'
import { childOf, directText } from '../xml-element.ts'

/** The text of a label element such as <name>: in <text>, <value> (before 2009), or itself; undefined where there is none. */
export function labelText(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  const text = directText(childOf(element, 'text') ?? childOf(element, 'value') ?? element)
  // a text that was put on lines of its own; other blanks are part of the name
  return /^\s*\n|\n\s*$/.test(text) ? text.trim() : text
}

/** A number of tokens; `Default,2` (PIPE) is 2. `preset` stands for an empty one. */
export function tokensOf(element: XmlElement, of: string, preset: number): number {
  const text = labelText(element)?.trim() ?? ''
  if (text === '') return preset
  const digits = /^(?:Default\s*,\s*)?(\d{1,9})$/i.exec(text)?.[1]
  if (digits !== undefined) return Number(digits)
  if (/^[^,]+,\s*\d+(\s*,[^,]+,\s*\d+)*$/.test(text))
    throw new FormatError(`The tokens of ${of} are of several kinds ("${text.slice(0, 40)}").`, {
      line: element.line,
      fix: 'Only place/transition nets can be read.',
    })
  throw new FormatError(`"${text.slice(0, 40)}" (${of}) is no number of tokens.`, {
    line: element.line,
    fix: 'It must be a whole number of at most nine digits.',
  })
}

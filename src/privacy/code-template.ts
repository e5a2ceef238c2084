import { detect } from './detectors/detect.ts'
import type { DetectContext, Span } from './detectors/span.ts'

/** Names given to elements by programs are short; in units. */
const LONGEST = 1024
/** Parts that a program put into a name: numbers, ids of records, random letters and digits. */
const VARIABLE =
  /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-z]{0,40}\d)(?=\d{0,40}[a-z])(?=(?:[a-z]{0,40}\d){4})[a-z0-9]{12,}|\d{6,}/gi
/** A given and a family name that both stand in the lists, or a title and a name. */
const SURE_NAME = 0.8

/** What a code is made of: letters, digits and the signs that programmers put between them. */
export const isCode = (text: string): boolean => /^[\x21-\x7e]*$/.test(text)

/**
 * An id, a name or a class of an element as its program gave it, but for what the program put in: numbers from six digits
 * on, ids of records, e-mail addresses, and what detectors find, also where words are joined by signs
 * (`row-anna_weber`). A template of a template is itself.
 */
export function codeTemplate(code: string, context: DetectContext): string {
  const text = code.length > LONGEST ? code.slice(0, LONGEST) : code
  const taken: { readonly from: number; readonly to: number; readonly mask: string }[] = []
  const free = (from: number, to: number) => !taken.some(one => one.from < to && from < one.to)
  const take = (from: number, to: number, mask: string) => {
    if (free(from, to)) taken.push({ from, to, mask })
  }
  for (const { 0: mask, index } of text.matchAll(/\{[^{}]{1,40}\}/g)) take(index, index + mask.length, mask)
  for (const span of personal(text, context)) take(span.from, span.to, `{${span.class}}`)
  for (const { 0: part, index } of text.matchAll(VARIABLE)) take(index, index + part.length, maskOf(part))
  taken.sort((a, b) => a.from - b.from)
  let made = ''
  let at = 0
  for (const { from, to, mask } of taken) {
    made += text.slice(at, from) + mask
    at = to
  }
  return made + text.slice(at)
}

const maskOf = (part: string): string =>
  part.includes('@') ? '{email}' : /^\d+$/.test(part) ? '{9999}' : '{identifier}'

/** Personal parts of a code as it stands, with its signs as blanks, and with its words written like names. */
function personal(text: string, context: DetectContext): readonly Span[] {
  // the ending of a file is no family name
  const looser = text.replace(/\.(?=[a-z]\w{1,4}$)/, ';').replace(/[-:/.[\](){}$#=&?+]/g, ' ')
  const apart = looser.replaceAll('_', ' ')
  const capital = apart.replace(/(?<![A-Za-z])[a-z]/g, letter => letter.toUpperCase())
  return [
    ...detect(text, context),
    ...(looser === text ? [] : detect(looser, context)),
    ...(apart === looser ? [] : detect(apart, context).filter(isName)),
    ...(capital === apart ? [] : detect(capital, context).filter(span => isName(span) && span.confidence >= SURE_NAME)),
  ]
}
const isName = (span: Span): boolean => span.class === 'person-name'

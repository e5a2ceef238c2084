import { FormatError } from '../../base/errors.ts'
import type { Problems } from '../../log/problems.ts'
import type { Limits } from '../format.ts'

export type XmlToken =
  | {
      readonly kind: 'open'
      readonly name: string
      readonly attributes: ReadonlyMap<string, string>
      readonly empty: boolean
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Cuts XML text, given in pieces, into tags and texts (blank texts outside of elements included). Prefixes of names are
 * taken away; a DOCTYPE is passed over and nothing of it is ever used, so nothing can be made to grow. O(text).
 */
export class XmlTokens {
  private readonly limits: Limits
  private readonly problems: Problems
  private rest = ''
  private line = 1
  private readonly stack: string[] = []
  private seenRoot = false

  constructor(limits: Limits, problems: Problems) {
    this.limits = limits
    this.problems = problems
  }

  *push(piece: string): Generator<XmlToken> {
    const text = this.rest + piece
    let at = 0
    let feed = text.indexOf('\n')
    while (at < text.length) {
      const found = text[at] === '<' ? this.markup(text, at) : this.text(text, at)
      if (found === null) break
      for (const token of found.tokens) yield token
      for (; feed >= 0 && feed < found.end; feed = text.indexOf('\n', feed + 1)) this.line++
      at = found.end
    }
    this.rest = text.slice(at)
    if (this.rest.length > this.limits.valueBytes)
      throw this.fail(
        `A tag or text is longer than ${this.limits.valueBytes} characters`,
        'Is a quotation mark missing?',
      )
  }

  /** Line, from 1, on which the token begins that was yielded last. */
  get currentLine(): number {
    return this.line
  }

  finish(): void {
    if (this.stack.length > 0 || this.rest.trim() !== '' || !this.seenRoot)
      throw this.fail('The XML ends in the middle', 'The file was cut off: copy or export it again.')
  }

  /** Text up to the next tag; null where that is not there yet. */
  private text(text: string, at: number): { tokens: XmlToken[]; end: number } | null {
    const end = text.indexOf('<', at)
    if (end < 0) return null
    const raw = text.slice(at, end).replaceAll('\r\n', '\n').replaceAll('\r', '\n')
    if (this.stack.length === 0 && raw.trim().replace('\ufeff', '') !== '')
      throw this.fail('Text stands outside of the first element', 'This is no XML.')
    return { tokens: [{ kind: 'text', text: this.resolved(raw) }], end }
  }

  private markup(text: string, at: number): { tokens: XmlToken[]; end: number } | null {
    const passed = (open: string, close: string) => {
      const end = text.indexOf(close, at + open.length)
      return end < 0 ? null : end + close.length
    }
    const nothing = (end: number | null) => (end === null ? null : { tokens: [], end })
    if (text.startsWith('<!--', at)) return nothing(passed('<!--', '-->'))
    if (text.startsWith('<?', at)) return nothing(passed('<?', '?>'))
    if (text.startsWith('<![CDATA[', at)) {
      const end = passed('<![CDATA[', ']]>')
      return end === null ? null : { tokens: [{ kind: 'text', text: text.slice(at + 9, end - 3) }], end }
    }
    const beginning = text.length - at < 9 ? text.slice(at) : null
    if (beginning !== null && ('<!--'.startsWith(beginning) || '<![CDATA['.startsWith(beginning))) return null
    if (text.startsWith('<!', at)) return nothing(doctypeEnd(text, at))
    const end = tagEnd(text, at)
    if (end < 0) return null
    const inner = text.slice(at + 1, end)
    return { tokens: [inner.startsWith('/') ? this.closed(inner) : this.opened(inner)].flat(), end: end + 1 }
  }

  private closed(inner: string): XmlToken {
    const name = local(inner.slice(1).trim())
    const open = this.stack.pop()
    if (open !== name)
      throw this.fail(
        open === undefined ? `</${name}> closes nothing` : `</${name}> stands where </${open}> must`,
        'Repair the file or export it again.',
      )
    return { kind: 'close', name }
  }

  private opened(inner: string): XmlToken[] {
    const empty = inner.endsWith('/')
    const match = /^([^\s/>="'<]+)([\s\S]*)$/.exec(empty ? inner.slice(0, -1) : inner)
    if (!match) throw this.fail('"<" is not followed by the name of an element', 'Repair the file or export it again.')
    if (this.stack.length === 0 && this.seenRoot)
      throw this.fail('A second element follows the first', 'An XML file has one outermost element.')
    this.seenRoot = true
    const name = local(match[1]!)
    const attributes = new Map<string, string>()
    const rest = match[2]!
    const pattern = /\s+([^\s=>/"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
    let at = 0
    for (let found = pattern.exec(rest); found; found = pattern.exec(rest)) {
      attributes.set(found[1]!, this.resolved((found[2] ?? found[3]!).replace(/\r\n|[\r\n\t]/g, ' ')))
      at = pattern.lastIndex
    }
    if (rest.slice(at).trim() !== '')
      throw this.fail(`The attributes of <${name}> are malformed`, 'Repair the file or export it again.')
    if (empty) {
      return [
        { kind: 'open', name, attributes, empty: true },
        { kind: 'close', name },
      ]
    }
    this.stack.push(name)
    if (this.stack.length > this.limits.depth)
      throw this.fail(`Elements are nested deeper than ${this.limits.depth}`, 'Such a file is not read.')
    return [{ kind: 'open', name, attributes, empty: false }]
  }

  private resolved(text: string): string {
    if (!text.includes('&')) return text
    return text.replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));|&/gi,
      (all, decimal: string, hex: string, name: string) => {
        const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : -1
        if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code)
        const known = name === undefined ? undefined : predefined[name]
        if (known !== undefined) return known
        this.problems.add('unknown-entity', 'A reference is not known; it is kept as it is written.', {
          line: this.line,
          value: all,
        })
        return all
      },
    )
  }

  private fail(what: string, fix: string): FormatError {
    return new FormatError(`${what}.`, { line: this.line, fix })
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Place of the `>` that ends a tag, quoted ones passed over; -1 where it is not there yet. */
function tagEnd(text: string, at: number): number {
  let quote = 0
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (quote !== 0) {
      if (c === quote) quote = 0
    } else if (c === GREATER) return i
    else if (c === QUOTE || c === APOSTROPHE) quote = c
  }
  return -1
}
const GREATER = 0x3e
const QUOTE = 0x22
const APOSTROPHE = 0x27

function doctypeEnd(text: string, at: number): number | null {
  let depth = 0
  let quote = ''
  for (let i = at; i < text.length; i++) {
    const c = text[i]!
    if (quote !== '') {
      if (c === quote) quote = ''
    } else if (c === '"' || c === "'") quote = c
    else if (c === '[') depth++
    else if (c === ']') depth--
    else if (c === '>' && depth === 0) return i + 1
  }
  return null
}

/** What XML 1.0 cannot hold in any form: most control characters, two others, surrogates without their half. */
function isForbidden(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && code !== 0x0d
  return code === 0xfffe || code === 0xffff || (code >= 0xd800 && code <= 0xdfff)
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

/** Text for a quoted value. What XML cannot hold becomes U+FFFD, reported as a loss. */
export function escaped(text: string, problems: Problems): string {
  let clean = ''
  // Iteration is by code point, so a surrogate that is seen is one without its half.
  for (const c of text) clean += isForbidden(c.codePointAt(0)!) ? '\ufffd' : c
  if (clean !== text)
    problems.add(
      'unwritable-character',
      'A character cannot be written in XML; U+FFFD stands for it.',
      { value: text },
      'loss',
    )
  return clean.replace(/[&<>"\r\n\t]/g, c => escapes[c]!)
}

/** Text between tags. */
export const escapedText = (text: string, problems: Problems): string =>
  escaped(text, problems).replaceAll('&#10;', '\n').replaceAll('&#9;', '\t').replaceAll('&quot;', '"')

import { SaxesParser } from 'saxes'
import { FormatError } from '../../base/errors.ts'
import { qualified, type XmlDocument, type XmlElement, type XmlNode } from '../../base/xml-tree.ts'
import type { Problems } from '../../log/problems.ts'

/** Bounds on hostile input; beyond them it is refused. */
const DEPTH = 256
const CHARACTERS = 64 << 20

interface Open extends Omit<XmlElement, 'children'> {
  readonly children: XmlNode[]
}

/**
 * A namespace-well-formed XML document as a tree. No entity but the five of XML is ever expanded, so nothing can be made
 * to grow. Throws `FormatError` with line and innermost open element.
 */
export function parseXml(text: string, problems: Problems): XmlDocument {
  if (text.length > CHARACTERS)
    throw new FormatError(`The file has more than ${CHARACTERS} characters.`, { fix: 'This is no process model.' })
  const builder = new TreeBuilder(problems)
  builder.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  return builder.document()
}

class TreeBuilder {
  private readonly problems: Problems
  private readonly parser = new SaxesParser({ xmlns: true, position: true })
  private readonly open: Open[] = []
  private readonly before: XmlNode[] = []
  private readonly after: XmlNode[] = []
  private root: Open | null = null
  private version: '1.0' | '1.1' = '1.0'
  private standalone: string | null = null
  /** What was closed last. */
  private closed: Open | undefined
  /** Line of the tag that is being read. */
  private line = 1

  constructor(problems: Problems) {
    this.problems = problems
  }

  parse(text: string): void {
    const { parser } = this
    parser.on('error', error => this.fail(error.message.replace(/^\d+:\d+: /, '')))
    parser.on('xmldecl', ({ version, standalone }) => {
      this.version = version === '1.1' ? '1.1' : '1.0'
      this.standalone = standalone ?? null
    })
    parser.on('doctype', () =>
      this.problems.add('doctype', 'A DOCTYPE is not kept; nothing in it is used.', { line: parser.line }, 'loss'),
    )
    parser.on('opentagstart', () => (this.line = parser.line))
    parser.on('opentag', tag => this.begin(tag))
    parser.on('closetag', () => (this.closed = this.open.pop()))
    parser.on('text', text => this.put({ kind: 'text', text, cdata: false }))
    parser.on('cdata', text => this.put({ kind: 'text', text, cdata: true }))
    parser.on('comment', text => this.put({ kind: 'comment', text }))
    parser.on('processinginstruction', ({ target, body }) => this.put({ kind: 'instruction', target, text: body }))
    parser.write(text).close()
  }

  document(): XmlDocument {
    const { version, standalone, before, root, after } = this
    if (root === null) throw this.fail('There is no element in the file')
    return { version, standalone, before, root, after }
  }

  private begin(tag: {
    readonly prefix: string
    readonly local: string
    readonly uri: string
    readonly attributes: Readonly<Record<string, { prefix: string; local: string; uri: string; value: string }>>
  }): void {
    if (this.open.length >= DEPTH) throw this.fail(`Elements are nested deeper than ${DEPTH}`)
    const element: Open = {
      kind: 'element',
      prefix: tag.prefix,
      name: tag.local,
      namespace: tag.uri,
      attributes: Object.values(tag.attributes).map(({ prefix, local, uri, value }) => ({
        prefix,
        name: local,
        namespace: uri,
        value,
      })),
      children: [],
      line: this.line,
    }
    this.put(element)
    this.root ??= element
    this.open.push(element)
  }

  private put(node: XmlNode): void {
    const parent = this.open.at(-1)
    if (parent) parent.children.push(node)
    else if (node.kind !== 'text' && node.kind !== 'element') (this.root === null ? this.before : this.after).push(node)
  }

  private fail(what: string): never {
    // the parser closes what was left open before it tells so
    const isUnclosed = what.startsWith('unexpected close tag') || what.startsWith('unclosed tag')
    const inside = isUnclosed ? this.closed : this.open.at(-1)
    const place = inside === undefined ? '' : ` (in <${qualified(inside)}> of line ${inside.line})`
    const text = what.replace(/\.$/, '')
    throw new FormatError(`${text.charAt(0).toUpperCase()}${text.slice(1)}${place}.`, {
      line: this.parser.line,
      fix: 'Repair the file or export it again from where it came.',
    })
  }
}

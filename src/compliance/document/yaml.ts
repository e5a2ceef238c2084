import {
  Composer,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type LineCounter,
  Parser,
} from 'yaml'
import { FormatError } from '../../base/errors.ts'
import type { Placed } from './problem.ts'

/** Bounds of every file that this room reads: far above what people write, far below what hurts. */
export const LARGEST_FILE = 2 * 1024 * 1024
const DEEPEST = 32
const MOST_NODES = 200_000
const MOST_ALIASES = 100

/** The document of a text; throws where it is none. `troubles`: of these YAML all are told, where there are several. */
export function compose(text: string, lines: LineCounter, place: Placed, troubles: FormatError[]): Document.Parsed {
  const parser = new Parser(lines.addNewLine)
  const composer = new Composer({ merge: false, resolveKnownTags: false, uniqueKeys: false, schema: 'core' })
  refuseDepth(text, lines, place)
  const documents = checked(() => [...composer.compose(parser.parse(text))], undefined)
  const [document] = documents
  if (document === undefined || !('toJS' in document)) throw place(0, 'The file is empty.', 'Write rules into it.')
  if (documents.length > 1)
    throw place(documents[1]!.range[0], 'A second document begins here.', 'Keep one document a file.')
  for (const error of [...document.errors, ...document.warnings])
    troubles.push(
      place(
        error.pos[0],
        firstLine(error.message),
        "Mend the YAML there; a text with : or # or quotes in it goes into 'single quotes'.",
      ),
    )
  if (troubles.length > 0) throw troubles[0]!
  refuseShapes(document as Document.Parsed, place)
  return document as Document.Parsed
}

const firstLine = (message: string) =>
  message
    .split('\n')[0]!
    .replace(/ at line \d+.*$/, '')
    .replace(/[.:]?$/, '.')

/** Nesting that could exhaust the stack of the composer is seen before: brackets, dashes or keys in one line, and indents. */
function refuseDepth(text: string, lines: LineCounter, place: Placed): void {
  let brackets = 0
  let dashes = 0
  let indent = 0
  let isIndent = true
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 91 || code === 123) brackets++
    else if (code === 93 || code === 125) brackets = Math.max(0, brackets - 1)
    else if (code === 45 || code === 63 || code === 58) {
      const next = text.charCodeAt(i + 1)
      if (next === 32 || next === 10) dashes++
    }
    if (code === 10) dashes = indent = 0
    else if (isIndent && code === 32) indent++
    isIndent = code === 10 || (isIndent && code === 32)
    if (Math.max(brackets, dashes, indent) <= 10 * DEEPEST) continue
    lines.addNewLine(0)
    for (let at = text.indexOf('\n'); at >= 0 && at < i; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
    throw place(i, `It is nested more than ${DEEPEST} levels deep.`, 'Remove what is not of a rule file.')
  }
}

/** Depth, number of parts, keys that come twice, tags. */
function refuseShapes(document: Document.Parsed, place: Placed): void {
  let nodes = 0
  const open: { node: unknown; depth: number }[] = [{ node: document.contents, depth: 0 }]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { node, depth } = one
    const from = isNode(node) ? (node.range?.[0] ?? 0) : 0
    if (++nodes > MOST_NODES)
      throw place(from, `It has more than ${MOST_NODES} parts.`, 'Divide it into several files.')
    if (depth > DEEPEST)
      throw place(from, `It is nested more than ${DEEPEST} levels deep.`, 'Remove what is not of a rule file.')
    if (isNode(node) && !isAlias(node) && node.tag !== undefined && !String(node.tag).startsWith('tag:yaml.org,2002:'))
      throw place(from, `The tag ${node.tag} has no meaning here.`, 'Remove it.')
    if (isMap(node)) refuseTwice(node.items, place)
    if (isCollection(node)) for (const item of node.items) open.push({ node: item, depth: depth + 1 })
    if (isPair(node)) open.push({ node: node.key, depth }, { node: node.value, depth })
  }
}

function refuseTwice(items: readonly { readonly key: unknown }[], place: Placed): void {
  const seen = new Set<unknown>()
  for (const { key } of items) {
    if (!isScalar(key))
      throw place(isNode(key) ? (key.range?.[0] ?? 0) : 0, 'A key must be a text.', 'Write a word before the colon.')
    if (seen.has(key.value))
      throw place(key.range?.[0] ?? 0, `"${String(key.value)}" is given twice.`, 'Keep one of them.')
    seen.add(key.value)
  }
}

/** What was written, with aliases written out. */
export const plainOf = (document: Document.Parsed, file: string): unknown =>
  checked(() => document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown, file)

/** What the parser says of too many aliases or too deep a file, as an error of the file. */
function checked<T>(read: () => T, file: string | undefined): T {
  try {
    return read()
  } catch (error) {
    const place = file === undefined ? {} : { file }
    if (error instanceof ReferenceError)
      throw new FormatError('Its aliases stand for too much, or for nothing.', {
        ...place,
        fix: 'Write out what the aliases stand for.',
      })
    if (error instanceof RangeError)
      throw new FormatError('It is nested too deeply.', { ...place, fix: 'Remove what is not of a rule file.' })
    throw error
  }
}

import {
  Composer,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  Parser,
  type Scalar,
} from 'yaml'
import type { z } from 'zod'
import { FormatError } from '../base/errors.ts'
import { shapeTroubles } from './shape-trouble.ts'

/** Bounds of every file that this room reads: far above what people write, far below what hurts. */
export const LARGEST_FILE = 2 * 1024 * 1024
const DEEPEST = 32
const MOST_NODES = 200_000
const MOST_ALIASES = 100

/** A document with the places of its parts. */
export interface ReadDocument<T> {
  readonly value: T
  /** An error at the part that `path` leads to, or at the closest part above it. */
  at(path: readonly PropertyKey[], what: string, fix?: string, within?: number): FormatError
  /** Line of that part, from 1. */
  lineOf(path: readonly PropertyKey[]): number
}

/** The same with every trouble of YAML and shape; `value` is null where there is one, `raw` what was written all the same. */
export interface InspectedDocument<T> extends Omit<ReadDocument<T>, 'value'> {
  readonly value: T | null
  readonly raw: unknown
  readonly troubles: readonly FormatError[]
}

/** What is wrong at one place of a document: line and column from 1, `offset` in UTF-16 units from 0. */
export interface DocumentProblem {
  readonly line: number
  readonly column: number
  readonly offset: number
  readonly what: string
  readonly fix: string | null
}

class PlacedError extends FormatError {
  readonly problem: DocumentProblem
  constructor(problem: DocumentProblem, file: string) {
    const { line, column, what, fix } = problem
    super(`${column > 0 ? `Column ${column}: ` : ''}${what}`, {
      file,
      line: Math.max(1, line),
      ...(fix === null ? {} : { fix }),
    })
    this.problem = { ...problem, line: Math.max(1, line), column: Math.max(1, column) }
  }
}

export const problemOf = (error: FormatError): DocumentProblem =>
  error instanceof PlacedError
    ? error.problem
    : { line: error.place.line ?? 1, column: 1, offset: 0, what: error.what, fix: error.fix ?? null }

/**
 * YAML 1.2 (or JSON, which is YAML) of the given shape: one document, no tags of its own, few aliases, no key twice.
 * Every refusal is a `FormatError` with file, line and column, and says what to do.
 */
export function readDocument<T>(text: string, file: string, shape: z.ZodType<T>): ReadDocument<T> {
  const { value, at, lineOf, troubles } = inspectDocument(text, file, shape)
  if (value === null) throw troubles[0]!
  return { value, at, lineOf }
}

/** The same, but tells all troubles at once. */
export function inspectDocument<T>(text: string, file: string, shape: z.ZodType<T>): InspectedDocument<T> {
  const lines = new LineCounter()
  const place = (offset: number, what: string, fix?: string): FormatError => {
    const from = Math.min(offset, text.length)
    const { line, col: column } = lines.linePos(from)
    return new PlacedError({ line, column, offset: from, what, fix: fix ?? null }, file)
  }
  const none = {
    value: null,
    raw: null,
    at: (_: unknown, what: string, fix?: string) => place(0, what, fix),
    lineOf: () => 1,
  }
  if (text.length > LARGEST_FILE) {
    const what = `It is larger than ${LARGEST_FILE} letters.`
    return { ...none, troubles: [new FormatError(what, { file, fix: 'Divide it into several files.' })] }
  }
  const troubles: FormatError[] = []
  try {
    const document = compose(text, lines, place, troubles)
    const raw = checked(() => document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown, file)
    const at: ReadDocument<T>['at'] = (path, what, fix, within) => {
      const node = nodeAt(document, path)
      const from = node?.range?.[0] ?? 0
      return place(within === undefined || node === null ? from : offsetIn(text, node, within), what, fix)
    }
    const result = shape.safeParse(raw)
    return {
      ...{ value: result.success ? result.data : null, raw, at },
      lineOf: path => lines.linePos(nodeAt(document, path)?.range?.[0] ?? 0).line,
      troubles: result.success ? [] : shapeTroubles(result.error.issues).map(one => at(one.path, one.what, one.fix)),
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { ...none, troubles: troubles.length > 0 ? troubles : [error] }
  }
}

type Placed = (offset: number, what: string, fix?: string) => FormatError

/** `troubles`: of these YAML all are told, where there are several. */
function compose(text: string, lines: LineCounter, place: Placed, troubles: FormatError[]): Document.Parsed {
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

/** The part at the path; a scalar key's value; the closest part above where there is none. */
function nodeAt(
  document: Document.Parsed,
  path: readonly PropertyKey[],
): { range?: [number, number, number] | null } | null {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return node as { range?: [number, number, number] | null }
  }
  return null
}

/** Where letter `within` of a text stands in the file: blanks, indents, escapes and quotes of YAML are passed over. */
function offsetIn(text: string, node: { range?: [number, number, number] | null }, within: number): number {
  const [from, to] = node.range ?? [0, 0]
  const value = String((node as Scalar).value ?? '')
  let at = from
  for (let i = 0; i <= Math.min(within, value.length - 1); i++) {
    const letter = value[i]!
    if (/\s/.test(letter)) continue
    let found = at
    while (found < to && text[found] !== letter) found++
    // a quote of YAML before a value that begins with the same sign
    if (i === 0 && (text[from] === '"' || text[from] === "'") && found === from) found++
    if (i === within || found >= to) return Math.min(found, to)
    at = found + 1
  }
  return Math.min(at, to)
}

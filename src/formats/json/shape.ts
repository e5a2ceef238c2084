import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts'
import { JsonElements } from './elements.ts'
import { findHistory, type HistoryPath, splitRows } from './histories.ts'

/** Where the rows of a JSON text are. */
export interface JsonShape {
  /** `lines`: a value a line. `values`: values one behind the other. `rows`: the elements of the array at `path`. */
  readonly kind: 'lines' | 'values' | 'rows'
  readonly path: readonly string[]
  /** Arrays inside the elements that hold the rows. */
  readonly inner: HistoryPath
  readonly reason: string
}

interface FoundArray {
  readonly path: readonly string[]
  readonly ofObjects: boolean
}

const USUAL = /^(events?|rows?|data|records?|items|issues|values?|results?|entries|list|log|hits|elements|content)$/i

/** Look at the beginning of a JSON text: lines, values or an array; inside an object the likeliest array of objects. */
export function jsonShape(head: string, complete: boolean, rows: string | undefined): JsonShape {
  const text = head.trimStart()
  if (rows !== undefined) {
    const { path, inner } = splitRows(rows)
    const outer =
      path.length === 0 && !text.startsWith('[') ? outerShape(text, complete) : { kind: 'rows' as const, path }
    return { kind: outer.kind, path: outer.path, inner, reason: '' }
  }
  const outer = outerShape(text, complete)
  const inner = findHistory(firstElements(text, outer))
  if (inner.length === 0) return { ...outer, inner }
  const array = inner.map(part => `${part}[]`).join('.')
  return { ...outer, inner, reason: `${outer.reason} Each holds its history in ${array}; each entry of it is a row.` }
}

/** The first elements as far as the head has them whole. */
function firstElements(text: string, { kind, path }: Pick<JsonShape, 'kind' | 'path'>): unknown[] {
  const bytes = encodeUtf8(text)
  const elements = new JsonElements(kind === 'rows' ? path : null, 64)
  const found: unknown[] = []
  while (found.length < 20 && elements.next(bytes, bytes.length, false) === 'element') {
    const element = decodeUtf8(bytes, elements.from, elements.to)
    if (!isJson(element)) break
    found.push(JSON.parse(element))
  }
  return found
}

function outerShape(text: string, complete: boolean): Omit<JsonShape, 'inner'> {
  if (text.startsWith('[')) return { kind: 'rows', path: [], reason: 'The text is an array; each element is a row.' }
  const walk = walkHead(text)
  if (walk.second) {
    const line = text.slice(0, text.search(/[\r\n]|$/))
    const lines = isJson(line)
    return {
      kind: lines ? 'lines' : 'values',
      path: [],
      reason: lines
        ? 'Each line is a JSON value of its own.'
        : 'JSON values stand one behind the other; each is a row.',
    }
  }
  const usable = walk.arrays.filter(({ ofObjects }) => ofObjects)
  const best = usable.find(({ path }) => USUAL.test(path.at(-1) ?? '')) ?? usable[0]
  if (best)
    return {
      kind: 'rows',
      path: best.path,
      reason: `The text is one object; its array "${best.path.join('.')}" holds the rows${
        usable.length > 1
          ? ` (others: ${usable
              .filter(other => other !== best)
              .slice(0, 5)
              .map(({ path }) => path.join('.'))
              .join(', ')})`
          : ''
      }.`,
    }
  return {
    kind: 'values',
    path: [],
    reason: complete ? 'The text is one object; it is the only row.' : 'Each object is a row.',
  }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

/** Arrays inside objects (never inside arrays) of the first value, and whether a second value follows it. */
function walkHead(text: string): { arrays: FoundArray[]; second: boolean } {
  const arrays: FoundArray[] = []
  const path: string[] = []
  let inArrays = 0
  const stack: boolean[] = []
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c === '"') {
      const from = i + 1
      for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === '\\') i++
      const isKey = stack.at(-1) === true && /^\s*:/.test(text.slice(i + 1, i + 20))
      if (isKey && inArrays === 0) path[stack.length - 1] = unescapeKey(text.slice(from, i))
    } else if (c === '{') stack.push(true)
    else if (c === '[') {
      if (inArrays === 0)
        arrays.push({ path: path.slice(0, stack.length), ofObjects: /^\s*\{/.test(text.slice(i + 1, i + 200)) })
      stack.push(false)
      inArrays++
    } else if (c === '}' || c === ']') {
      if (stack.pop() === false) inArrays--
      path.length = Math.min(path.length, stack.length)
      if (stack.length === 0)
        return { arrays, second: /^[\s,]*[[{"\d]/.test(text.slice(i + 1).replaceAll('\u001e', ' ')) }
    }
  }
  return { arrays, second: false }
}

const unescapeKey = (raw: string): string =>
  raw.includes('\\') && isJson(`"${raw}"`) ? (JSON.parse(`"${raw}"`) as string) : raw

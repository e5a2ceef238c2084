import { isMap, isNode, isScalar, isSeq, parseDocument, stringify } from 'yaml'
import type { z } from 'zod'
import type { WrittenTables } from '../read-roles-csv.ts'
import type { allowEntryShape } from '../read-tables.ts'
import type { ruleShape } from '../rule-file-shape.ts'

export type WrittenRule = z.input<typeof ruleShape>
export type WrittenAllowance = z.infer<typeof allowEntryShape>

/** A rule file with one more rule; comments, order and spacing stay. null where the text is no YAML map. */
export const withRule = (text: string, rule: WrittenRule): string | null => withItem(text, 'rules', rule)

/** A rule file that accepts some violations more. */
export const withAllowance = (text: string, entry: WrittenAllowance): string | null => withItem(text, 'allow', entry)

/** A rule file with these tables instead of its own. */
export const withTables = (text: string, tables: WrittenTables): string | null => withMember(text, 'tables', tables)

type Members = { readonly [key: string]: unknown }

function withItem(text: string, key: string, item: object): string | null {
  const members = membersOf(text)
  if (members === null) return null
  const before = members[key] ?? []
  if (!Array.isArray(before)) return null
  if (before.length === 0) return withMember(text, key, [item])
  const wanted = { ...members, [key]: [...before, item] }
  return fitting(appended(text, key, item), wanted) ?? rewritten(text, document => document.addIn([key], item))
}

function withMember(text: string, key: string, value: unknown): string | null {
  const members = membersOf(text)
  if (members === null) return null
  const wanted = { ...members, [key]: value }
  return fitting(replaced(text, key, value), wanted) ?? rewritten(text, document => document.setIn([key], value))
}

/** The members of the document; an empty one has none. */
function membersOf(text: string): Members | null {
  try {
    const document = parseDocument(text, { schema: 'core' })
    if (document.errors.length > 0) return null
    const value: unknown = document.toJS()
    if (value === null || value === undefined) return {}
    return typeof value === 'object' && !Array.isArray(value) ? (value as Members) : null
  } catch {
    return null
  }
}

/** The text where it says what is wanted and nothing else: whatever was cut in wrongly is seen here. */
function fitting(text: string | null, wanted: Members): string | null {
  if (text === null) return null
  const members = membersOf(text)
  return members !== null && same(members, wanted) ? text : null
}

const same = (a: Members, b: Members): boolean => {
  const plain = (members: Members) =>
    JSON.stringify(Object.entries(members).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)))
  return plain(a) === plain(b)
}

/** The item behind the last one of a sequence in block style, indented like it. */
function appended(text: string, key: string, item: object): string | null {
  const { contents } = parseDocument(text, { schema: 'core' })
  const list = isMap(contents) ? contents.get(key, true) : null
  if (!isSeq(list) || list.flow === true) return null
  const last = list.items.at(-1)
  const first = list.items[0]
  if (!isNode(last) || !isNode(first) || !list.range || !first.range || !last.range) return null
  const dash = text.lastIndexOf('-', first.range[0])
  const indent = text.slice(text.lastIndexOf('\n', dash) + 1, dash)
  if (indent.trim() !== '') return null
  const to = text.slice(0, last.range[1]).trimEnd().length
  const gap = list.items.length > 1 && /\n\s*\n\s*(#.*\n\s*)*-\s*$/.test(text.slice(0, last.range[0])) ? '\n' : ''
  return `${text.slice(0, to)}\n${gap}${indented(block([item]), indent)}${text.slice(to)}`
}

/** The member in place of the one that is there, else at the end. */
function replaced(text: string, key: string, value: unknown): string | null {
  const { contents } = parseDocument(text, { schema: 'core' })
  const said = block({ [key]: value })
  const pair = isMap(contents) ? contents.items.find(one => isScalar(one.key) && one.key.value === key) : undefined
  if (isMap(contents) && contents.flow === true) return null
  if (pair === undefined) return `${text.trimEnd()}${text.trim() === '' ? '' : '\n\n'}${said}\n`
  const [from] = (isScalar(pair.key) && pair.key.range) || [null]
  const end = isNode(pair.value) && pair.value.range ? pair.value.range[1] : null
  if (from === null || end === null) return null
  const to = text.slice(0, end).trimEnd().length
  return `${text.slice(0, from)}${said}${text.slice(to)}`
}

/** Where nothing can be cut in, the document is written anew; its comments stay. */
function rewritten(text: string, change: (document: ReturnType<typeof parseDocument>) => void): string | null {
  const document = parseDocument(text, { schema: 'core' })
  try {
    change(document)
    return document.toString({ lineWidth: 0 })
  } catch {
    return null
  }
}

const block = (value: unknown): string => stringify(value, { schema: 'core', lineWidth: 0 }).trimEnd()
const indented = (text: string, indent: string): string =>
  text
    .split('\n')
    .map(line => (line === '' ? line : indent + line))
    .join('\n')

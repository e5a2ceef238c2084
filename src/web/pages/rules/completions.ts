import { severities } from '../../../compliance/index.ts'
import type { Completion, Completions, Words } from './completion.ts'
import { idsIn, rolesIn } from './names-in-document.ts'
import { activity, quoteOf, sentence } from './sentence-completions.ts'

const top = [
  'parfocal',
  'version',
  'name',
  'activities',
  'attributes',
  'calendars',
  'ends',
  'tables',
  'test-tables',
  'allow',
  'rules',
]
const rows: { readonly [section: string]: readonly string[] } = {
  roles: ['person', 'role', 'from', 'to'],
  limits: ['person', 'role', 'activity', 'limit', 'from', 'to'],
  substitutes: ['person', 'for', 'from', 'to'],
}
const details: { readonly [key: string]: string } = {
  ends: 'activities that end a case',
  tables: 'roles, limits, substitutes',
  'test-tables': 'the same for the tests',
  allow: 'accepted violations',
  owner: 'who answers for it',
  source: 'the article it comes from',
  rule: 'one sentence',
  formula: 'LTLf',
  measure: 'summed over broken cases',
  pass: 'traces that keep it',
  fail: 'traces that break it',
  pending: 'traces that still may keep it',
}

/** What may stand at a place of a rule document: keys, sentences, and names of the log. null: nothing is known there. */
export function completionsAt(text: string, at: number, words: Words): Completions | null {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const line = text.slice(start, at)
  const above = text.slice(0, start).split('\n').slice(0, -1)
  const key = /^(\s*(?:- +)*)([\w-]*)$/.exec(line)
  if (key) {
    const inBlock = blockAbove(above, key[1]!.length)
    if (inBlock !== null)
      return sentence(line.trimStart(), start + line.length - line.trimStart().length, at, words, text, '')
    const below = text.slice(at).split('\n').slice(1)
    return keysAt(above, below, key[1]!, key[2]!, at)
  }
  const member = /^(\s*(?:- +)*)([\w-]+): +(.*)$/s.exec(line)
  if (member) {
    const [, lead, name, value] = member as unknown as [string, string, string, string]
    return valuesAt({ path: pathAt(above, lead.length), name, value, from: at - value.length, at, words, text })
  }
  const indent = /^\s*/.exec(line)![0].length
  return blockAbove(above, indent) === null ? null : sentence(line.slice(indent), start + indent, at, words, text, '')
}

/** The keys that a line of this indent is inside of, the outermost first. */
function pathAt(above: readonly string[], indent: number): string[] {
  const path: string[] = []
  let inner = indent
  for (let i = above.length - 1; i >= 0 && inner > 0; i--) {
    const found = /^(\s*(?:- +)*)([\p{L}\w:.-]+):(?:\s|$)/u.exec(above[i]!)
    if (!found) continue
    const own = found[1]!.length
    if (own < inner) {
      path.unshift(found[2]!)
      inner = own
    }
  }
  return path
}

/** The key whose text in block style (`>-`, `|`) goes on at this indent; null: none does. */
function blockAbove(above: readonly string[], indent: number): string | null {
  for (let i = above.length - 1; i >= 0; i--) {
    const line = above[i]!
    if (line.trim() === '') continue
    const own = /^\s*(?:- +)*/.exec(line)![0].length
    if (own >= indent && !/:\s*[>|][+-]?\s*$/.test(line)) continue
    const found = /^\s*(?:- +)*([\w-]+):\s*[>|][+-]?\s*$/.exec(line)
    return found && own < indent && ['rule', 'formula', 'ends'].includes(found[1]!) ? found[1]! : null
  }
  return null
}

function keysAt(
  above: readonly string[],
  below: readonly string[],
  lead: string,
  typed: string,
  at: number,
): Completions | null {
  const path = pathAt(above, lead.length)
  const known = keysIn(path)
  if (known === null) return null
  const taken = siblings(above, below, lead)
  const options = known
    .filter(key => !taken.has(key))
    .map(
      (key): Completion => ({
        label: key,
        apply: lists.has(key) && path.length < 2 ? `${key}:\n${' '.repeat(lead.length + 2)}` : `${key}: `,
        ...(details[key] ? { detail: details[key] } : {}),
      }),
    )
  return options.length === 0 ? null : { from: at - typed.length, options }
}

const lists = new Set(['activities', 'attributes', 'calendars', 'tables', 'test-tables', 'allow', 'rules', 'tests'])

function keysIn(path: readonly string[]): readonly string[] | null {
  const [first, second, third] = path
  if (first === undefined) return top
  if (first === 'rules') {
    if (second === undefined)
      return ['id', 'name', 'severity', 'owner', 'source', 'rule', 'formula', 'measure', 'tests']
    return second === 'tests' && third === undefined ? ['pass', 'fail', 'pending', 'at'] : null
  }
  if (first === 'tables' || first === 'test-tables')
    return second === undefined ? Object.keys(rows) : third === undefined ? (rows[second] ?? null) : null
  if (first === 'allow') return second === undefined ? ['rule', 'cases', 'reason', 'author', 'until'] : null
  if (first === 'calendars')
    return second !== undefined && third === undefined ? ['timeZone', 'hours', 'holidays'] : null
  return null
}

/** Keys that are given already in the same map, before this line and behind it. */
function siblings(above: readonly string[], below: readonly string[], lead: string): Set<string> {
  const taken = new Set<string>()
  const look = (lines: readonly string[], isAbove: boolean) => {
    for (const line of lines) {
      if (line.trim() === '' || line.trimStart().startsWith('#')) continue
      const found = /^(\s*(?:- +)*)([\w-]+):/.exec(line)
      const own = found ? found[1]!.length : /^\s*/.exec(line)![0].length
      const isItem = line.trimStart().startsWith('- ')
      if (own < lead.length || (isItem && own === lead.length && !isAbove)) return
      if (found && own === lead.length) taken.add(found[2]!)
      if (isItem && own === lead.length) return
    }
  }
  if (!lead.includes('-')) look(above.toReversed(), true)
  look(below, false)
  return taken
}

interface Place {
  readonly path: readonly string[]
  readonly name: string
  readonly value: string
  readonly from: number
  readonly at: number
  readonly words: Words
  readonly text: string
}

function valuesAt({ path, name, value, from, at, words, text }: Place): Completions | null {
  const plain = (labels: readonly string[]): Completions | null =>
    labels.length === 0 ? null : { from, options: labels.map(label => ({ label, apply: scalar(label) })) }
  const [first, second] = path
  if (first === undefined) {
    if (name === 'parfocal') return plain(['rules'])
    if (name === 'version') return plain(['1'])
    return name === 'ends' ? sentence(value, from, at, words, text, quoteOf(value)) : null
  }
  if (first === 'rules') {
    if (name === 'severity') return plain(severities)
    if (name === 'measure') return plain(['throughput', ...words.attributes])
    if (name === 'rule' || name === 'formula') return sentence(value, from, at, words, text, quoteOf(value))
    if (second === 'tests' || name === 'pass' || name === 'fail' || name === 'pending')
      return activity(value, at, words)
    return null
  }
  if (first === 'allow') return name === 'rule' ? plain(idsIn(text)) : null
  if (first === 'activities') return plain(words.activities)
  if (first === 'attributes') return plain(words.attributes)
  if (first === 'calendars') return name === 'timeZone' ? plain(words.timeZones) : null
  if (name === 'role') return plain([...new Set([...words.roles, ...rolesIn(text)])])
  return name === 'activity' ? plain(words.activities) : null
}

/** A value of YAML that stays a text. */
const scalar = (label: string): string =>
  /^[\p{L}_][\p{L}\p{N}_ /-]*$/u.test(label) && !/^(true|false|null|yes|no)$/i.test(label)
    ? label
    : /^\d+$/.test(label)
      ? label
      : JSON.stringify(label)

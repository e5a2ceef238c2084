import type { z } from 'zod'

/** What is wrong with the shape of a document, in words for people, and where. */
export interface ShapeTrouble {
  readonly path: readonly PropertyKey[]
  readonly what: string
  readonly fix: string
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
  null: 'nothing',
}
const kind = (name: string) => kinds[name] ?? name
const SHAPE = 'See FORMATS.md for the shape of the file.'

/** Keys that are not known come first: one that is misspelt leaves another missing. */
export function shapeTroubles(issues: readonly z.core.$ZodIssue[]): readonly ShapeTrouble[] {
  const isUnknown = ({ code }: z.core.$ZodIssue) => code === 'unrecognized_keys'
  return [...issues.filter(isUnknown), ...issues.filter(issue => !isUnknown(issue))].map(troubleOf)
}

function troubleOf(issue: z.core.$ZodIssue): ShapeTrouble {
  const { path } = issue
  const name = path.length > 0 ? `"${path.join('.')}"` : 'The document'
  if (issue.code === 'unrecognized_keys') {
    const [first, ...others] = issue.keys
    const at = [...path, first!]
    const more = others.length > 0 ? ` (and ${others.length} more: ${others.slice(0, 3).join(', ')})` : ''
    const what = `"${at.join('.')}" is no key that is known here${more}.`
    return { path: at, what, fix: `Correct or remove it. ${SHAPE}` }
  }
  if (issue.code === 'invalid_type') {
    const received = /received (\w+)/.exec(issue.message)?.[1]?.toLowerCase() ?? ''
    if (received === 'undefined') return { path, what: `${name} is missing.`, fix: `Write it. ${SHAPE}` }
    const what = `${name} must be ${kind(issue.expected)}, and is ${kind(received)}.`
    const isQuoted = issue.expected === 'string' && ['number', 'boolean'].includes(received)
    return { path, what, fix: isQuoted ? 'Put it in quotes.' : SHAPE }
  }
  if (issue.code === 'too_small' && issue.origin === 'array' && issue.minimum === 1)
    return { path, what: `${name} is an empty list.`, fix: 'Write at least one.' }
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(value => `"${String(value)}"`).join(', ')
    return { path, what: `${name} must be ${issue.values.length > 1 ? 'one of ' : ''}${known}.`, fix: SHAPE }
  }
  return { path, what: `${name}: ${issue.message}.`.replace('..', '.'), fix: SHAPE }
}

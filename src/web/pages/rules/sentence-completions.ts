import { reserved } from '../../../compliance/parse-condition.ts'
import type { Completion, Completions, Words } from './completion.ts'
import { attributeText, kinds } from './kinds.ts'
import { wordsUnder } from './names-in-document.ts'

/** How a value is quoted in YAML. */
export const quoteOf = (value: string): '' | "'" | '"' =>
  value.startsWith("'") ? "'" : value.startsWith('"') ? '"' : ''

/** In a text of double quotes that is still open: an activity. */
export function activity(value: string, at: number, { activities }: Words, outer = quoteOf(value)): Completions | null {
  const inner = value.slice(outer.length)
  const open = inner.lastIndexOf('"')
  if (open < 0 || (inner.split('"').length - 1) % 2 === 0) return null
  const typed = inner.slice(open + 1)
  const options = activities.map((label): Completion => ({ label, apply: `${inYaml(label, outer)}"` }))
  return options.length === 0 ? null : { from: at - typed.length, options }
}

const inYaml = (name: string, outer: string): string => {
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return outer === "'" ? escaped.replaceAll("'", "''") : escaped
}

/** What may come next in a sentence: a whole one where there is none yet, names, or words of the language. */
export function sentence(
  value: string,
  from: number,
  at: number,
  words: Words,
  text: string,
  outer: '' | "'" | '"',
): Completions | null {
  if (outer === '"') return null
  const inBlock = outer === '' && from > 0 && text[from - 1] !== ' ' ? true : /\n\s*$/.test(text.slice(0, from))
  if (value.trim() === '' || value === "'") {
    const needs = !inBlock && outer === ''
    const options = kinds.map(({ title, sentence: said }): Completion => {
      const snippet = said
        .replace(/\{([A-C]|roles)\}/g, '"#{$1}"')
        .replace('{limit}', '#{5 days}')
        .replace('{n}', '#{2}')
        .replace(/(?<!#)\{(\w+)\}/g, '#{$1}')
      return {
        label: snippet.replace(/#\{([^}]*)\}/g, '$1'),
        detail: title,
        apply: needs ? `'${snippet}'` : snippet,
        isSnippet: true,
      }
    })
    return { from: at, options: [...options, ...declared(text)] }
  }
  const named = activity(value, at, words, outer)
  if (named) return named
  const typed = /[\p{L}\p{N}_:.-]*$/u.exec(value)![0]
  const kept = (label: string) => (outer === "'" ? label.replaceAll("'", "''") : label)
  const options: Completion[] = [
    ...declared(text),
    ...words.activities.map(label => ({ label: `"${label}"`, apply: `"${inYaml(label, outer)}"`, detail: 'activity' })),
    ...words.attributes.map(key => ({ label: key, apply: kept(attributeText(key, reserved)), detail: 'attribute' })),
    ...phrases.map(label => ({ label })),
  ]
  return { from: at - typed.length, options }
}

const phrases = [
  'is required',
  'is forbidden',
  'at most',
  'at least',
  'exactly',
  'times',
  'before',
  'leads to',
  'never after',
  'not within',
  'within',
  'after',
  'between',
  'due by',
  'by different people',
  'by the same people',
  'only by role',
  'only up to the limit of',
  'only if',
  'only once per',
  'requires',
  'if',
  'then',
  'where (',
  'or',
  'and',
  'not',
  'is missing',
  'is present',
  'in (',
  'days',
  'weeks',
  'years',
  'hours',
  'minutes',
  'working hours',
  'working minutes',
]

/** Words for activities and attributes that the document declares. */
const declared = (text: string): Completion[] => [
  ...wordsUnder(text, 'activities').map(label => ({ label, detail: 'declared activity' })),
  ...wordsUnder(text, 'attributes').map(label => ({ label, detail: 'declared attribute' })),
]

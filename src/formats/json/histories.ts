import { guessDate } from '../table/detect-date.ts'

type Item = Readonly<Record<string, unknown>>

/** Where rows lie inside rows: the dotted path of an array in each element, then of one in its elements, and so on. */
export type HistoryPath = readonly string[]

/** `issues[].changelog.histories[].items[]` is the array `issues` and, inside its elements, two arrays more. */
export function splitRows(rows: string): { readonly path: readonly string[]; readonly inner: HistoryPath } {
  const parts = rows.split('[]').map(part => part.replace(/^\./, ''))
  const [outer = '', ...inner] = parts
  return { path: outer === '' ? [] : outer.split('.'), inner: inner.filter(part => part !== '') }
}

const HISTORY =
  /^(events?|histor(y|ies)|changes?|transitions?|activities|steps|logs?|trace|timeline|audit\w*|milestones|changelog)$/i
const DETAILS = /^(items|changes|details|entries)$/i

/** Arrays inside the elements that hold their history: of a usual name, of objects, with times in them. */
export function findHistory(elements: readonly unknown[]): HistoryPath {
  for (const element of elements) {
    const found = search(element, [])
    if (found) return found
  }
  return []
}

function search(value: unknown, path: readonly string[]): HistoryPath | null {
  if (!isItem(value) || path.length > 4) return null
  for (const [key, child] of Object.entries(value)) {
    if (Array.isArray(child)) {
      const [first] = child as unknown[]
      if (!HISTORY.test(key) || !isItem(first) || !Object.values(first).some(isTime)) continue
      const details = Object.keys(first).find(
        name => DETAILS.test(name) && Array.isArray(first[name]) && isItem((first[name] as unknown[])[0]),
      )
      const here = [...path, key].join('.')
      return details === undefined ? [here] : [here, details]
    }
    const found = search(child, [...path, key])
    if (found) return found
  }
  return null
}

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value)
const isTime = (value: unknown) => typeof value === 'string' && guessDate(value).length > 0

/**
 * The rows inside one element: each innermost item with what lies around it, every level under the name of its array
 * (the outermost bare where its array has no name).
 */
export function unfold(element: unknown, name: string, inner: HistoryPath): Item[] {
  const [next, ...rest] = inner
  if (next === undefined || !isItem(element))
    return [isItem(element) && name === '' ? element : { [name === '' ? 'value' : name]: element }]
  const steps = next.split('.')
  let array: unknown = element
  for (const step of steps) array = isItem(array) ? array[step] : undefined
  if (!Array.isArray(array)) return []
  const around = without(element, steps)
  const outer = name === '' ? around : { [name]: around }
  const label = steps.at(-1)!
  return array.flatMap(item => unfold(item, label, rest).map(row => ({ ...outer, ...row })))
}

function without(item: Item, [step, ...rest]: readonly string[]): Item {
  const child = item[step!]
  const copy: Record<string, unknown> = { ...item }
  if (rest.length > 0 && isItem(child)) copy[step!] = without(child, rest)
  else delete copy[step!]
  return copy
}

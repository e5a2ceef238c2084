import { RequestError } from '../../base/errors.ts'

/** Characters of a name that people read. */
const NAME = 200

/** `at` says where in the document it is: `routines[2].name`. */
export function refuse(at: string, what: string): never {
  throw new RequestError(`${at} ${what}`)
}

export const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most

export function textIn(value: unknown, at: string, most: number): string {
  if (isText(value, most)) return value
  return refuse(at, `must be a text of 1 to ${most} characters`)
}

/** What something is called: one line without control characters, blanks around it gone. */
export function wordIn(value: unknown, at: string): string {
  const text = typeof value === 'string' ? value.trim() : value
  if (isText(text, NAME) && !/[\p{Cc}\p{Cs}]/u.test(text)) return text
  return refuse(at, `must be a name of 1 to ${NAME} characters on one line`)
}

export function listIn(value: unknown, at: string, least: number, most: number): readonly unknown[] {
  if (Array.isArray(value) && value.length >= least && value.length <= most) return value
  return refuse(at, `must be a list${least > 0 ? ` of at least ${least}` : ''}, of at most ${most}`)
}

export function textsIn(value: unknown, at: string, most: number): readonly string[] {
  const list = listIn(value, at, 0, most)
  if (list.every(one => typeof one === 'string')) return list
  return refuse(at, 'must be a list of texts')
}

/** Members of an object; others than `known` are refused, so that a misspelt one is not passed over. */
export function entriesIn(
  value: unknown,
  at: string,
  known?: readonly string[],
): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(at, 'must be an object')
  const entries = Object.entries(value)
  for (const [key] of entries)
    if (known && !known.includes(key)) refuse(`${at}.${key}`, `is not known (known: ${known.join(', ')})`)
  return entries
}

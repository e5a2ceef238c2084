import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

const hash = (text, length) => createHash('sha256').update(text).digest('hex').slice(0, length)

const textHashes = new Map()

/** Of a file's text, so that what is known of its mutants ends with the next change of it. */
export function textHash(file) {
  if (!textHashes.has(file)) textHashes.set(file, existsSync(file) ? hash(readFileSync(file), 12) : '')
  return textHashes.get(file)
}

/** Stryker names a file in the project or its copy in a sandbox. */
export const inProject = fileName => fileName.replaceAll('\\', '/').replace(/^.*?(?=src\/)/, '')

/**
 * Mutants are numbered anew in every run; the file, the place, the mutator and what it writes name one as long as the file stays. `first` is what
 * stryker counts the first line and column as: 0 for checkers, 1 for reporters.
 */
export function keyOf({ fileName, location: { start, end }, mutatorName, replacement }, first) {
  const at = ({ line, column }) => `${line + 1 - first}:${column + 1 - first}`
  return `${inProject(fileName)} ${at(start)}-${at(end)} ${mutatorName} ${hash(String(replacement ?? ''), 8)}`
}

/** Whether a mutant is in the sample of this share: its hash decides, so a larger share holds every smaller one. */
export const sampled = (key, share) => Number.parseInt(hash(key, 8), 16) / 2 ** 32 < share

/** What is known of mutants, the last answer of each, as far as their files are still the same. */
export function answersIn(path) {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  const answers = new Map(lines.map(line => JSON.parse(line)).map(answer => [answer.key, answer]))
  return [...answers.values()].filter(({ file, text }) => text === textHash(file))
}

/** A mutant that ran in circles was ended by a count; one that the clock ended may have been slow for other programs. */
export const isEndless = ({ status, statusReason }) => status === 'Timeout' && /limit/i.test(statusReason ?? '')
export const isFound = answer => answer.status === 'Killed' || isEndless(answer)

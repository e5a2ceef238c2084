import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, test } from 'vitest'

const root = resolve(import.meta.dirname, '..', '..', 'shared')

/** Path of a file of the test data that lies beside the project; it may not exist. */
export const sharedPath = (...parts: string[]): string => join(root, ...parts)

export const hasShared = (...parts: string[]): boolean => existsSync(sharedPath(...parts))

const told = new Set<string>()

/** A `describe` that is skipped, with a printed reason, where the test data it names is missing. */
export function describeShared(title: string, needed: string | readonly string[], body: () => void): void {
  const missing = [needed].flat().filter(path => !hasShared(path))
  if (missing.length === 0) {
    describe(title, body)
    return
  }
  const reason = `test data is missing: ${missing.map(path => `../shared/${path}`).join(', ')}`
  if (!told.has(title + reason)) {
    told.add(title + reason)
    process.stderr.write(`skipped "${title}": ${reason}\n`)
  }
  // the body is not run: it may read the data to list its tests
  describe.skip(`${title} (${reason})`, () => test.todo('are listed where the data is'))
}

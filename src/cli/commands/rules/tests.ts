import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import {
  allowFileShape,
  LARGEST_FILE,
  readRules,
  rolesFileShape,
  ruleFileShape,
  runRuleTests,
} from '../../../compliance/index.ts'
import { EXIT, UsageError, VerdictError } from '../../exit.ts'
import type { Io } from '../../io.ts'

export const packs = ['four-eyes', 'three-way-match', 'duplicate-payment', 'late-approval'] as const

/** A file that decides, with the hash of its bytes. */
export interface DecidingFile {
  readonly name: string
  readonly text: string
  readonly sha256: string
}

export async function decidingFile(name: string): Promise<DecidingFile> {
  const { size } = await stat(name)
  if (size > LARGEST_FILE) throw new UsageError(`${name} is larger than ${LARGEST_FILE} bytes; divide it.`)
  const bytes = await readFile(name)
  return {
    name,
    text: bytes.toString('utf8').replace(/^\ufeff/, ''),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

/** Run the tests of a rule file; a failing one ends the command with `EXIT.violations`. */
export async function testRules(name: string, options: { readonly json?: boolean }, io: Io): Promise<void> {
  const source = await decidingFile(name)
  const file = readRules(source.text, name)
  const results = await runRuleTests(file)
  const failed = results.filter(({ because }) => because !== null)
  const untested = file.rules.filter(({ tests }) => tests.length === 0).map(({ id }) => id)
  if (options.json) {
    const tests = results.map(({ rule, line, expect, cases, because }) => ({
      rule,
      line,
      expect,
      cases,
      passed: because === null,
      because,
    }))
    await io.write(
      `${JSON.stringify({ file: name, rules: file.rules.length, passed: results.length - failed.length, failed: failed.length, untested, tests }, null, 2)}\n`,
    )
  } else {
    for (const { rule, line, expect, because } of failed)
      await io.write(`✗ ${rule}, line ${line} (${expect}): ${because}\n`)
    await io.write(`${results.length - failed.length} of ${results.length} tests of ${file.rules.length} rules pass.\n`)
    if (untested.length > 0) io.note(`Rules without tests: ${untested.join(', ')}.`)
  }
  if (failed.length > 0)
    throw new VerdictError(EXIT.violations, `${failed.length} ${failed.length === 1 ? 'test fails' : 'tests fail'}.`)
}

export const schemas = { rules: ruleFileShape, roles: rolesFileShape, allowlist: allowFileShape } as const

export async function schema(kind: keyof typeof schemas, io: Io): Promise<void> {
  await io.write(`${JSON.stringify(z.toJSONSchema(schemas[kind], { io: 'input' }), null, 2)}\n`)
}

export async function pack(name: string | undefined, io: Io): Promise<void> {
  if (name === undefined) return io.write(`${packs.join('\n')}\n`)
  if (!packs.some(known => known === name))
    throw new UsageError(`There is no pack "${name}"; there are ${packs.join(', ')}.`)
  await io.write(await readFile(new URL(`../../../../samples/rules/${name}.yaml`, import.meta.url), 'utf8'))
}

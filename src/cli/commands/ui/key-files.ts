import { readFile } from 'node:fs/promises'
import { type IdentifierForm, identifierFormsFrom } from '../../../privacy/index.ts'
import { UsageError } from '../../exit.ts'
import { jsonArgument } from '../../json-file.ts'

export interface IdentifierOptions {
  readonly identifiers?: string
  readonly projectKey?: string
}

/** Bytes that nobody can guess by trying. */
const LEAST_KEY = 16

/** Forms of identifiers and the key that they are hashed under: either needs the other. Keys come as files, never as text. */
export async function identifierOptions({
  identifiers,
  projectKey,
}: IdentifierOptions): Promise<{ readonly identifiers?: readonly IdentifierForm[]; readonly projectKey?: Uint8Array }> {
  if (identifiers === undefined && projectKey === undefined) return {}
  if (identifiers === undefined) throw new UsageError('--project-key is for --identifiers: say which forms they have.')
  if (projectKey === undefined)
    throw new UsageError('--identifiers needs --project-key: the file with the key that all who share them hash under.')
  return {
    identifiers: identifierFormsFrom(await jsonArgument(identifiers, '--identifiers')),
    projectKey: await keyFile(projectKey, '--project-key', LEAST_KEY),
  }
}

/** The bytes of a file as a key. Throws `UsageError` where there are fewer than `least`. */
export async function keyFile(path: string, flag: string, least: number): Promise<Uint8Array> {
  const key = await readFile(path)
  if (key.length >= least) return key
  throw new UsageError(
    `${flag}: the file has ${key.length} bytes, which can be guessed. Make one of at least ${LEAST_KEY}: head -c 32 /dev/urandom > key`,
  )
}

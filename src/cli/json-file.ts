import { readFile } from 'node:fs/promises'
import { UsageError } from './exit.ts'

/** JSON from a file, or given as it is where the text starts like an object or a list. */
export async function jsonArgument(text: string, option: string): Promise<unknown> {
  const inline = /^\s*[[{]/.test(text)
  const json = inline
    ? text
    : await readFile(text, 'utf8').catch(error =>
        refuse(`${option}: ${text} cannot be read (${(error as Error).message}).`),
      )
  try {
    return JSON.parse(json.replace(/^\ufeff/, '')) as unknown
  } catch (error) {
    return refuse(`${option}: ${inline ? 'the text' : text} is no JSON (${(error as Error).message}).`)
  }
}

function refuse(message: string): never {
  throw new UsageError(message)
}
